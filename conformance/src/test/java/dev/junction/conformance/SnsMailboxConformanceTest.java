package dev.junction.conformance;

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
    assertThat(asked).contains("Subscription Confirmation");
    String link = find(asked, "(http:[^\\\\\"]*Action=ConfirmSubscription[^\\\\\"]*)");
    assertThat(get(link)).contains("<SubscriptionArn>" + topic + ":");
    bench.sns.publish(r -> r.topicArn(topic).subject("Sale").message("all must go"));
    assertThat(mailbox("kind=email", "all must go")).contains("\"subject\":\"Sale\"");
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
}
