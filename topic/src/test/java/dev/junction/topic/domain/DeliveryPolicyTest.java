package dev.junction.topic.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class DeliveryPolicyTest {

  @Test
  void theEffectivePolicyIsJsonWhateverTheContentTypeHolds() {
    DeliveryPolicy policy =
        DeliveryPolicy.ofSubscription(
            "{\"requestPolicy\":{\"headerContentType\":\"text/plain; boundary=\\\"a\\\\b\\\"\"}}");
    assertThat(policy.problem()).isNull();

    assertThat(JsonValue.object(policy.effective(false)))
        .hasValueSatisfying(
            read ->
                assertThat(read)
                    .containsEntry(
                        "requestPolicy",
                        Map.of("headerContentType", "text/plain; boundary=\"a\\b\"")));
  }
}
