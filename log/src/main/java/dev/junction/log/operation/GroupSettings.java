package dev.junction.log.operation;

import dev.junction.kernel.Outcome;
import dev.junction.log.access.LogAccess;
import dev.junction.log.domain.GroupAddress;
import dev.junction.log.domain.LogErrors;
import dev.junction.log.domain.LogLimits;
import dev.junction.log.state.LogGroup;
import dev.junction.models.logs.DeleteLogGroupRequest;
import dev.junction.models.logs.DeleteRetentionPolicyRequest;
import dev.junction.models.logs.PutLogGroupDeletionProtectionRequest;
import dev.junction.models.logs.PutRetentionPolicyRequest;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.concurrent.CompletionStage;

/// How long a group keeps its events, whether it can be deleted, and its deletion.
///
/// Source: CloudWatch Logs API reference, PutRetentionPolicy, DeleteRetentionPolicy,
/// PutLogGroupDeletionProtection, DeleteLogGroup.
public final class GroupSettings {

  private final LogAccess access;

  public GroupSettings(LogAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<Unit>> putRetention(Call call, PutRetentionPolicyRequest input) {
    int days = input.retentionInDays();
    if (!LogLimits.RETENTION_DAYS.contains(days)) {
      return LogAccess.done(
          Outcome.rejected(
              LogErrors.invalid(
                  "Invalid retention value. Valid values are: " + LogLimits.RETENTION_DAYS)));
    }
    return retain(call, input.logGroupName(), days);
  }

  public CompletionStage<Outcome<Unit>> deleteRetention(
      Call call, DeleteRetentionPolicyRequest input) {
    return retain(call, input.logGroupName(), 0);
  }

  private CompletionStage<Outcome<Unit>> retain(Call call, String name, int days) {
    return access.run(
        LogAccess.named(call, name),
        (group, tx) -> {
          tx.useReserve();
          group.changeRetention(tx, days);
          return Outcome.accepted(Unit.INSTANCE);
        });
  }

  public CompletionStage<Outcome<Unit>> protect(
      Call call, PutLogGroupDeletionProtectionRequest input) {
    return access.run(
        LogAccess.identified(call, input.logGroupIdentifier()),
        (group, tx) -> {
          tx.useReserve();
          group.changeProtection(tx, input.deletionProtectionEnabled());
          return Outcome.accepted(Unit.INSTANCE);
        });
  }

  public CompletionStage<Outcome<Unit>> delete(Call call, DeleteLogGroupRequest input) {
    GroupAddress address = LogAccess.named(call, input.logGroupName());
    return access.submit(
        address,
        (groups, tx) -> {
          LogGroup group = groups.find(address);
          if (group == null) {
            return Outcome.rejected(LogErrors.noSuchGroup());
          }
          if (group.record().isProtected()) {
            return Outcome.rejected(LogErrors.isProtected());
          }
          groups.delete(tx, group);
          return Outcome.accepted(Unit.INSTANCE);
        });
  }
}
