package dev.junction.wire.protocol;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.protocol.constraint.ConstraintCheck;
import dev.junction.wire.protocol.constraint.Violation;
import dev.junction.wire.protocol.constraint.ViolationReport;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.DocumentReader;
import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.ShapeReader;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One operation of a service, ready to be called.
///
/// @param <I> what it takes
/// @param <O> what it answers
/// @param schema what it is
/// @param reader makes the input of what a decoder hands out; the result may lack required members
///     and must be checked before anything else sees it
/// @param handler carries the call out
public record Operation<I extends Shape, O extends Shape>(
    OperationSchema schema, Function<ShapeReader, I> reader, Handler<I, O> handler) {

  private static final Logger LOG = LoggerFactory.getLogger(Operation.class);

  /// Carries out calls of one operation.
  @FunctionalInterface
  public interface Handler<I, O> {

    /// Carries out a call whose input satisfies the schema.
    CompletionStage<Outcome<O>> handle(Call call, I input);
  }

  /// Calls the operation with a value that has no class of its own, once that satisfies the schema.
  /// The stage never ends with an exception of the operation's.
  ///
  /// @param report tells which constraints of the model the input breaks
  public CompletionStage<Outcome<Document>> invoke(
      Call call, Document input, ViolationReport report) {
    I typed;
    try {
      typed = reader.apply(new DocumentReader(input));
    } catch (MalformedInput malformed) {
      return rejected(CommonErrors.serialization(malformed.text()));
    }
    List<Violation> violations = ConstraintCheck.of(typed);
    ServiceError refusal = violations.isEmpty() ? null : report.of(violations);
    if (refusal != null) {
      return rejected(refusal);
    }
    try {
      return handler
          .handle(call, typed)
          .handle((outcome, failure) -> failure == null ? untyped(outcome) : failed(failure));
    } catch (RuntimeException failure) {
      return CompletableFuture.completedFuture(failed(failure));
    }
  }

  private static CompletionStage<Outcome<Document>> rejected(ServiceError error) {
    return CompletableFuture.completedFuture(Outcome.rejected(error));
  }

  private static <O extends Shape> Outcome<Document> untyped(Outcome<O> outcome) {
    return outcome.map(Document::copyOf);
  }

  private Outcome<Document> failed(Throwable failure) {
    if (failure instanceof CancellationException
        || failure.getCause() instanceof CancellationException) {
      // The caller gave the call up: nothing is wrong.
      return Outcome.rejected(CommonErrors.internalFailure());
    }
    LOG.error("{} failed, called from inside", schema.name(), failure);
    return Outcome.rejected(CommonErrors.internalFailure());
  }
}
