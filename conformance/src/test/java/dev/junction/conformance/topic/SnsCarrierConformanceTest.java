package dev.junction.conformance.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.junction.server.Junction;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/// Mails, text messages and pushes that leave through the operator's mail server and gateways.
/// Expected values: docs/operating/carriers.md and SNS API reference.
final class SnsCarrierConformanceTest {

  private static String text(MimeMessage mail) {
    try {
      return mail.getSubject() + "|" + mail.getFrom()[0] + "|" + mail.getContent();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static SnsBench with(Map<String, Object> settings) {
    Junction.Builder builder = Junction.builder().ephemeral().port(0);
    settings.forEach(builder::set);
    return new SnsBench(builder.start());
  }

  private static String mail(GreenMail server, int number) {
    Awaitility.await().until(() -> server.getReceivedMessages().length >= number);
    return text(server.getReceivedMessages()[number - 1]);
  }

  @Test
  void mailsLeaveThroughAMailServerThatAsksForAPassword() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    server.start();
    server.setUser("junction", "secret");
    int port = server.getSmtp().getPort();
    Map<String, Object> settings =
        Map.of(
            "sns.mail.host", "127.0.0.1",
            "sns.mail.port", port,
            "sns.mail.security", "none",
            "sns.mail.user", "junction",
            "sns.mail.password", "secret",
            "sns.mail.from", "sns@example.com");
    try (SnsBench bench = with(settings)) {
      String topic = bench.topic("orders");
      bench.sns.subscribe(r -> r.topicArn(topic).protocol("email").endpoint("ann@example.com"));
      String asked = mail(server, 1);
      assertThat(asked).startsWith("AWS Notification - Subscription Confirmation|sns@example.com|");
      String token = asked.replaceAll("(?s).*Token=([0-9a-f]+).*", "$1");
      bench.sns.confirmSubscription(r -> r.topicArn(topic).token(token));
      bench.sns.publish(r -> r.topicArn(topic).subject("Sale").message("all must gö"));
      assertThat(mail(server, 2)).startsWith("Sale|sns@example.com|all must gö");
      // While the mail server is away the mail waits, and goes out after the first delay: 10 s and
      // up to a tenth. Source: SNS Developer Guide, "Amazon SNS message delivery retries".
      server.stop();
      bench.junction.clock().hold();
      bench.sns.publish(r -> r.topicArn(topic).subject("Later").message("again"));
      Awaitility.await().until(() -> bench.metric("junction_deliveries_waiting") == 1);
      server = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
      server.start();
      server.setUser("junction", "secret");
      GreenMail restarted = server;
      Awaitility.await()
          .until(
              () -> {
                bench.advance(Duration.ofSeconds(11));
                return restarted.getReceivedMessages().length == 1;
              });
      assertThat(text(restarted.getReceivedMessages()[0])).startsWith("Later|");
      endsByTheLinkOfItsMail(bench, topic, restarted.getReceivedMessages()[0]);
    } finally {
      server.stop();
    }
  }

  /// Source: what users show of mails of the real service; RFC 2369.
  private static void endsByTheLinkOfItsMail(SnsBench bench, String topic, MimeMessage mail)
      throws Exception {
    String header = mail.getHeader("List-Unsubscribe")[0];
    String link = header.substring(1, header.length() - 1);
    assertThat(mail.getContent().toString().lines().filter(line -> !line.isBlank())).endsWith(link);
    assertThat(link).contains("/?Action=Unsubscribe&SubscriptionArn=" + topic + ":");
    assertThat(bench.sns.listSubscriptions().subscriptions()).hasSize(1);
    try (HttpClient reader = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(link)).build();
      assertThat(reader.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);
    }
    assertThat(bench.sns.listSubscriptions().subscriptions()).isEmpty();
  }

  // Source of the sender's name: what users show of mails of the real service.
  @Test
  void mailsComeFromTheDisplayName() throws Exception {
    try (MailRelay relay = new MailRelay(_ -> false, _ -> false);
        SnsBench bench = through(relay)) {
      String topic = bench.topic("orders");
      for (String name : List.of("The shop", "Evil\r\nBcc: eve@example.com")) {
        bench.sns.setTopicAttributes(
            r -> r.topicArn(topic).attributeName("DisplayName").attributeValue(name));
        bench.sns.subscribe(
            r -> r.topicArn(topic).protocol("email").endpoint(name.length() + "@example.com"));
      }
      String mails = relay.next(10) + relay.next(10);
      assertThat(mails)
          .contains("From: The shop <sns@example.com>")
          .contains("Evil Bcc: eve@example.com")
          .doesNotContain("\nBcc:");
    }
  }

  private static SnsBench through(MailRelay relay) {
    return with(
        Map.of(
            "sns.mail.host", "127.0.0.1",
            "sns.mail.port", relay.port(),
            "sns.mail.security", "none",
            "sns.mail.from", "sns@example.com"));
  }

  @Test
  void aDomainWhoseMailsHangDelaysNoOther() throws Exception {
    try (MailRelay relay = new MailRelay(line -> line.contains("slow.example"), _ -> false);
        SnsBench bench = through(relay)) {
      String topic = bench.topic("orders");
      for (int i = 0; i < 40; i++) {
        String address = "user" + i + "@slow.example";
        bench.sns.subscribe(r -> r.topicArn(topic).protocol("email").endpoint(address));
      }
      bench.sns.subscribe(r -> r.topicArn(topic).protocol("email").endpoint("ann@fast.example"));
      // Less than the 15 seconds after which a mail is given up that has no answer.
      assertThat(relay.next(8)).contains("To: ann@fast.example");
    }
  }

  @Test
  void aMailThatIsSentAgainSaysThatItIsTheSame() throws Exception {
    try (MailRelay relay = new MailRelay(_ -> false, number -> number == 1);
        SnsBench bench = through(relay)) {
      String topic = bench.topic("orders");
      bench.junction.clock().hold();
      bench.sns.subscribe(r -> r.topicArn(topic).protocol("email").endpoint("ann@example.com"));
      String first = messageId(relay.next(10));
      Awaitility.await()
          .until(
              () -> {
                // The first delay with the tenth that chance may add.
                bench.advance(Duration.ofSeconds(11));
                return bench.metric("junction_deliveries_waiting") == 0;
              });
      assertThat(messageId(relay.next(10))).isEqualTo(first);
      bench.sns.subscribe(r -> r.topicArn(topic).protocol("email").endpoint("bob@example.com"));
      assertThat(messageId(relay.next(10))).isNotEqualTo(first);
    }
  }

  private static String messageId(String mail) {
    return mail.lines().filter(line -> line.startsWith("Message-ID:")).findFirst().orElseThrow();
  }

  private static String device(SnsBench bench) {
    String application =
        bench
            .sns
            .createPlatformApplication(
                r -> r.name("app").platform("GCM").attributes(Map.of("PlatformCredential", "k")))
            .platformApplicationArn();
    return bench
        .sns
        .createPlatformEndpoint(r -> r.platformApplicationArn(application).token("tok"))
        .endpointArn();
  }

  @Test
  void textMessagesAndPushesLeaveThroughGateways() throws Exception {
    try (Webhook gateway = new Webhook(_ -> 200);
        SnsBench bench =
            with(
                Map.of(
                    "sns.sms.url",
                    gateway.url("/sms"),
                    "sns.sms.token",
                    "t0k3n",
                    "sns.sms.origination-numbers",
                    "+15550100, +15550101",
                    "sns.push.url",
                    gateway.url("/push")))) {
      String id =
          bench
              .sns
              .publish(
                  r ->
                      r.phoneNumber("+4912345678")
                          .message("hello")
                          .messageAttributes(
                              Map.of(
                                  "AWS.SNS.SMS.SenderID",
                                  MessageAttributeValue.builder()
                                      .dataType("String")
                                      .stringValue("ACME")
                                      .build())))
              .messageId();
      Webhook.Post post = gateway.next();
      assertThat(post.path()).isEqualTo("/sms");
      assertThat(post.headers()).containsEntry("authorization", "Bearer t0k3n");
      assertThat(post.body())
          .contains("\"messageId\":\"" + id + "\"")
          .contains("\"to\":\"+4912345678\"")
          .contains("\"from\":\"+15550100\"")
          .contains("\"senderId\":\"ACME\"")
          .contains("\"message\":\"hello\"");
      assertThat(bench.sns.listOriginationNumbers(r -> r.maxResults(1)).phoneNumbers())
          .singleElement()
          .satisfies(number -> assertThat(number.phoneNumber()).isEqualTo("+15550100"));
      String device = device(bench);
      bench.sns.publish(r -> r.targetArn(device).message("ping"));
      Webhook.Post push = gateway.next();
      assertThat(push.path()).isEqualTo("/push");
      assertThat(push.body())
          .contains("\"endpoint\":\"" + device + "\"")
          .contains("\"platform\":\"GCM\"")
          .contains("\"token\":\"tok\"")
          .contains("\"message\":\"ping\"");
    }
  }

  // SNS API reference, SetSMSAttributes; SNS Developer Guide, "Publishing to a topic".
  @Test
  void textMessagesBeginWithTheDisplayNameAndHaveTheDefaultsOfTheirAccount() throws Exception {
    try (Webhook gateway = new Webhook(_ -> 200);
        SnsBench bench = with(Map.of("sns.sms.url", gateway.url("/sms")))) {
      bench.sns.setSMSAttributes(
          r -> r.attributes(Map.of("DefaultSenderID", "ACME", "DefaultSMSType", "Transactional")));
      String topic = bench.topic("orders");
      bench.sns.subscribe(r -> r.topicArn(topic).protocol("sms").endpoint("+4912345678"));
      bench.sns.publish(r -> r.topicArn(topic).message("Hello World!"));
      assertThat(gateway.next().body())
          .contains("\"senderId\":\"ACME\"")
          .contains("\"type\":\"Transactional\"")
          .contains("\"message\":\"Hello World!\"");
      bench.sns.setTopicAttributes(
          r -> r.topicArn(topic).attributeName("DisplayName").attributeValue("MyTopicOfOrders"));
      bench.sns.publish(r -> r.topicArn(topic).message("Hello World!"));
      assertThat(gateway.next().body()).contains("\"message\":\"MYTOPICOFO> Hello World!\"");
      MessageAttributeValue own =
          MessageAttributeValue.builder().dataType("String").stringValue("Promotional").build();
      bench.sns.publish(
          r ->
              r.phoneNumber("+4912345678")
                  .message("to you")
                  .messageAttributes(Map.of("AWS.SNS.SMS.SMSType", own)));
      assertThat(gateway.next().body())
          .contains("\"senderId\":\"ACME\"")
          .contains("\"type\":\"Promotional\"")
          .contains("\"message\":\"to you\"");
    }
  }

  @Test
  void whatAGatewayRefusesGoesToTheDeadLetterQueue() throws Exception {
    try (Webhook gateway = new Webhook(_ -> 400);
        SnsBench bench = with(Map.of("sns.sms.url", gateway.url("/sms")))) {
      String topic = bench.topic("orders");
      String dead = bench.queue("dead");
      bench.sns.subscribe(
          r ->
              r.topicArn(topic)
                  .protocol("sms")
                  .endpoint("+4912345678")
                  .attributes(
                      Map.of(
                          "RedrivePolicy",
                          "{\"deadLetterTargetArn\":\"" + bench.arn(dead) + "\"}")));
      bench.sns.publish(r -> r.topicArn(topic).message("to all"));
      assertThat(bench.receive(dead).getFirst().body()).isEqualTo("to all");
      assertThat(gateway.count()).isEqualTo(1);
    }
  }

  @Test
  void linksInMessagesBeginWithThePublicUrl() throws Exception {
    try (Webhook webhook = new Webhook(_ -> 200);
        SnsBench bench = with(Map.of("sns.public-url", "https://sns.example.com:4567"))) {
      String topic = bench.topic("orders");
      bench.sns.subscribe(r -> r.topicArn(topic).protocol("http").endpoint(webhook.url("/hook")));
      Webhook.Post asked = webhook.next();
      assertThat(asked.field("SubscribeURL"))
          .startsWith("https://sns.example.com:4567/?Action=ConfirmSubscription&");
      assertThat(asked.field("SigningCertURL"))
          .startsWith("https://sns.example.com:4567/_junction/");
      bench.sns.confirmSubscription(r -> r.topicArn(topic).token(asked.field("Token")));
      bench.sns.publish(r -> r.topicArn(topic).message("m"));
      assertThat(webhook.next().field("UnsubscribeURL"))
          .startsWith("https://sns.example.com:4567/?Action=Unsubscribe&");
    }
  }
}
