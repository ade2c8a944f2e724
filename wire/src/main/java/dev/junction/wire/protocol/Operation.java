package dev.junction.wire.protocol;

import dev.junction.kernel.Outcome;
import dev.junction.wire.schema.ShapeReader;
import dev.junction.wire.schema.Structure;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/// One operation of a service: how its input is read and how it is called.
///
/// @param name the operation's name in the model
/// @param reader reads the input
/// @param invoker calls it
public record Operation<I, O extends Structure>(
    String name, Function<ShapeReader, I> reader, Invoker<I, O> invoker) {

  /// Calls an operation.
  @FunctionalInterface
  public interface Invoker<I, O extends Structure> {
    CompletionStage<Outcome<O>> invoke(Call call, I input);
  }

  /// Reads the input and calls the operation.
  public CompletionStage<Outcome<O>> run(Call call, ShapeReader in) {
    return invoker.invoke(call, reader.apply(in));
  }
}
