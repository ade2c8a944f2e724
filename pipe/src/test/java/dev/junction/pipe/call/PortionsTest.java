package dev.junction.pipe.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.ServiceError;
import dev.junction.pipe.domain.PipeEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Batches that are longer than one request may be.
final class PortionsTest {

  private static final Optional<ServiceError> REFUSED =
      Optional.of(ServiceError.client("Refused", 400, "It does not want it."));

  private final List<List<String>> requests = new ArrayList<>();

  @Test
  void aPortionHasAsMuchAsARequestMayHaveAndOneAtLeast() {
    // Two bytes each beside the text; an umlaut is two bytes.
    List<Optional<ServiceError>> results = give(10, "aaa", "aaa", "bbb", "üü", "cccccccccccc", "d");
    assertThat(requests)
        .containsExactly(
            List.of("aaa", "aaa"),
            List.of("bbb"),
            List.of("üü"),
            List.of("cccccccccccc"),
            List.of("d"));
    assertThat(results)
        .containsExactly(
            Optional.empty(),
            Optional.empty(),
            REFUSED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  @Test
  void whatFitsIsOneRequest() {
    give(100, "a", "b");
    assertThat(requests).containsExactly(List.of("a", "b"));
  }

  private List<Optional<ServiceError>> give(long bytesMax, String... texts) {
    TargetCall whole =
        payloads -> {
          requests.add(payloads.stream().map(Payload::text).toList());
          return CompletableFuture.completedFuture(
              payloads.stream()
                  .map(payload -> payload.text().startsWith("b") ? REFUSED : NO_ERROR)
                  .toList());
        };
    return new Portions(bytesMax, 2, whole)
        .call(
            Arrays.stream(texts).map(text -> new Payload(new PipeEvent(text, null), text)).toList())
        .toCompletableFuture()
        .join();
  }

  private static final Optional<ServiceError> NO_ERROR = Optional.empty();
}
