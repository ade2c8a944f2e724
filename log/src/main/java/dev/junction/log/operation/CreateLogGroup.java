package dev.junction.log.operation;

import dev.junction.engine.EngineErrors;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.log.access.LogAccess;
import dev.junction.log.domain.GroupAddress;
import dev.junction.log.domain.LogErrors;
import dev.junction.log.state.Groups;
import dev.junction.models.logs.CreateLogGroupRequest;
import dev.junction.models.logs.LogGroupClass;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Creates a log group. Source: CloudWatch Logs API reference, CreateLogGroup.
public final class CreateLogGroup {

  private static final String RESERVED_PREFIX = "aws/";

  private final LogAccess access;

  public CreateLogGroup(LogAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<Unit>> run(Call call, CreateLogGroupRequest input) {
    ServiceError refusal = refusal(input);
    if (refusal != null) {
      return LogAccess.done(Outcome.rejected(refusal));
    }
    GroupAddress address = LogAccess.named(call, input.logGroupName());
    Groups.NewGroup wanted =
        new Groups.NewGroup(
            Objects.requireNonNullElse(input.logGroupClass(), LogGroupClass.STANDARD),
            input.kmsKeyId(),
            Objects.requireNonNullElse(input.deletionProtectionEnabled(), false),
            Objects.requireNonNullElse(input.tags(), Map.of()));
    return access.submit(
        address,
        (groups, tx) -> {
          if (groups.find(address) != null) {
            return Outcome.rejected(LogErrors.groupExists());
          }
          if (!tx.hasSpace()) {
            return Outcome.rejected(EngineErrors.SERVICE_UNAVAILABLE);
          }
          groups.create(tx, address, wanted);
          return Outcome.accepted(Unit.INSTANCE);
        });
  }

  private static @Nullable ServiceError refusal(CreateLogGroupRequest input) {
    if (input.logGroupName().startsWith(RESERVED_PREFIX)) {
      return LogErrors.invalid("Log groups starting with AWS/ are reserved for AWS.");
    }
    if (LogGroupClass.DELIVERY.equals(input.logGroupClass())) {
      return LogErrors.invalid("Log groups of the class DELIVERY are not offered here.");
    }
    Map<String, String> tags = input.tags();
    return tags == null ? null : Tags.refusal(tags);
  }
}
