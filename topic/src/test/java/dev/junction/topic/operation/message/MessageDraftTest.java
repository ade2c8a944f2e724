package dev.junction.topic.operation.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.Outcome;
import dev.junction.topic.domain.NewMessage;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What is kept of a message that is published. Source: SNS API reference, Publish.
final class MessageDraftTest {

  private static NewMessage structured(String json) {
    MessageDraft draft = new MessageDraft("", json, null, "json", null, null, null);
    Outcome<NewMessage> outcome = draft.message(new UUID(1, 2), Instant.EPOCH, false);
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    return ((Outcome.Accepted<NewMessage>) outcome).value();
  }

  @Test
  void textsOfProtocolsAndPlatformsAreKept() {
    NewMessage message =
        structured(
            """
            {"default":"d","sqs":"q","email-json":"","APNS_SANDBOX":"p","GCM":"g"}""");

    assertThat(message.text()).isEqualTo("d");
    assertThat(message.byProtocol())
        .isEqualTo(Map.of("sqs", "q", "email-json", "", "APNS_SANDBOX", "p", "GCM", "g"));
  }

  @Test
  void textsThatNobodyGetsAreNotKept() {
    NewMessage message =
        structured(
            """
            {"default":"d","SQS":"q","info":"i","":"e","APNS_OTHER":"p","http":{"a":"b"}}""");

    assertThat(message.byProtocol()).isEmpty();
    assertThat(message.textFor("http")).isEqualTo("d");
  }
}
