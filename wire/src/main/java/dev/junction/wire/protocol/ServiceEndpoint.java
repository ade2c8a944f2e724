package dev.junction.wire.protocol;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.protocol.constraint.ConstraintCheck;
import dev.junction.wire.protocol.constraint.Violation;
import dev.junction.wire.protocol.constraint.ViolationReport;
import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.ServiceSchema;
import dev.junction.wire.schema.Shape;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the requests to one service arrive: finds protocol and operation, decodes and checks the
/// input, calls the operation and encodes what it answers.
///
/// Errors: every request gets a response; a failed call becomes an internal failure of the protocol
/// and is logged. Threads: callable from any thread; answers on the thread that completes the call.
public final class ServiceEndpoint {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceEndpoint.class);

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
  public CompletionStage<HttpResponse> handle(Call call, HttpRequest request) {
    ServerProtocol protocol = protocol(request);
    return switch (protocol.operation(request)) {
      case Outcome.Rejected<RequestedOperation>(ServiceError error) ->
          answer(protocol.encodeError(request, error, call.requestId()));
      case Outcome.Accepted<RequestedOperation>(RequestedOperation requested) -> {
        Operation<?, ?> operation = table.find(requested.schema().name());
        if (operation == null) {
          String name = requested.schema().name();
          ServiceError error = CommonErrors.notImplemented(table.service().name(), name);
          yield answer(protocol.encodeError(request, error, call.requestId()));
        }
        yield invoke(protocol, requested, operation, call, request);
      }
    };
  }

  private static CompletionStage<HttpResponse> answer(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }

  private <I extends Shape, O extends Shape> CompletionStage<HttpResponse> invoke(
      ServerProtocol protocol,
      RequestedOperation requested,
      Operation<I, O> operation,
      Call call,
      HttpRequest request) {
    Outcome<I> decoded =
        protocol.decode(request, requested, operation.reader()).then(this::checked);
    return switch (decoded) {
      case Outcome.Rejected<I>(ServiceError error) ->
          answer(protocol.encodeError(request, error, call.requestId()));
      case Outcome.Accepted<I>(I input) ->
          operation
              .handler()
              .handle(call, input)
              .handle(
                  (outcome, failure) ->
                      failure == null
                          ? encode(protocol, operation.schema(), outcome, call, request)
                          : failed(protocol, operation.schema(), failure, call, request));
    };
  }

  private <I extends Shape> Outcome<I> checked(I input) {
    List<Violation> violations = ConstraintCheck.of(input);
    return violations.isEmpty() ? Outcome.accepted(input) : Outcome.rejected(report.of(violations));
  }

  private static <O extends Shape> HttpResponse encode(
      ServerProtocol protocol,
      OperationSchema operation,
      Outcome<O> outcome,
      Call call,
      HttpRequest request) {
    return switch (outcome) {
      case Outcome.Accepted<O>(O output) ->
          protocol.encode(request, operation, output, call.requestId());
      case Outcome.Rejected<O>(ServiceError error) ->
          protocol.encodeError(request, error, call.requestId());
    };
  }

  private HttpResponse failed(
      ServerProtocol protocol,
      OperationSchema operation,
      Throwable failure,
      Call call,
      HttpRequest request) {
    LOG.error(
        "{} {} failed, request {}",
        table.service().name(),
        operation.name(),
        call.requestId(),
        failure);
    return protocol.encodeError(request, CommonErrors.internalFailure(), call.requestId());
  }
}
