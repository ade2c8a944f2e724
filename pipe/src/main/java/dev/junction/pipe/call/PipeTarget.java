package dev.junction.pipe.call;

import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.PipeTargetParameters;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A kind of resource that pipes give events to. Kinds are registered where the server is put
/// together. Threads: any.
public interface PipeTarget {

  /// What it is called where a client is told which targets there are.
  String title();

  /// Whether the ARN is one of these resources.
  boolean serves(Arn arn);

  /// How many events it takes at once.
  int batchMax();

  /// Which of the target's parameters it understands, beside the template.
  Set<String> parameters();

  /// The settings, or what is wrong with this target's part of them.
  ///
  /// @param parameters the target's parameters, of which only those of this kind are set
  Outcome<CreatePipeRequest> check(
      CreatePipeRequest settings, @Nullable PipeTargetParameters parameters);

  /// The target of a pipe whose settings are valid.
  TargetCall open(CreatePipeRequest settings, String pipeArn, ServiceCaller caller);
}
