package dev.junction.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.topic.protection.Detectors;
import dev.junction.wire.protocol.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What topics refuse, and that they go on afterwards.
final class TopicRefusalTest {

  private static final String PLACE = "arn:aws:sns:us-east-1:" + SteppedServices.ACCOUNT + ":";
  private static final String QUEUE =
      "arn:aws:sqs:us-east-1:" + SteppedServices.ACCOUNT + ":orders-queue";
  private static final String NESTED = "{\"order\":{\"kind\":[\"big\"]}}";

  private final SteppedServices services = new SteppedServices(2, 1);

  private String accepted(String action, Map<String, String> parameters) {
    CompletableFuture<Answer> answer = services.sns(action, parameters);
    services.run();
    return SteppedServices.text(answer);
  }

  private String refused(String action, Map<String, String> parameters) {
    CompletableFuture<Answer> future = services.sns(action, parameters);
    services.run();
    Answer answer = future.join();
    String body = new String(answer.response().body(), StandardCharsets.UTF_8);
    assertThat(body).contains("<Code>InvalidParameter</Code>");
    return body;
  }

  @Test
  void aScopeThatDoesNotFitThePolicyStopsNothing() {
    accepted("CreateTopic", Map.of("Name", "orders"));
    String answer =
        accepted(
            "Subscribe",
            Map.of(
                "TopicArn", PLACE + "orders",
                "Protocol", "sqs",
                "Endpoint", QUEUE,
                "Attributes.entry.1.key", "FilterPolicy",
                "Attributes.entry.1.value", NESTED,
                "Attributes.entry.2.key", "FilterPolicyScope",
                "Attributes.entry.2.value", "MessageBody"));
    String subscription =
        answer.replaceAll("(?s).*<SubscriptionArn>(.*)</SubscriptionArn>.*", "$1");

    String refusal =
        refused(
            "SetSubscriptionAttributes",
            Map.of(
                "SubscriptionArn", subscription,
                "AttributeName", "FilterPolicyScope",
                "AttributeValue", "MessageAttributes"));

    assertThat(refusal).contains("nested");
    accepted("Publish", Map.of("TopicArn", PLACE + "orders", "Message", "still here"));
  }

  // All identifiers together take more than the topic's thread has for one message.
  @Test
  void aLongMessageIsSearchedBeforeItsTopicSeesIt() {
    accepted("CreateTopic", Map.of("Name", "orders"));
    String statement =
        "{\"DataDirection\":\"%s\",\"Principal\":[\"*\"],\"DataIdentifier\":[%s],"
            + "\"Operation\":{\"Deny\":{}}}";
    String all =
        Detectors.names().stream()
            .map(name -> "\"arn:aws:dataprotection::aws:data-identifier/" + name + '"')
            .collect(Collectors.joining(","));
    accepted(
        "PutDataProtectionPolicy",
        Map.of(
            "ResourceArn",
            PLACE + "orders",
            "DataProtectionPolicy",
            "{\"Name\":\"n\",\"Version\":\"2021-06-01\",\"Statement\":["
                + statement.formatted("Inbound", all)
                + ","
                + statement.formatted("Outbound", all)
                + "]}"));
    String harmless = "harmless ".repeat(262_000 / 9);

    accepted("Publish", Map.of("TopicArn", PLACE + "orders", "Message", harmless));

    CompletableFuture<Answer> denied =
        services.sns(
            "Publish", Map.of("TopicArn", PLACE + "orders", "Message", harmless + "a@example.com"));
    services.run();
    assertThat(new String(denied.join().response().body(), StandardCharsets.UTF_8))
        .contains("AuthorizationError");
  }

  /// Source: SNS Developer Guide, "Message delivery for FIFO topics".
  @ParameterizedTest
  @CsvSource({
    "http, http://example.com/hook",
    "https, https://example.com/hook",
    "email, someone@example.com",
    "sms, +15551234567"
  })
  void aFifoTopicTakesQueuesOnly(String protocol, String endpoint) {
    accepted(
        "CreateTopic",
        Map.of(
            "Name", "orders.fifo",
            "Attributes.entry.1.key", "FifoTopic",
            "Attributes.entry.1.value", "true"));

    String refusal =
        refused(
            "Subscribe",
            Map.of("TopicArn", PLACE + "orders.fifo", "Protocol", protocol, "Endpoint", endpoint));

    assertThat(refusal).contains("Invalid parameter: Invalid protocol type: " + protocol);
  }

  private static Map<String, String> subscription(String protocol, String endpoint) {
    return Map.of("TopicArn", PLACE + "orders", "Protocol", protocol, "Endpoint", endpoint);
  }

  /// Source of the text: what users of the real service report, among them for two addresses in
  /// one.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "this is not an email",
        "ann.example.com",
        "@example.com",
        "ann@",
        "ann@bob@example.com",
        "foo@bar.example;foo@example.com",
        "ann@example.com;bob",
        "ann,bob@example.com",
        "Ann <ann@example.com>",
        "<ann@example.com>",
        "ann @example.com",
        "ann@example.com ",
        "ann@exa mple.com",
        "ann@example.com\r\nBcc:bob",
        "ann\u0000@example.com",
        "ann\u00a0b@example.com",
        "a..b@example.com",
        ".ann@example.com",
        "ann.@example.com",
        "ann@.example.com",
        "ann@example..com",
        "ann@example.com.",
        "ann@-example.com",
        "ann@example-.com",
        "ann@exam_ple.com"
      })
  void whatIsNoMailAddressIsRefused(String endpoint) {
    accepted("CreateTopic", Map.of("Name", "orders"));

    for (String protocol : List.of("email", "email-json")) {
      assertThat(refused("Subscribe", subscription(protocol, endpoint)))
          .contains("<Message>Invalid parameter: Email address</Message>");
    }
  }

  @Test
  void aMailAddressHas320CharactersAtMost() {
    accepted("CreateTopic", Map.of("Name", "orders"));
    String host = "." + "h".repeat(63) + ".example.com";

    String longest = "a".repeat(320 - 2 - host.length()) + "@h" + host;

    assertThat(accepted("Subscribe", subscription("email", longest)))
        .contains("pending confirmation");
    assertThat(refused("Subscribe", subscription("email", "a" + longest)))
        .contains("Invalid parameter: Email address");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@example.com",
        "Ann.O'Neil+orders=1@mail-1.example.co",
        "ann@localhost",
        "j\u00fcrgen@b\u00fccher.example",
        "!#$%&'*+-/=?^_`{|}~@example.com"
      })
  void whatIsAMailAddressIsTaken(String endpoint) {
    accepted("CreateTopic", Map.of("Name", "orders"));

    assertThat(accepted("Subscribe", subscription("email", endpoint)))
        .contains("pending confirmation");
  }

  /// Source: SNS API reference, Publish.
  @Test
  void aMessageHasOneAddress() {
    accepted("CreateTopic", Map.of("Name", "orders"));

    refused(
        "Publish",
        Map.of("TopicArn", PLACE + "orders", "PhoneNumber", "+15551234567", "Message", "m"));
    refused(
        "Publish", Map.of("TopicArn", PLACE + "orders", "TargetArn", PLACE + "b", "Message", "m"));
  }

  /// Source of the text: an issue of Moto that quotes the real service.
  @Test
  void aDeviceHasToBeThereToBeSubscribed() {
    accepted("CreateTopic", Map.of("Name", "orders"));
    String device = PLACE.replace(":" + SteppedServices.ACCOUNT, ":210987654321");
    for (String endpoint :
        new String[] {PLACE + "endpoint/GCM/app/none", device + "endpoint/GCM/app/none"}) {
      String refusal =
          refused(
              "Subscribe",
              Map.of(
                  "TopicArn", PLACE + "orders", "Protocol", "application", "Endpoint", endpoint));

      assertThat(refusal)
          .contains("Endpoint Reason: Endpoint does not exist for endpoint " + endpoint);
    }
  }
}
