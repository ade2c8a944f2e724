package dev.junction.conformance.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.conformance.Clients;
import dev.junction.server.Junction;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/// Accounts in the sandbox for text messages. Expected values: SNS Developer Guide, "Using the
/// Amazon SNS SMS sandbox"; that a publish succeeds whose delivery then fails is what users of the
/// real sandbox report.
final class SnsSandboxConformanceTest {

  private static final String PHONE = "+4912345678";
  private static final String FAILURES =
      "sns/eu-central-1/000000000000/DirectPublishToPhoneNumber/Failure";

  @SuppressWarnings("NullAway.Init") // set before each test
  private Webhook gateway;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SnsBench bench;

  @BeforeEach
  void start() throws IOException {
    gateway = new Webhook(_ -> 200);
    bench =
        new SnsBench(
            Junction.builder()
                .ephemeral()
                .port(0)
                .set("sns.sms.url", gateway.url("/sms"))
                .set("sns.sms.sandbox", true)
                .start());
  }

  @AfterEach
  void stop() {
    bench.close();
    gateway.close();
  }

  /// Has a code sent to a number and answers it.
  private String code(String number) throws InterruptedException {
    bench.sns.createSMSSandboxPhoneNumber(r -> r.phoneNumber(number));
    return gateway.next().body().replaceAll("(?s).*code is (\\d{6}).*", "$1");
  }

  private void verify(String number) throws InterruptedException {
    String code = code(number);
    bench.sns.verifySMSSandboxPhoneNumber(r -> r.phoneNumber(number).oneTimePassword(code));
  }

  @Test
  void onlyVerifiedNumbersGetTextMessages() throws Exception {
    assertThat(bench.sns.getSMSSandboxAccountStatus(r -> {}).isInSandbox()).isTrue();
    try (CloudWatchLogsClient logs = Clients.of(CloudWatchLogsClient.builder(), bench.junction)) {
      bench.sns.setSMSAttributes(
          r ->
              r.attributes(
                  Map.of("DeliveryStatusIAMRole", "arn:aws:iam::000000000000:role/feedback")));
      String id = bench.sns.publish(r -> r.phoneNumber(PHONE).message("not verified")).messageId();
      String entry =
          Awaitility.await()
              .ignoreException(ResourceNotFoundException.class)
              .until(
                  () ->
                      logs.filterLogEvents(r -> r.logGroupName(FAILURES))
                          .events()
                          .getFirst()
                          .message(),
                  found -> !found.isEmpty());
      assertThat(entry)
          .contains("\"messageId\":\"" + id + "\"")
          .contains("\"destination\":\"" + PHONE + "\"")
          .contains("has not verified the number")
          .endsWith("\"status\":\"FAILURE\"}");
    }
    String topic = bench.topic("orders");
    // A topic's name opens no way out.
    String namesake = bench.topic("sms-sandbox");
    String dead = bench.queue("dead");
    String redrive = "{\"deadLetterTargetArn\":\"" + bench.arn(dead) + "\"}";
    for (String each : List.of(topic, namesake)) {
      bench.sns.subscribe(
          r ->
              r.topicArn(each)
                  .protocol("sms")
                  .endpoint(PHONE)
                  .attributes(Map.of("RedrivePolicy", redrive)));
      bench.sns.publish(r -> r.topicArn(each).message("nor to " + each));
      assertThat(bench.receive(dead).getFirst().body()).isEqualTo("nor to " + each);
    }
    assertThat(gateway.count()).isZero();

    verify(PHONE);
    bench.sns.publish(r -> r.phoneNumber(PHONE).message("verified"));
    assertThat(gateway.next().body()).contains("\"message\":\"verified\"");
    bench.sns.publish(r -> r.topicArn(topic).message("to all"));
    assertThat(gateway.next().body()).contains("\"message\":\"to all\"");
  }

  @Test
  void anAccountVerifiesTenNumbersAtMost() throws Exception {
    String early = PHONE + "77";
    String code = code(early);
    for (int i = 0; i < 10; i++) {
      verify(PHONE + i);
    }
    SnsConformanceTest.refused(
        "UserError",
        "ten verified numbers",
        () -> bench.sns.createSMSSandboxPhoneNumber(r -> r.phoneNumber(PHONE)));
    // Nor one that was sent its code before there were ten.
    SnsConformanceTest.refused(
        "InvalidParameter",
        "ten verified numbers",
        () ->
            bench.sns.verifySMSSandboxPhoneNumber(r -> r.phoneNumber(early).oneTimePassword(code)));
    bench.sns.deleteSMSSandboxPhoneNumber(r -> r.phoneNumber(PHONE + 0));
    verify(PHONE);
  }

  @Test
  void aCodeIsAskedForInOneOfTheLanguagesThatThereAre() throws Exception {
    SnsConformanceTest.refused(
        "ValidationError",
        "1 validation error detected: Value 'xx-XX' at 'languageCode' failed to satisfy constraint:"
            + " Member must satisfy enum value set: [",
        () ->
            bench.sns.createSMSSandboxPhoneNumber(r -> r.phoneNumber(PHONE).languageCode("xx-XX")));
    assertThat(bench.sns.listSMSSandboxPhoneNumbers(r -> {}).phoneNumbers()).isEmpty();
    bench.sns.createSMSSandboxPhoneNumber(r -> r.phoneNumber(PHONE).languageCode("de-DE"));
    assertThat(gateway.next().body()).contains("Your verification code is ");
  }
}
