package dev.junction.topic.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.delivery.Body;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class EnvelopeTest {

  @Test
  void theEndpointThatACallerNamesStaysWithinItsText() {
    NewMessage message =
        new NewMessage(
            new UUID(0, 1), Instant.EPOCH, "text", Map.of(), "text", null, List.of(), null, null);

    Body body =
        Envelope.notification(
            "arn:topic", message, "text", null, null, "http://a\",\"Message\":\"other\\");

    String json =
        new String(body.head(), StandardCharsets.UTF_8)
            + "arn:subscription"
            + new String(Objects.requireNonNull(body.tail()), StandardCharsets.UTF_8);
    assertThat(JsonValue.object(json))
        .hasValueSatisfying(
            read ->
                assertThat(read)
                    .containsEntry("Message", "text")
                    .containsEntry(
                        "UnsubscribeURL",
                        "http://a\",\"Message\":\"other\\"
                            + "/?Action=Unsubscribe&SubscriptionArn=arn:subscription"));
  }
}
