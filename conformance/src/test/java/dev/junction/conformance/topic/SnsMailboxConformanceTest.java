package dev.junction.conformance.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Mails, text messages and pushes, which end up in the mailbox of the server. Expected values: SNS
/// API reference; the texts of errors are those of LocalStack, checked against the real service.
final class SnsMailboxConformanceTest {

  @SuppressWarnings("NullAway.Init") // set before each test
  private SnsBench bench;

  private final HttpClient browser = HttpClient.newHttpClient();

  @BeforeEach
  void start() {
    bench = SnsBench.ephemeral();
  }

  @AfterEach
  void stop() {
    bench.close();
    browser.close();
  }

  private String get(String address) {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
      return browser.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The page of the mailbox once it holds a text.
  private String mailbox(String query, String text) {
    String address = bench.junction.endpoint() + "/_junction/mailbox?" + query;
    return Awaitility.await().until(() -> get(address), page -> page.contains(text));
  }

  private static String find(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  @Test
  void aMailIsConfirmedByItsLinkAndGetsMessages() {
    String topic = bench.topic("orders");
    bench.sns.subscribe(r -> r.topicArn(topic).protocol("email").endpoint("ann@example.com"));
    String asked = mailbox("kind=email&address=ann@example.com", "ConfirmSubscription");
    assertThat(asked).contains("\"subject\":\"AWS Notification - Subscription Confirmation\"");
    String link = find(asked, "(http:[^\\\\\"]*Action=ConfirmSubscription[^\\\\\"]*)");
    assertThat(get(link)).contains("<SubscriptionArn>" + topic + ":");
    bench.sns.publish(r -> r.topicArn(topic).subject("Sale").message("all must go"));
    assertThat(mailbox("kind=email", "all must go")).contains("\"subject\":\"Sale\"");
    bench.sns.publish(r -> r.topicArn(topic).message("nothing is left"));
    assertThat(mailbox("kind=email", "nothing is left"))
        .contains("\"subject\":\"AWS Notification Message\"");
  }

  @Test
  void textMessagesNeedNoConfirmation() {
    String topic = bench.topic("orders");
    bench.sns.subscribe(r -> r.topicArn(topic).protocol("sms").endpoint("+4912345678"));
    bench.sns.publish(r -> r.topicArn(topic).message("to all"));
    bench.sns.publish(r -> r.phoneNumber("+4912345678").message("to you"));
    assertThat(mailbox("kind=sms&address=%2B4912345678", "to you")).contains("\"kind\":\"sms\"");
    mailbox("kind=sms", "to all");
    SnsConformanceTest.refused(
        "InvalidParameter",
        "Invalid parameter: PhoneNumber Reason: 123 is not valid to publish to",
        () -> bench.sns.publish(r -> r.phoneNumber("123").message("m")));
  }

  @Test
  void aNumberIsVerifiedByItsCode() {
    assertThat(bench.sns.getSMSSandboxAccountStatus(r -> {}).isInSandbox()).isFalse();
    bench.sns.createSMSSandboxPhoneNumber(r -> r.phoneNumber("+4912345678"));
    String code = find(mailbox("kind=sms", "verification code"), "code is (\\d{6})");
    SnsConformanceTest.refused(
        "VerificationException",
        "one-time password",
        () ->
            bench.sns.verifySMSSandboxPhoneNumber(
                r ->
                    r.phoneNumber("+4912345678")
                        .oneTimePassword(code.equals("000000") ? "000001" : "000000")));
    bench.sns.verifySMSSandboxPhoneNumber(r -> r.phoneNumber("+4912345678").oneTimePassword(code));
    assertThat(
            bench
                .sns
                .listSMSSandboxPhoneNumbers(r -> {})
                .phoneNumbers()
                .getFirst()
                .statusAsString())
        .isEqualTo("Verified");
    bench.sns.setSMSAttributes(r -> r.attributes(Map.of("DefaultSMSType", "Transactional")));
    assertThat(bench.sns.getSMSAttributes(r -> r.attributes("DefaultSMSType")).attributes())
        .containsExactly(Map.entry("DefaultSMSType", "Transactional"));
    SnsConformanceTest.refused(
        "InvalidParameter",
        "Colour is not a valid attribute",
        () -> bench.sns.setSMSAttributes(r -> r.attributes(Map.of("Colour", "red"))));
  }

  @Test
  void aDeviceGetsPushes() {
    String application =
        bench
            .sns
            .createPlatformApplication(
                r -> r.name("app").platform("GCM").attributes(Map.of("PlatformCredential", "k")))
            .platformApplicationArn();
    assertThat(application).endsWith(":app/GCM/app");
    String device =
        bench
            .sns
            .createPlatformEndpoint(r -> r.platformApplicationArn(application).token("t"))
            .endpointArn();
    assertThat(
            bench
                .sns
                .createPlatformEndpoint(r -> r.platformApplicationArn(application).token("t"))
                .endpointArn())
        .isEqualTo(device);
    assertThat(bench.sns.listPlatformApplications().platformApplications()).hasSize(1);
    assertThat(
            bench
                .sns
                .listEndpointsByPlatformApplication(r -> r.platformApplicationArn(application))
                .endpoints())
        .hasSize(1);
    bench.sns.publish(
        r ->
            r.targetArn(device)
                .messageStructure("json")
                .message("{\"default\":\"d\",\"GCM\":\"{\\\"data\\\":1}\"}"));
    mailbox("kind=application", "{\\\"data\\\":1}");
    String topic = bench.topic("orders");
    bench.sns.subscribe(r -> r.topicArn(topic).protocol("application").endpoint(device));
    bench.sns.publish(r -> r.topicArn(topic).message("to all devices"));
    mailbox("kind=application", "to all devices");
    bench.sns.setEndpointAttributes(
        r -> r.endpointArn(device).attributes(Map.of("Enabled", "false")));
    SnsConformanceTest.refused(
        "EndpointDisabled",
        "Endpoint is disabled",
        () -> bench.sns.publish(r -> r.targetArn(device).message("m")));
    bench.sns.deleteEndpoint(r -> r.endpointArn(device));
    SnsConformanceTest.refused(
        "NotFound",
        "Endpoint does not exist",
        () -> bench.sns.getEndpointAttributes(r -> r.endpointArn(device)));
  }

  private String reply(String number, String text) {
    String json =
        String.format(
            "{\"number\":\"%s\",\"text\":\"%s\",\"region\":\"eu-central-1\"}", number, text);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(bench.junction.endpoint() + "/_junction/sms/replies"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    try {
      return browser.send(request, HttpResponse.BodyHandlers.ofString()).body().strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aPhoneThatSaysStopGetsNothingUntilItIsOptedIn() {
    String phone = "+4912345678";
    String topic = bench.topic("orders");
    String dead = bench.queue("dead");
    bench.sns.subscribe(
        r ->
            r.topicArn(topic)
                .protocol("sms")
                .endpoint(phone)
                .attributes(
                    Map.of(
                        "RedrivePolicy", "{\"deadLetterTargetArn\":\"" + bench.arn(dead) + "\"}")));
    assertThat(reply(phone, "thanks")).isEqualTo("{\"optedOut\":false}");
    assertThat(isOptedOut(phone)).isFalse();
    assertThat(reply(phone, " stop ")).isEqualTo("{\"optedOut\":true}");
    assertThat(isOptedOut(phone)).isTrue();
    assertThat(bench.sns.listPhoneNumbersOptedOut(r -> {}).phoneNumbers()).containsExactly(phone);
    bench.sns.publish(r -> r.phoneNumber(phone).message("unwanted"));
    bench.sns.publish(r -> r.topicArn(topic).message("unwanted too"));
    assertThat(bench.receive(dead).getFirst().body()).isEqualTo("unwanted too");
    SnsConformanceTest.refused(
        "OptedOut",
        "opted out",
        () -> bench.sns.createSMSSandboxPhoneNumber(r -> r.phoneNumber(phone)));
    bench.sns.optInPhoneNumber(r -> r.phoneNumber(phone));
    assertThat(isOptedOut(phone)).isFalse();
    assertThat(bench.sns.listPhoneNumbersOptedOut(r -> {}).phoneNumbers()).isEmpty();
    bench.sns.publish(r -> r.phoneNumber(phone).message("wanted"));
    assertThat(mailbox("kind=sms", "\"wanted\"")).doesNotContain("unwanted");
    // Source: SNS API reference, OptInPhoneNumber: once every 30 days.
    reply(phone, "STOP");
    SnsConformanceTest.refused(
        "InvalidParameter",
        "once in 30 days",
        () -> bench.sns.optInPhoneNumber(r -> r.phoneNumber(phone)));
    bench.advance(java.time.Duration.ofDays(30));
    bench.sns.optInPhoneNumber(r -> r.phoneNumber(phone));
    assertThat(isOptedOut(phone)).isFalse();
  }

  private boolean isOptedOut(String phone) {
    return bench.sns.checkIfPhoneNumberIsOptedOut(r -> r.phoneNumber(phone)).isOptedOut();
  }

  @Test
  void optedOutPhonesAreListedInPages() {
    for (int i = 0; i < 101; i++) {
      reply("+49" + (1000 + i), "STOP");
    }
    var first = bench.sns.listPhoneNumbersOptedOut(r -> {});
    assertThat(first.phoneNumbers()).hasSize(100).startsWith("+491000");
    var second = bench.sns.listPhoneNumbersOptedOut(r -> r.nextToken(first.nextToken()));
    assertThat(second.phoneNumbers()).containsExactly("+491100");
    assertThat(second.nextToken()).isNull();
  }

  @Test
  void whatADeletedDeviceDoesNotGetIsADeadLetter() {
    String application =
        bench
            .sns
            .createPlatformApplication(
                r -> r.name("app").platform("GCM").attributes(Map.of("PlatformCredential", "k")))
            .platformApplicationArn();
    String device =
        bench
            .sns
            .createPlatformEndpoint(r -> r.platformApplicationArn(application).token("t"))
            .endpointArn();
    String topic = bench.topic("orders");
    String dead = bench.queue("dead");
    bench.sns.subscribe(
        r ->
            r.topicArn(topic)
                .protocol("application")
                .endpoint(device)
                .attributes(
                    Map.of(
                        "RedrivePolicy", "{\"deadLetterTargetArn\":\"" + bench.arn(dead) + "\"}")));
    bench.sns.publish(r -> r.topicArn(topic).message("one"));
    mailbox("kind=application", "one");
    bench.sns.deleteEndpoint(r -> r.endpointArn(device));
    bench.sns.publish(r -> r.topicArn(topic).message("two"));
    assertThat(bench.receive(dead).getFirst().body()).isEqualTo("two");
  }
}
