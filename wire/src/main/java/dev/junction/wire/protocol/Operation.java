package dev.junction.wire.protocol;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.DocumentReader;
import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.ShapeReader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

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

  /// Carries out calls of one operation.
  @FunctionalInterface
  public interface Handler<I, O> {

    /// Carries out a call whose input satisfies the schema.
    CompletionStage<Outcome<O>> handle(Call call, I input);
  }

  /// Calls the operation with a value that has no class of its own.
  public CompletionStage<Outcome<Document>> invoke(Call call, Document input) {
    I typed;
    try {
      typed = reader.apply(new DocumentReader(input));
    } catch (MalformedInput malformed) {
      ServiceError error = CommonErrors.serialization(malformed.text());
      return CompletableFuture.completedFuture(Outcome.rejected(error));
    }
    return handler.handle(call, typed).thenApply(outcome -> outcome.map(Document::copyOf));
  }
}
