package dev.junction.server.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.delivery.Carrier;
import dev.junction.delivery.Letter;
import dev.junction.delivery.outbound.OutboundResult;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class MailCarrierTest {

  private static final Duration TIMEOUT = Duration.ofMillis(300);

  @Test
  void theTimeOfAMailBeginsWithItsTurn() throws Exception {
    List<CompletableFuture<OutboundResult>> results = new ArrayList<>();
    // It takes connections in and says nothing.
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      MailCarrier carrier =
          new MailCarrier(
              new MailServer(
                  "127.0.0.1",
                  silent.getLocalPort(),
                  MailServer.Security.NONE,
                  null,
                  null,
                  "sns@b.example",
                  null),
              TIMEOUT);
      for (int i = 0; i <= MailLanes.OF_ONE_MAX; i++) {
        results.add(carrier.carry(errand("user" + i + "@a.example")));
      }
      for (CompletableFuture<OutboundResult> sent : results.subList(0, MailLanes.OF_ONE_MAX)) {
        assertThat(sent.get(10, TimeUnit.SECONDS))
            .isEqualTo(new OutboundResult.Unanswered("The mail server took too long"));
      }
      new CompletableFuture<Boolean>()
          .completeOnTimeout(true, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
          .join();
      assertThat(results.getLast()).as("it waits for its turn").isNotDone();
    }
    assertThat(results.getLast().get(10, TimeUnit.SECONDS))
        .isInstanceOf(OutboundResult.Unanswered.class);
  }

  private static Carrier.Errand errand(String address) {
    return new Carrier.Errand(
        new Letter(0, "email", address, "123456789012", "arn:source", null, "text"),
        Map.of(),
        List.of());
  }
}
