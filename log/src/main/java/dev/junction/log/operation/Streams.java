package dev.junction.log.operation;

import dev.junction.kernel.Outcome;
import dev.junction.log.access.LogAccess;
import dev.junction.log.domain.LogErrors;
import dev.junction.log.state.StreamRecord;
import dev.junction.models.logs.CreateLogStreamRequest;
import dev.junction.models.logs.DeleteLogStreamRequest;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.concurrent.CompletionStage;

/// Creates and deletes log streams. Source: CloudWatch Logs API reference, CreateLogStream and
/// DeleteLogStream.
public final class Streams {

  private final LogAccess access;

  public Streams(LogAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<Unit>> create(Call call, CreateLogStreamRequest input) {
    return access.grow(
        LogAccess.named(call, input.logGroupName()),
        (group, tx) -> {
          if (group.stream(tx, input.logStreamName()) != null) {
            return Outcome.rejected(LogErrors.streamExists());
          }
          group.createStream(tx, input.logStreamName(), /* isDelivered= */ false);
          return Outcome.accepted(Unit.INSTANCE);
        });
  }

  public CompletionStage<Outcome<Unit>> delete(Call call, DeleteLogStreamRequest input) {
    return access.run(
        LogAccess.named(call, input.logGroupName()),
        (group, tx) -> {
          StreamRecord stream = group.stream(tx, input.logStreamName());
          if (stream == null) {
            return Outcome.rejected(LogErrors.noSuchStream());
          }
          if (group.record().isProtected()) {
            return Outcome.rejected(LogErrors.isProtected());
          }
          tx.useReserve();
          group.deleteStream(tx, input.logStreamName(), stream);
          return Outcome.accepted(Unit.INSTANCE);
        });
  }
}
