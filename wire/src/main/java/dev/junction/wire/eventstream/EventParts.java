package dev.junction.wire.eventstream;

import dev.junction.wire.http.PartSource;
import dev.junction.wire.schema.Shape;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts of an answer that is a stream of events: a message each.
///
/// Errors: a source that fails ends with a message that says so, and is logged.
public final class EventParts implements PartSource {

  private static final Logger LOG = LoggerFactory.getLogger(EventParts.class);

  private final EventEncoder encoder;
  private final EventSource<?> events;
  private byte @Nullable [] first;
  private boolean ended;

  /// @param first what comes before the events, or null
  public EventParts(EventEncoder encoder, byte @Nullable [] first, EventSource<?> events) {
    this.encoder = encoder;
    this.first = first;
    this.events = events;
  }

  @Override
  public CompletionStage<Optional<byte[]>> next() {
    byte[] beginning = first;
    if (beginning != null) {
      first = null;
      return CompletableFuture.completedFuture(Optional.of(beginning));
    }
    return ended ? CompletableFuture.completedFuture(Optional.empty()) : encoded(events.next());
  }

  private <E extends Shape> CompletionStage<Optional<byte[]>> encoded(
      CompletionStage<Optional<E>> event) {
    return event.thenApply(next -> next.map(encoder::event)).exceptionally(this::failed);
  }

  private Optional<byte[]> failed(Throwable failure) {
    LOG.error("A stream of events failed", failure);
    ended = true;
    events.close();
    return Optional.of(EventEncoder.failure("InternalFailure", "The request failed."));
  }

  @Override
  public void close() {
    events.close();
  }
}
