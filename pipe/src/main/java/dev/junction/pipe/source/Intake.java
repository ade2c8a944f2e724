package dev.junction.pipe.source;

import dev.junction.kernel.Outcome;
import dev.junction.wire.protocol.Call;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// What one pipe takes from its source. Threads: any, but one receive at a time.
public interface Intake {

  /// Waits for messages. What was received and is not acknowledged comes again.
  ///
  /// @param departure how the wait hears that nobody wants messages any more
  CompletionStage<Outcome<List<SourceMessage>>> receive(Call.Departure departure);

  /// Takes messages out of the source for good.
  CompletionStage<Outcome<Boolean>> acknowledge(List<SourceMessage> messages);

  /// Whether messages of one group must reach the target one after the other.
  boolean isOrdered();
}
