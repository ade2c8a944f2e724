package dev.junction.conformance.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.conformance.Clients;
import dev.junction.server.Junction;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

/// What topics are told of the devices of an application. Expected values: SNS Developer Guide,
/// "Application event notifications"; failed deliveries as consumers have recorded them from the
/// real service.
final class SnsApplicationEventsConformanceTest {

  private static final String FAILURE = "EventDeliveryFailure";

  private static String application(SnsBench bench, String name, Map<String, String> more) {
    Map<String, String> attributes = new TreeMap<>(more);
    attributes.put("PlatformCredential", "k");
    return bench
        .sns
        .createPlatformApplication(r -> r.name(name).platform("GCM").attributes(attributes))
        .platformApplicationArn();
  }

  private static String device(SnsBench bench, String application) {
    return bench
        .sns
        .createPlatformEndpoint(r -> r.platformApplicationArn(application).token("t"))
        .endpointArn();
  }

  /// A topic whose messages go to a device.
  private static String topicOf(SnsBench bench, String name, String device) {
    String topic = bench.topic(name);
    bench.sns.subscribe(r -> r.topicArn(topic).protocol("application").endpoint(device));
    return topic;
  }

  /// A failed delivery as an envelope holds it.
  private static String failure(String device, String application, String id, String what) {
    return "{\"DeliveryAttempts\":1,\"EndpointArn\":\""
        + device
        + "\",\"EventType\":\"DeliveryFailure\","
        + what
        + ",\"MessageId\":\""
        + id
        + "\",\"Resource\":\""
        + application
        + "\",\"Service\":\"SNS\",\"Time\":\"";
  }

  private static String escaped(String json) {
    return json.replace("\"", "\\\"");
  }

  private static void disable(SnsBench bench, String device) {
    bench.sns.setEndpointAttributes(
        r -> r.endpointArn(device).attributes(Map.of("Enabled", "false")));
  }

  @Test
  void aTopicIsToldOfDevicesThatAreDisabledOrGone() {
    try (SnsBench bench = SnsBench.ephemeral()) {
      String told = bench.topic("told");
      String queue = bench.queue("told");
      bench.subscribe(told, queue, Map.of());
      String application = application(bench, "app", Map.of(FAILURE, told));
      String device = device(bench, application);
      String topic = topicOf(bench, "orders", device);
      disable(bench, device);
      String first = bench.sns.publish(r -> r.topicArn(topic).message("m")).messageId();
      assertThat(bench.receive(queue).getFirst().body())
          .contains("\"Subject\" : \"DeliveryFailure event for app app (GCM)\"")
          .contains(
              escaped(
                  failure(
                      device,
                      application,
                      first,
                      "\"FailureMessage\":\"Endpoint is disabled\","
                          + "\"FailureType\":\"EndpointDisabled\"")));
      bench.sns.deleteEndpoint(r -> r.endpointArn(device));
      String second = bench.sns.publish(r -> r.topicArn(topic).message("m")).messageId();
      assertThat(bench.receive(queue).getFirst().body())
          .contains(
              escaped(
                  failure(
                      device,
                      application,
                      second,
                      "\"FailureMessage\":\"Endpoint was not found\","
                          + "\"FailureType\":\"EndpointNotFound\"")));
    }
  }

  @Test
  void aTopicIsToldOfWhatAGatewayRefuses() throws Exception {
    try (Webhook gateway = new Webhook(_ -> 400);
        SnsBench bench =
            new SnsBench(
                Junction.builder()
                    .ephemeral()
                    .port(0)
                    .set("sns.push.url", gateway.url("/push"))
                    .start())) {
      String told = bench.topic("told");
      String queue = bench.queue("told");
      bench.subscribe(told, queue, Map.of("RawMessageDelivery", "true"));
      String application = application(bench, "app", Map.of(FAILURE, told));
      String device = device(bench, application);
      String id = bench.sns.publish(r -> r.targetArn(device).message("m")).messageId();
      assertThat(bench.receive(queue).getFirst().body())
          .startsWith("{\"DeliveryAttempts\":1,\"EndpointArn\":\"" + device + "\"")
          .contains("\"FailureType\":\"DeliveryFailedPerm\",\"MessageId\":\"" + id + "\"");
    }
  }

  @Test
  void aDeviceThatHearsOfItsOwnFailureDoesNotGoOnForEver() {
    try (SnsBench bench = SnsBench.ephemeral()) {
      String told = bench.topic("told");
      String queue = bench.queue("told");
      bench.subscribe(told, queue, Map.of("RawMessageDelivery", "true"));
      String device = device(bench, application(bench, "app", Map.of(FAILURE, told)));
      bench.sns.subscribe(r -> r.topicArn(told).protocol("application").endpoint(device));
      String topic = topicOf(bench, "orders", device);
      disable(bench, device);
      bench.sns.publish(r -> r.topicArn(topic).message("m"));
      assertThat(bench.receive(queue)).hasSize(1);
      assertThat(bench.staysEmpty(queue)).isTrue();
    }
  }

  @Test
  void aFifoTopicHearsNothingForWantOfAMessageGroup() {
    try (SnsBench bench = SnsBench.ephemeral()) {
      String told =
          bench
              .sns
              .createTopic(
                  r ->
                      r.name("told.fifo")
                          .attributes(
                              Map.of("FifoTopic", "true", "ContentBasedDeduplication", "true")))
              .topicArn();
      String queue = bench.queue("told");
      bench.subscribe(told, queue, Map.of("RawMessageDelivery", "true"));
      device(bench, application(bench, "app", Map.of("EventEndpointCreated", told)));
      assertThat(bench.staysEmpty(queue)).isTrue();
      bench.sns.publish(r -> r.topicArn(told).messageGroupId("g").message("it is alive"));
      assertThat(bench.receive(queue)).hasSize(1);
    }
  }

  @Test
  void aTopicOfAnotherAccountHearsWhatItsPolicyAllows() {
    try (SnsBench bench = SnsBench.ephemeral();
        SnsClient others =
            SnsClient.builder()
                .endpointOverride(bench.junction.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(Clients.credentials("111111111111"))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
      String told = others.createTopic(r -> r.name("told")).topicArn();
      String queue = bench.queue("told");
      String subscribe =
          "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\","
              + "\"Action\":\"sns:Subscribe\",\"Resource\":\""
              + told
              + "\"}";
      allow(others, told, subscribe + "]}");
      bench.subscribe(told, queue, Map.of("RawMessageDelivery", "true"));
      String application = application(bench, "app", Map.of("EventEndpointCreated", told));
      device(bench, application);
      assertThat(bench.staysEmpty(queue)).isTrue();
      String publish =
          ",{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"sns.amazonaws.com\"},"
              + "\"Action\":\"sns:Publish\",\"Resource\":\""
              + told
              + "\",\"Condition\":{\"ArnEquals\":{\"aws:SourceArn\":\""
              + application
              + "\"}}}";
      allow(others, told, subscribe + publish + "]}");
      bench.sns.createPlatformEndpoint(r -> r.platformApplicationArn(application).token("u"));
      assertThat(bench.receive(queue).getFirst().body()).contains("EndpointCreated");
    }
  }

  private static void allow(SnsClient owner, String topic, String policy) {
    owner.setTopicAttributes(r -> r.topicArn(topic).attributeName("Policy").attributeValue(policy));
  }
}
