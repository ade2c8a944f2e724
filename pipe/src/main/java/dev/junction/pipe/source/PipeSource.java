package dev.junction.pipe.source;

import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.pipe.call.ServiceCaller;
import java.util.concurrent.CompletionStage;

/// A kind of resource that pipes take messages from. Kinds are registered where the server is put
/// together; queues are there from the beginning. Threads: any.
public interface PipeSource {

  /// What it is called where a client is told which sources there are.
  String title();

  /// Whether the ARN is one of these resources.
  boolean serves(Arn arn);

  /// The settings with this source's defaults, or what is wrong with them.
  ///
  /// @param batchMax how many events enrichment and target take at once
  Outcome<CreatePipeRequest> check(CreatePipeRequest settings, int batchMax);

  /// Whether the resource is there and the role may take from it.
  CompletionStage<Outcome<Boolean>> probe(CreatePipeRequest settings, ServiceCaller caller);

  /// Begins to take messages for a pipe whose settings are valid.
  Intake open(CreatePipeRequest settings, ServiceCaller caller);
}
