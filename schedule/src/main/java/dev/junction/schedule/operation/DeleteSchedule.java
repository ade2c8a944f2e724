package dev.junction.schedule.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.scheduler.DeleteScheduleInput;
import dev.junction.models.scheduler.DeleteScheduleOutput;
import dev.junction.schedule.access.ScheduleAccess;
import dev.junction.schedule.domain.ScheduleAddress;
import dev.junction.schedule.domain.ScheduleErrors;
import dev.junction.wire.protocol.Call;
import java.util.concurrent.CompletionStage;

/// Deletes a schedule. Source: EventBridge Scheduler API reference, DeleteSchedule.
public final class DeleteSchedule {

  private final ScheduleAccess access;

  public DeleteSchedule(ScheduleAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<DeleteScheduleOutput>> run(Call call, DeleteScheduleInput input) {
    ScheduleAddress address =
        new ScheduleAddress(ScheduleAccess.group(call, input.groupName()), input.name());
    return access.submit(
        address,
        (schedules, tx) -> {
          tx.useReserve();
          if (schedules.find(tx, address) == null) {
            return Outcome.rejected(ScheduleErrors.noSuchSchedule(address.name()));
          }
          schedules.delete(tx, address.key());
          return Outcome.accepted(DeleteScheduleOutput.builder().build());
        });
  }
}
