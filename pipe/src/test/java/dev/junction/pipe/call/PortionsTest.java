package dev.junction.pipe.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.ServiceError;
import dev.junction.kernel.TraceContext;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.pipe.domain.PipeEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Batches that are longer than one request may be.
final class PortionsTest {

  private static final TraceContext TRACE = TraceContext.of(new UUID(1, 2));

  private static final Optional<ServiceError> REFUSED =
      Optional.of(ServiceError.client("Refused", 400, "It does not want it."));

  private final List<List<String>> requests = new ArrayList<>();
  private boolean ordered;

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

  @Test
  void aPortionThatFailsIsAnErrorOfItsPayloadsOnly() {
    List<Optional<ServiceError>> results = give(3, "a", "throw", "fail", "c");
    assertThat(results.stream().map(Optional::isEmpty)).containsExactly(true, false, false, true);
    assertThat(results.get(1).orElseThrow().code()).isEqualTo("InternalFailure");
    assertThat(results.get(2).orElseThrow().code()).isEqualTo("InternalFailure");
  }

  @Test
  void nothingOvertakesWhatWasNotTakenWhereTheOrderCounts() {
    ordered = true;
    List<Optional<ServiceError>> results = give(3, "a", "b", "c", "d");
    assertThat(requests).containsExactly(List.of("a"), List.of("b"));
    assertThat(results.stream().map(result -> result.map(ServiceError::code).orElse("")))
        .containsExactly("", "Refused", "NotAttempted", "NotAttempted");
  }

  @Test
  void theOrderCountsWhereACallCanHaveMoreThanOneMessageOfAGroup() {
    CreatePipeRequest plain =
        CreatePipeRequest.builder()
            .name("p")
            .roleArn("arn:aws:iam::123456789012:role/r")
            .source("arn:aws:sqs:us-east-1:123456789012:q.fifo")
            .target("arn:aws:sqs:us-east-1:123456789012:out")
            .build();
    CreatePipeRequest enriched = plain.toBuilder().enrichment("arn:aws:events:e").build();
    assertThat(Portions.isOrdered(plain)).isFalse();
    assertThat(Portions.isOrdered(enriched)).isTrue();
    assertThat(
            Portions.isOrdered(
                enriched.toBuilder().source("arn:aws:sqs:us-east-1:123456789012:q").build()))
        .isFalse();
  }

  private List<Optional<ServiceError>> give(long bytesMax, String... texts) {
    TargetCall whole =
        payloads -> {
          requests.add(payloads.stream().map(Payload::text).toList());
          switch (payloads.getFirst().text()) {
            case "throw" -> throw new IllegalStateException("broken");
            case "fail" -> {
              return CompletableFuture.failedFuture(new IllegalStateException("broken"));
            }
            default -> {}
          }
          return CompletableFuture.completedFuture(
              payloads.stream()
                  .map(payload -> payload.text().startsWith("b") ? REFUSED : NO_ERROR)
                  .toList());
        };
    return new Portions(bytesMax, 2, ordered, whole)
        .call(
            Arrays.stream(texts)
                .map(text -> new Payload(new PipeEvent(text, null), text, TRACE))
                .toList())
        .toCompletableFuture()
        .join();
  }

  private static final Optional<ServiceError> NO_ERROR = Optional.empty();
}
