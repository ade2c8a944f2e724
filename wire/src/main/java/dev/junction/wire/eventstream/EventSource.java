package dev.junction.wire.eventstream;

import dev.junction.wire.schema.Shape;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Where the events of one streamed answer come from: asked for the next one once the one before
/// is on its way to the client, so that a slow client is a matter of the source.
///
/// Threads: any, but one call of [#next] at a time; [#close] may come at any time.
///
/// @param <E> the union of the events that the model lists
public interface EventSource<E extends Shape> {

  /// The next event, once there is one; empty at the end. Nothing is asked for after an event that
  /// is an error of the model.
  CompletionStage<Optional<E>> next();

  /// Nobody reads any more. A stage that waits may stay as it is. More than one call does nothing.
  void close();
}
