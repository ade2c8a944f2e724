package dev.junction.wire.server;

import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/// The bare HTTP server: answers every request with a small JSON body at once. Its throughput is
/// the baseline that the product's own is compared with.
///
/// Arguments: the port (default 4599) and the number of event loops (default: one for each core).
public final class BareServerMain {

  private BareServerMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 4599;
    HttpEdgeSettings settings = HttpEdgeSettings.at("127.0.0.1", port);
    if (arguments.length > 1) {
      settings = settings.withEventLoops(Integer.parseInt(arguments[1]));
    }
    byte[] body =
        """
        {"MessageId":"00000000-0000-4000-8000-000000000000","MD5OfMessageBody":"0"}"""
            .getBytes(StandardCharsets.UTF_8);
    long beganNanos = System.nanoTime();
    HttpEdge edge =
        HttpEdge.start(
                settings,
                (_, exchange) ->
                    exchange.respond(
                        new HttpResponse(
                            200,
                            new HttpHeaders().add("Content-Type", "application/x-amz-json-1.0"),
                            body)))
            .join();
    long startMillis = (System.nanoTime() - beganNanos) / 1_000_000;
    System.out.printf("listening on %d after %d ms%n", edge.port(), startMillis);
    Thread.currentThread().join();
  }
}
