package dev.junction.pipe.call;

import dev.junction.delivery.DeliveryModule;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.PipeTargetHttpParameters;
import dev.junction.models.pipes.PipeTargetParameters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// API destinations as targets: one event at a time. Source: EventBridge User Guide, "Amazon
/// EventBridge Pipes batching and concurrency": they are not among the targets with batches; API
/// reference, PipeTargetHttpParameters.
public final class ApiTarget implements PipeTarget {

  private final DeliveryModule deliveries;
  private final Pauses pauses;

  public ApiTarget(DeliveryModule deliveries, Pauses pauses) {
    this.deliveries = deliveries;
    this.pauses = pauses;
  }

  @Override
  public String title() {
    return "Amazon EventBridge API destinations";
  }

  @Override
  public boolean serves(Arn arn) {
    return isDestination(arn);
  }

  static boolean isDestination(Arn arn) {
    return arn.service().equals("events") && arn.resource().startsWith("api-destination/");
  }

  @Override
  public int batchMax() {
    return 1;
  }

  @Override
  public Set<String> parameters() {
    return Set.of("HttpParameters");
  }

  @Override
  public Outcome<CreatePipeRequest> check(
      CreatePipeRequest settings, @Nullable PipeTargetParameters parameters) {
    return notes(parameters).map(_ -> settings);
  }

  private static Outcome<HttpNotes> notes(@Nullable PipeTargetParameters parameters) {
    PipeTargetHttpParameters http = parameters == null ? null : parameters.httpParameters();
    return http == null
        ? HttpNotes.read(null, null, null, "")
        : HttpNotes.read(
            http.pathParameterValues(),
            http.headerParameters(),
            http.queryStringParameters(),
            "TargetParameters.HttpParameters");
  }

  @Override
  public TargetCall open(CreatePipeRequest settings, String pipeArn, ServiceCaller caller) {
    if (!(notes(settings.targetParameters())
        instanceof Outcome.Accepted<HttpNotes>(HttpNotes notes))) {
      throw new IllegalStateException("A stored target is not valid");
    }
    ApiCall api = new ApiCall(deliveries, pauses, settings.target(), pipeArn);
    return new TargetCall() {
      @Override
      public CompletionStage<List<Optional<ServiceError>>> call(List<Payload> payloads) {
        Payload only = payloads.getFirst();
        return payloads.size() == 1
            ? api.send(notes, only).thenApply(outcome -> List.of(TargetCall.error(outcome)))
            : TargetCall.allDone(
                payloads.size(),
                BatchAnswers.error(
                    "ValidationException",
                    "The enrichment gave more events than the target takes at once."));
      }

      @Override
      public long restNanos() {
        return api.restNanos();
      }
    };
  }
}
