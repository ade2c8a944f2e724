package dev.junction.pipe.call;

import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.models.pipes.CreatePipeRequest;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// A kind of resource that enriches events on their way. Kinds are registered where the server is
/// put together. Threads: any.
public interface PipeEnrichment {

  /// What it is called where a client is told which enrichments there are.
  String title();

  /// Whether the ARN is one of these resources.
  boolean serves(Arn arn);

  /// How many events it takes at once.
  int batchMax();

  /// The settings, or what is wrong with the enrichment's part of them.
  Outcome<CreatePipeRequest> check(CreatePipeRequest settings);

  /// The enrichment of a pipe whose settings are valid.
  EnrichmentCall open(CreatePipeRequest settings, String pipeArn, ServiceCaller caller);

  /// The enrichment of one pipe, ready to be called.
  @FunctionalInterface
  interface EnrichmentCall {

    /// What it answers, a text that is JSON or not. The stage never ends with an exception.
    CompletionStage<Outcome<String>> call(List<Payload> payloads);

    /// For how long the enrichment wants to be left alone.
    default long restNanos() {
      return 0;
    }
  }
}
