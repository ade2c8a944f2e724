package dev.junction.wire.protocol;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.Structure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A call from its request to its response.
///
/// @param response what goes back
/// @param errorCode the code of the error, or empty for an accepted call
public record Answer(HttpResponse response, String errorCode) {

  private static final Logger LOG = LoggerFactory.getLogger(Answer.class);
  private static final ServiceError INTERNAL =
      ServiceError.server("InternalFailure", 500, "The request failed because of a fault of ours.");

  /// Reads the input, calls the operation and writes what it answers.
  public static CompletionStage<Answer> to(Selection.Found found, HttpRequest request, Call call) {
    return answer(found.operation(), found, request, call);
  }

  private static <I, O extends Structure> CompletionStage<Answer> answer(
      Operation<I, O> operation, Selection.Found found, HttpRequest request, Call call) {
    I input;
    try {
      input = found.protocol().read(request, operation.reader());
    } catch (MalformedInput e) {
      return CompletableFuture.completedFuture(
          rejected(
              found,
              ServiceError.client("SerializationException", 400, String.valueOf(e.getMessage())),
              call));
    }
    return operation
        .invoker()
        .invoke(call, input)
        .handle(
            (outcome, fault) -> {
              if (outcome != null) {
                return encode(found, outcome, call);
              }
              LOG.error("{} of request {} failed", operation.name(), call.requestId(), fault);
              return rejected(found, INTERNAL, call);
            });
  }

  private static <O extends Structure> Answer encode(
      Selection.Found found, Outcome<O> outcome, Call call) {
    return switch (outcome) {
      case Outcome.Accepted<O>(O output) ->
          new Answer(
              found
                  .protocol()
                  .accepted(found.service(), found.operation().name(), output, call.requestId()),
              "");
      case Outcome.Rejected<O>(ServiceError error) -> rejected(found, error, call);
    };
  }

  private static Answer rejected(Selection.Found found, ServiceError error, Call call) {
    return new Answer(
        found.protocol().rejected(found.service(), error, call.requestId()), error.code());
  }
}
