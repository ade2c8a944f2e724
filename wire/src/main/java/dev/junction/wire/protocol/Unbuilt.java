package dev.junction.wire.protocol;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.schema.Structure;
import dev.junction.wire.schema.Unit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The answer of operations that a service's model has and this product does not.
public final class Unbuilt {

  private Unbuilt() {}

  public static ServiceError error(String service, String operation) {
    return ServiceError.server(
        "NotImplemented",
        501,
        "Junction does not implement " + service + ":" + operation + " yet.");
  }

  public static <O extends Structure> CompletionStage<Outcome<O>> operation(
      String service, String operation) {
    return CompletableFuture.completedFuture(Outcome.rejected(error(service, operation)));
  }

  /// The entry of an operation table for an operation that has no records either.
  public static Operation<Unit, Unit> entry(String service, String operation) {
    return new Operation<>(operation, _ -> Unit.UNIT, (_, _) -> operation(service, operation));
  }
}
