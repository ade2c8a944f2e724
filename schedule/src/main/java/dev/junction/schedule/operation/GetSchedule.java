package dev.junction.schedule.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.scheduler.CreateScheduleInput;
import dev.junction.models.scheduler.GetScheduleInput;
import dev.junction.models.scheduler.GetScheduleOutput;
import dev.junction.schedule.access.ScheduleAccess;
import dev.junction.schedule.domain.ScheduleAddress;
import dev.junction.schedule.domain.ScheduleErrors;
import dev.junction.schedule.state.ScheduleRecord;
import dev.junction.wire.protocol.Call;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/// Answers everything about a schedule. Source: EventBridge Scheduler API reference, GetSchedule.
public final class GetSchedule {

  private final ScheduleAccess access;

  public GetSchedule(ScheduleAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<GetScheduleOutput>> run(Call call, GetScheduleInput input) {
    ScheduleAddress address =
        new ScheduleAddress(ScheduleAccess.group(call, input.groupName()), input.name());
    return access.submit(
        address,
        (schedules, tx) -> {
          ScheduleRecord found = schedules.find(tx, address);
          return found == null
              ? Outcome.rejected(ScheduleErrors.noSuchSchedule(address.name()))
              : Outcome.accepted(result(address, found));
        });
  }

  private static GetScheduleOutput result(ScheduleAddress address, ScheduleRecord record) {
    CreateScheduleInput settings = record.settings();
    return GetScheduleOutput.builder()
        .actionAfterCompletion(settings.actionAfterCompletion())
        .arn(address.arn())
        .creationDate(Instant.ofEpochMilli(record.createdAtMillis()))
        .description(settings.description())
        .endDate(settings.endDate())
        .flexibleTimeWindow(settings.flexibleTimeWindow())
        .groupName(settings.groupName())
        .kmsKeyArn(settings.kmsKeyArn())
        .lastModificationDate(Instant.ofEpochMilli(record.changedAtMillis()))
        .name(settings.name())
        .scheduleExpression(settings.scheduleExpression())
        .scheduleExpressionTimezone(settings.scheduleExpressionTimezone())
        .startDate(settings.startDate())
        .state(settings.state())
        .target(settings.target())
        .build();
  }
}
