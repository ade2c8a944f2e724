package dev.junction.wire.protocol;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.eventstream.EventStreamOutput;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.protocol.constraint.ConstraintCheck;
import dev.junction.wire.protocol.constraint.Violation;
import dev.junction.wire.protocol.constraint.ViolationReport;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.ServiceSchema;
import dev.junction.wire.schema.Shape;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the requests to one service arrive: finds protocol and operation, decodes and checks the
/// input, calls the operation and encodes what it answers.
///
/// Errors: every request gets a response; a failed call becomes an internal failure of the protocol
/// and is logged. Threads: callable from any thread; answers on the thread that completes the call.
public final class ServiceEndpoint {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceEndpoint.class);

  /// What is counted in place of an error for a call that its client gave up.
  static final String CLIENT_GONE = "ClientGone";

  private final OperationTable table;
  private final List<ServerProtocol> protocols;
  private final ViolationReport report;

  /// @param protocols the service's protocols in the order in which they are asked whether a
  ///     request is theirs; the last one gets what nobody recognizes
  /// @param report tells a client which constraints of the model its input breaks
  public ServiceEndpoint(
      OperationTable table, List<ServerProtocol> protocols, ViolationReport report) {
    this.table = table;
    this.protocols = List.copyOf(protocols);
    this.report = report;
  }

  /// An endpoint with all protocols of the service's model.
  public static ServiceEndpoint of(OperationTable table, ViolationReport report) {
    ServiceSchema service = table.service();
    return new ServiceEndpoint(
        table,
        service.protocols().stream().map(protocol -> protocol(service, protocol)).toList(),
        report);
  }

  private static ServerProtocol protocol(ServiceSchema service, ServiceSchema.Protocol protocol) {
    return switch (protocol) {
      case AWS_JSON_1_0, AWS_JSON_1_1 -> new AwsJsonProtocol(service, protocol);
      case AWS_QUERY -> new AwsQueryProtocol(service);
      case REST_JSON_1 -> new RestJsonProtocol(service);
      case RPC_V2_CBOR -> new RpcCborProtocol(service);
    };
  }

  /// The service.
  public ServiceSchema service() {
    return table.service();
  }

  /// The operation of this name, for a caller inside this process; null when it cannot be called,
  /// as one that answers a stream of events.
  public @Nullable OperationSchema callable(String operation) {
    Operation<?, ?> found = callableOperation(operation);
    return found == null ? null : found.schema();
  }

  private @Nullable Operation<?, ?> callableOperation(String operation) {
    Operation<?, ?> found = table.find(operation);
    return found == null || EventStreamOutput.isOne(found.schema().output()) ? null : found;
  }

  /// Carries out a call from inside this process. The input is checked as that of a request is.
  public CompletionStage<Outcome<Document>> invoke(Call call, String operation, Document input) {
    Operation<?, ?> found = callableOperation(operation);
    return found == null
        ? CompletableFuture.completedFuture(
            Outcome.rejected(CommonErrors.notImplemented(table.service().name(), operation)))
        : found.invoke(call, input, report);
  }

  /// The operation that a request asks for, or the error for a request that asks for none.
  public Outcome<RequestedOperation> operation(HttpRequest request) {
    return protocol(request).operation(request);
  }

  /// Whether some protocol of the service knows the request and finds an operation in it.
  public boolean serves(HttpRequest request) {
    for (ServerProtocol protocol : protocols) {
      if (protocol.recognizes(request)
          && protocol.operation(request) instanceof Outcome.Accepted<RequestedOperation>) {
        return true;
      }
    }
    return false;
  }

  private ServerProtocol protocol(HttpRequest request) {
    for (ServerProtocol protocol : protocols) {
      if (protocol.recognizes(request)) {
        return protocol;
      }
    }
    return protocols.getLast();
  }

  /// The response that refuses a request for a reason outside of the service, such as a wrong
  /// signature.
  public HttpResponse refuse(HttpRequest request, ServiceError error, String requestId) {
    return protocol(request).encodeError(request, error, requestId);
  }

  /// Carries out a request.
  public CompletionStage<Answer> handle(Call call, HttpRequest request) {
    ServerProtocol protocol = protocol(request);
    return switch (protocol.operation(request)) {
      case Outcome.Rejected<RequestedOperation>(ServiceError error) ->
          completed(new Exchange(protocol, "", call, request).rejected(error));
      case Outcome.Accepted<RequestedOperation>(RequestedOperation requested) -> {
        String name = requested.schema().name();
        Exchange exchange = new Exchange(protocol, name, call, request);
        Operation<?, ?> operation = table.find(name);
        yield operation == null
            ? completed(
                exchange.rejected(CommonErrors.notImplemented(table.service().name(), name)))
            : invoke(exchange, requested, operation);
      }
    };
  }

  private static CompletionStage<Answer> completed(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private <I extends Shape, O extends Shape> CompletionStage<Answer> invoke(
      Exchange exchange, RequestedOperation requested, Operation<I, O> operation) {
    Outcome<I> decoded =
        exchange
            .protocol
            .decode(exchange.request, requested, operation.reader())
            .then(this::checked);
    return switch (decoded) {
      case Outcome.Rejected<I>(ServiceError error) -> completed(exchange.rejected(error));
      case Outcome.Accepted<I>(I input) ->
          outcome(operation, exchange.call, input)
              .handle(
                  (outcome, failure) ->
                      failure == null
                          ? exchange.answer(operation.schema(), outcome)
                          : failed(exchange, failure));
    };
  }

  private static <I extends Shape, O extends Shape> CompletionStage<Outcome<O>> outcome(
      Operation<I, O> operation, Call call, I input) {
    try {
      return operation.handler().handle(call, input);
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private <I extends Shape> Outcome<I> checked(I input) {
    List<Violation> violations = ConstraintCheck.of(input);
    ServiceError error = violations.isEmpty() ? null : report.of(violations);
    return error == null ? Outcome.accepted(input) : Outcome.rejected(error);
  }

  private Answer failed(Exchange exchange, Throwable failure) {
    if (isGivenUp(failure)) {
      // Its client has gone: nobody reads the answer, and nothing is wrong.
      Answer unread = exchange.rejected(CommonErrors.internalFailure());
      return Answer.whole(unread.response(), unread.operation(), CLIENT_GONE);
    }
    LOG.error(
        "{} {} failed, request {}",
        table.service().name(),
        exchange.operation,
        exchange.call.requestId(),
        failure);
    return exchange.rejected(CommonErrors.internalFailure());
  }

  private static boolean isGivenUp(Throwable failure) {
    return failure instanceof CancellationException
        || failure.getCause() instanceof CancellationException;
  }

  /// One request on its way through the endpoint.
  private record Exchange(
      ServerProtocol protocol, String operation, Call call, HttpRequest request) {

    <O extends Shape> Answer answer(OperationSchema schema, Outcome<O> outcome) {
      return switch (outcome) {
        case Outcome.Accepted<O>(EventStreamOutput output) ->
            Answer.streamed(protocol.encodeStream(request, output, call.requestId()), operation);
        case Outcome.Accepted<O>(O output) ->
            Answer.whole(protocol.encode(request, schema, output, call.requestId()), operation, "");
        case Outcome.Rejected<O>(ServiceError error) -> rejected(error);
      };
    }

    Answer rejected(ServiceError error) {
      return Answer.whole(
          protocol.encodeError(request, error, call.requestId()), operation, error.code());
    }
  }
}
