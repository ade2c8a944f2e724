package dev.junction.wire.stream;

import dev.junction.wire.http.PartSource;
import dev.junction.wire.http.StreamedResponse;
import dev.junction.wire.server.Exchange;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends a response a part at a time: the next part is asked for when the one before has left for
/// the client, so that never more than one of them is kept here.
public final class PartSender {

  private static final Logger LOG = LoggerFactory.getLogger(PartSender.class);

  private final Exchange.Parts out;
  private final PartSource source;

  private PartSender(Exchange.Parts out, PartSource source) {
    this.out = out;
    this.source = source;
  }

  /// Sends the response until its parts end or the client leaves; answers at once.
  public static void send(Exchange exchange, StreamedResponse response) {
    PartSource source = response.parts();
    Exchange.Parts out = exchange.stream(response.head().status(), response.head().headers());
    out.onGone(source::close);
    new PartSender(out, source).goOn();
  }

  private void goOn() {
    var _ =
        source
            .next()
            .thenAcceptAsync(this::take, Thread::startVirtualThread)
            .exceptionally(
                failure -> {
                  LOG.error("The parts of a response failed", failure);
                  source.close();
                  out.end();
                  return null;
                });
  }

  private void take(Optional<byte[]> part) {
    if (part.isEmpty()) {
      out.end();
    } else {
      var _ = out.write(part.get()).thenAccept(this::written);
    }
  }

  private void written(boolean there) {
    if (there) {
      goOn();
    } else {
      source.close();
    }
  }
}
