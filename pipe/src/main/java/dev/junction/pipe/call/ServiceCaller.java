package dev.junction.pipe.call;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.kernel.TraceContext;
import dev.junction.wire.codec.json.TokenCodec;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.Caller;
import dev.junction.wire.protocol.CommonErrors;
import dev.junction.wire.protocol.ServiceCalls;
import dev.junction.wire.protocol.ServiceEndpoint;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.OperationSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Calls operations of services of this process as the role of a pipe. Threads: any.
///
/// @param services what is built
/// @param endpoint what URLs begin with
/// @param account the pipe's account
/// @param role the ARN of the pipe's role
/// @param clock the time of what is sent
public record ServiceCaller(
    ServiceCalls services, String endpoint, AccountId account, String role, Clock clock) {

  /// Calls an operation that nobody waits for in vain.
  public CompletionStage<Outcome<Document>> call(
      String service, String operation, Region region, Map<String, ?> input) {
    return call(service, operation, region, input, Call.Departure.NEVER);
  }

  /// The same for payloads, whose trace goes on.
  public CompletionStage<Outcome<Document>> call(
      String service,
      String operation,
      Region region,
      Map<String, ?> input,
      List<Payload> payloads) {
    TraceContext trace = Payload.common(payloads);
    return call(service, operation, region, input, Call.Departure.NEVER, trace);
  }

  /// Calls an operation.
  ///
  /// @param input the members of its input, as JSON has them
  public CompletionStage<Outcome<Document>> call(
      String service,
      String operation,
      Region region,
      Map<String, ?> input,
      Call.Departure departure) {
    return call(service, operation, region, input, departure, null);
  }

  private CompletionStage<Outcome<Document>> call(
      String service,
      String operation,
      Region region,
      Map<String, ?> input,
      Call.Departure departure,
      @Nullable TraceContext trace) {
    Optional<ServiceEndpoint> found = services.find(service);
    OperationSchema schema = found.isEmpty() ? null : found.get().callable(operation);
    if (found.isEmpty() || schema == null) {
      return done(Outcome.rejected(CommonErrors.notImplemented(service, operation)));
    }
    Document document;
    try {
      document =
          TokenCodec.AWS_JSON.decode(
              TokenCodec.AWS_JSON.encodeUntyped(input), in -> Document.read(schema.input(), in));
    } catch (MalformedInput malformed) {
      return done(Outcome.rejected(CommonErrors.serialization(malformed.text())));
    }
    Caller caller = new Caller(account, role, account.value(), "");
    Call call = new Call(UUID.randomUUID().toString(), caller, region, endpoint, departure, trace);
    return found.get().invoke(call, operation, document);
  }

  /// The URL of a queue.
  public String queueUrl(String queueAccount, String name) {
    return endpoint + '/' + queueAccount + '/' + name;
  }

  static <R> CompletableFuture<R> done(R value) {
    return CompletableFuture.completedFuture(value);
  }
}
