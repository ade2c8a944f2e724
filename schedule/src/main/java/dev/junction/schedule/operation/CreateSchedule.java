package dev.junction.schedule.operation;

import dev.junction.engine.EngineErrors;
import dev.junction.engine.Transaction;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Outcome;
import dev.junction.models.scheduler.CreateScheduleInput;
import dev.junction.models.scheduler.CreateScheduleOutput;
import dev.junction.schedule.access.ScheduleAccess;
import dev.junction.schedule.domain.ScheduleAddress;
import dev.junction.schedule.domain.ScheduleErrors;
import dev.junction.schedule.domain.ScheduleRules;
import dev.junction.schedule.state.GroupRecord;
import dev.junction.schedule.state.ScheduleRecord;
import dev.junction.schedule.state.Schedules;
import dev.junction.wire.protocol.Call;
import java.util.concurrent.CompletionStage;

/// Creates a schedule. Source: EventBridge Scheduler API reference, CreateSchedule.
public final class CreateSchedule {

  private final ScheduleAccess access;
  private final Clock clock;

  public CreateSchedule(ScheduleAccess access, Clock clock) {
    this.access = access;
    this.clock = clock;
  }

  public CompletionStage<Outcome<CreateScheduleOutput>> run(Call call, CreateScheduleInput input) {
    CreateScheduleInput settings = ScheduleRules.withDefaults(input);
    Outcome<CreateScheduleInput> checked =
        ScheduleRules.check(settings, call.accountId(), clock.now(), /* knownStart= */ null)
            .then(valid -> TargetCheck.check(valid, access.services()));
    ScheduleAddress address =
        new ScheduleAddress(ScheduleAccess.group(call, settings.groupName()), settings.name());
    return ScheduleAccess.then(
        ScheduleAccess.done(checked),
        valid ->
            ScheduleAccess.then(
                access.find(address.group()),
                group ->
                    access.submit(
                        address,
                        (schedules, tx) ->
                            create(schedules, tx, new Wanted(address, group, valid, input)))));
  }

  private record Wanted(
      ScheduleAddress address,
      GroupRecord group,
      CreateScheduleInput settings,
      CreateScheduleInput input) {}

  private static Outcome<CreateScheduleOutput> create(
      Schedules schedules, Transaction<Schedules> tx, Wanted wanted) {
    ScheduleAddress address = wanted.address();
    String token = wanted.input().clientToken();
    if (wanted.group().isDeleting()) {
      return Outcome.rejected(ScheduleErrors.groupGoes(address.group().name()));
    }
    if (schedules.isGroupDeleted(address, wanted.group().id())) {
      return Outcome.rejected(ScheduleErrors.noSuchGroup(address.group().name()));
    }
    if (!tx.hasSpace()) {
      return Outcome.rejected(EngineErrors.SERVICE_UNAVAILABLE);
    }
    ScheduleRecord existing = schedules.find(tx, address);
    if (existing != null) {
      boolean isSameCall =
          token != null
              && token.equals(existing.token())
              && existing.settings().equals(wanted.settings());
      return isSameCall
          ? Outcome.accepted(result(address))
          : Outcome.rejected(ScheduleErrors.scheduleExists(address.name()));
    }
    schedules.create(tx, address, wanted.group().id(), wanted.settings(), token);
    return Outcome.accepted(result(address));
  }

  private static CreateScheduleOutput result(ScheduleAddress address) {
    return CreateScheduleOutput.builder().scheduleArn(address.arn()).build();
  }
}
