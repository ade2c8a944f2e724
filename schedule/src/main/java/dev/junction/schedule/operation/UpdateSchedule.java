package dev.junction.schedule.operation;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.models.scheduler.CreateScheduleInput;
import dev.junction.models.scheduler.UpdateScheduleInput;
import dev.junction.models.scheduler.UpdateScheduleOutput;
import dev.junction.schedule.access.ScheduleAccess;
import dev.junction.schedule.domain.ScheduleAddress;
import dev.junction.schedule.domain.ScheduleErrors;
import dev.junction.schedule.domain.ScheduleRules;
import dev.junction.schedule.state.ScheduleRecord;
import dev.junction.schedule.state.Schedules;
import dev.junction.wire.protocol.Call;
import java.util.concurrent.CompletionStage;

/// Replaces all settings of a schedule; what is left out gets its default. Source: EventBridge
/// Scheduler API reference, UpdateSchedule.
public final class UpdateSchedule {

  private final ScheduleAccess access;

  public UpdateSchedule(ScheduleAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<UpdateScheduleOutput>> run(Call call, UpdateScheduleInput input) {
    CreateScheduleInput settings = ScheduleRules.withDefaults(settings(input));
    ScheduleAddress address =
        new ScheduleAddress(ScheduleAccess.group(call, settings.groupName()), settings.name());
    return access.submit(address, (schedules, tx) -> update(schedules, tx, address, settings));
  }

  private Outcome<UpdateScheduleOutput> update(
      Schedules schedules,
      Transaction<Schedules> tx,
      ScheduleAddress address,
      CreateScheduleInput settings) {
    tx.useReserve();
    ScheduleRecord existing = schedules.find(tx, address);
    if (existing == null) {
      return Outcome.rejected(ScheduleErrors.noSuchSchedule(address.name()));
    }
    return ScheduleRules.check(
            settings, address.group().account(), tx.now(), existing.settings().startDate())
        .then(valid -> TargetCheck.check(valid, access.services()))
        .map(
            valid -> {
              schedules.update(tx, address, existing, valid);
              return UpdateScheduleOutput.builder().scheduleArn(address.arn()).build();
            });
  }

  private static CreateScheduleInput settings(UpdateScheduleInput input) {
    return CreateScheduleInput.builder()
        .actionAfterCompletion(input.actionAfterCompletion())
        .description(input.description())
        .endDate(input.endDate())
        .flexibleTimeWindow(input.flexibleTimeWindow())
        .groupName(input.groupName())
        .kmsKeyArn(input.kmsKeyArn())
        .name(input.name())
        .scheduleExpression(input.scheduleExpression())
        .scheduleExpressionTimezone(input.scheduleExpressionTimezone())
        .startDate(input.startDate())
        .state(input.state())
        .target(input.target())
        .build();
  }
}
