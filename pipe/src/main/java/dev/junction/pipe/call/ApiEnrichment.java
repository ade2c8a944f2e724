package dev.junction.pipe.call;

import dev.junction.delivery.DeliveryModule;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.PipeEnrichmentHttpParameters;
import dev.junction.models.pipes.PipeEnrichmentParameters;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// API destinations that enrich: one event at a time. Source: EventBridge User Guide, "Event
/// enrichment in Amazon EventBridge Pipes"; API reference, PipeEnrichmentHttpParameters.
public final class ApiEnrichment implements PipeEnrichment {

  private final DeliveryModule deliveries;
  private final Pauses pauses;

  public ApiEnrichment(DeliveryModule deliveries, Pauses pauses) {
    this.deliveries = deliveries;
    this.pauses = pauses;
  }

  @Override
  public String title() {
    return "Amazon EventBridge API destinations";
  }

  @Override
  public boolean serves(Arn arn) {
    return ApiTarget.isDestination(arn);
  }

  @Override
  public int batchMax() {
    return 1;
  }

  @Override
  public Outcome<CreatePipeRequest> check(CreatePipeRequest settings) {
    return notes(settings).map(_ -> settings);
  }

  private static Outcome<HttpNotes> notes(CreatePipeRequest settings) {
    PipeEnrichmentParameters parameters = settings.enrichmentParameters();
    PipeEnrichmentHttpParameters http = parameters == null ? null : parameters.httpParameters();
    return http == null
        ? HttpNotes.read(null, null, null, "")
        : HttpNotes.read(
            http.pathParameterValues(),
            http.headerParameters(),
            http.queryStringParameters(),
            "EnrichmentParameters.HttpParameters");
  }

  @Override
  public EnrichmentCall open(CreatePipeRequest settings, String pipeArn, ServiceCaller caller) {
    if (!(notes(settings) instanceof Outcome.Accepted<HttpNotes>(HttpNotes notes))) {
      throw new IllegalStateException("A stored enrichment is not valid");
    }
    ApiCall api = new ApiCall(deliveries, pauses, String.valueOf(settings.enrichment()), pipeArn);
    return new EnrichmentCall() {
      @Override
      public CompletionStage<Outcome<String>> call(List<Payload> payloads) {
        return api.send(notes, payloads.getFirst());
      }

      @Override
      public long restNanos() {
        return api.restNanos();
      }
    };
  }
}
