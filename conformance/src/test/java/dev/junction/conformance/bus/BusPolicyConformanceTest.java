package dev.junction.conformance.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.conformance.Clients;
import dev.junction.server.Junction;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Condition keys of policies of buses. Source: EventBridge User Guide, "Using IAM policy
/// conditions", with its tables of rules that a policy allows.
final class BusPolicyConformanceTest {

  private static final String GUEST = "999999999999";

  @AutoClose
  private static final Junction junction = Junction.builder().ephemeral().port(0).start();

  @AutoClose
  private static final EventBridgeClient events = Clients.of(EventBridgeClient.builder(), junction);

  @AutoClose
  private static final EventBridgeClient guest =
      EventBridgeClient.builder()
          .endpointOverride(junction.endpoint())
          .region(Region.EU_CENTRAL_1)
          .credentialsProvider(Clients.credentials(GUEST))
          .build();

  @AutoClose private static final SqsClient sqs = Clients.sqs(junction);

  private static String bus(String name, String... statements) {
    String arn = events.createEventBus(r -> r.name(name)).eventBusArn();
    allow(name, statements);
    return arn;
  }

  private static void allow(String bus, String... statements) {
    events.putPermission(
        r ->
            r.eventBusName(bus)
                .policy(
                    "{\"Version\":\"2012-10-17\",\"Statement\":["
                        + String.join(",", statements)
                        + "]}"));
  }

  private static String statement(String effect, String actions, String condition) {
    return "{\"Sid\":\"%s%s\",\"Effect\":\"%s\",\"Principal\":\"*\",\"Action\":[%s],"
            .formatted(effect, Integer.toHexString(condition.hashCode()), effect, actions)
        + "\"Resource\":\"*\""
        + (condition.isEmpty() ? "" : ",\"Condition\":" + condition)
        + "}";
  }

  private static PutEventsRequestEntry entry(String bus, String source, String type) {
    return PutEventsRequestEntry.builder()
        .eventBusName(bus)
        .source(source)
        .detailType(type)
        .detail("{}")
        .build();
  }

  private static List<Boolean> taken(
      EventBridgeClient client, String bus, String type, String... sources) {
    return client
        .putEvents(r -> r.entries(Stream.of(sources).map(s -> entry(bus, s, type)).toList()))
        .entries()
        .stream()
        .map(each -> each.eventId() != null)
        .toList();
  }

  private static void denied(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            EventBridgeException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
  }

  @Test
  void anEntryThatIsDeniedFailsAlone() {
    String bus =
        bus(
            "sources",
            statement("Allow", "\"events:PutEvents\"", ""),
            statement(
                "Deny",
                "\"events:PutEvents\"",
                "{\"StringEquals\":{\"Events:Source\":\"secret.app\"}}"));
    String[] sources = {"shop", "secret.app", "shop"};
    assertThat(taken(guest, bus, "d", sources)).containsExactly(true, false, true);
    assertThat(taken(events, bus, "d", sources)).containsExactly(true, false, true);
    PutEventsResultEntry refused =
        guest
            .putEvents(r -> r.entries(entry(bus, "shop", "d"), entry(bus, "secret.app", "d")))
            .entries()
            .get(1);
    assertThat(refused.errorCode()).isEqualTo("AccessDeniedException");
    assertThat(refused.errorMessage()).endsWith("explicit deny in a resource-based policy");
  }

  @Test
  void theRegionOfACallIsKnown() {
    String here = "{\"StringEquals\":{\"aws:RequestedRegion\":\"eu-central-1\"}}";
    String bus = bus("regions", statement("Allow", "\"events:PutEvents\"", here));
    assertThat(taken(guest, bus, "d", "shop")).containsExactly(true);
    allow("regions", statement("Deny", "\"events:PutEvents\"", here));
    assertThat(taken(guest, bus, "d", "shop")).containsExactly(false);
  }

  @Test
  void whatIsAllowedByTypeIsAllowedForThatTypeOnly() {
    String bus =
        bus(
            "types",
            statement(
                "Allow",
                "\"events:PutEvents\"",
                "{\"StringEquals\":{\"events:detail-type\":\"order\"}}"));
    assertThat(taken(guest, bus, "order", "shop")).containsExactly(true);
    assertThat(taken(guest, bus, "other", "shop")).containsExactly(false);
  }

  @Test
  void aRuleOfAnotherAccountSendsWhatThePolicyAllows() {
    String bus =
        bus(
            "from-rules",
            statement(
                "Allow",
                "\"events:PutEvents\"",
                "{\"StringEquals\":{\"events:source\":\"shop\"},"
                    + "\"Bool\":{\"events:eventBusInvocation\":\"true\"}}"));
    String queue =
        sqs.createQueue(
                r ->
                    r.queueName("from-rules")
                        .attributes(
                            Map.of(
                                QueueAttributeName.POLICY,
                                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                    + "\"Principal\":{\"Service\":\"events.amazonaws.com\"},"
                                    + "\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}]}")))
            .queueUrl();
    events.putRule(
        r -> r.eventBusName(bus).name("r").eventPattern("{\"source\":[\"shop\",\"other\"]}"));
    events.putTargets(
        r ->
            r.eventBusName(bus)
                .rule("r")
                .targets(
                    Target.builder()
                        .id("q")
                        .arn("arn:aws:sqs:eu-central-1:000000000000:from-rules")
                        .inputPath("$.source")
                        .build()));
    guest.putRule(r -> r.name("out").eventPattern("{\"source\":[\"shop\",\"other\"]}"));
    guest.putTargets(r -> r.rule("out").targets(Target.builder().id("b").arn(bus).build()));
    assertThat(taken(guest, "default", "d", "other", "shop")).containsExactly(true, true);
    List<Message> got =
        sqs.receiveMessage(r -> r.queueUrl(queue).waitTimeSeconds(5).maxNumberOfMessages(10))
            .messages();
    assertThat(got).extracting(Message::body).containsExactly("\"shop\"");
    assertThat(taken(guest, bus, "d", "shop")).containsExactly(false);
  }

  private static void rule(EventBridgeClient client, String bus, String name, String pattern) {
    client.putRule(r -> r.eventBusName(bus).name(name).eventPattern(pattern));
  }

  @Test
  void anAccountChangesTheRulesThatItCreated() {
    String bus =
        bus(
            "creators",
            statement(
                "Allow",
                "\"events:*\"",
                "{\"StringEquals\":{\"events:creatorAccount\":\"${aws:PrincipalAccount}\"}}"));
    String pattern = "{\"source\":[\"shop\"]}";
    rule(events, bus, "owner", pattern);
    rule(guest, bus, "guest", pattern);
    rule(guest, bus, "guest", "{\"source\":[\"other\"]}");
    Target target = Target.builder().id("q").arn("arn:aws:sqs:eu-central-1:999999999999:q").build();
    guest.putTargets(r -> r.eventBusName(bus).rule("guest").targets(target));
    guest.removeTargets(r -> r.eventBusName(bus).rule("guest").ids("q"));
    guest.disableRule(r -> r.eventBusName(bus).name("guest"));
    denied(() -> rule(guest, bus, "owner", pattern));
    denied(() -> guest.describeRule(r -> r.eventBusName(bus).name("owner")));
    denied(() -> guest.disableRule(r -> r.eventBusName(bus).name("owner")));
    denied(() -> guest.putTargets(r -> r.eventBusName(bus).rule("owner").targets(target)));
    denied(() -> guest.removeTargets(r -> r.eventBusName(bus).rule("owner").ids("q")));
    denied(() -> guest.deleteRule(r -> r.eventBusName(bus).name("owner")));
    guest.deleteRule(r -> r.eventBusName(bus).name("guest"));
    allow("creators", statement("Allow", "\"events:PutRule\"", ""));
    assertThatCode(() -> rule(guest, bus, "owner", pattern)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          {"source":["aws.ec2"]}; true
          {"source":["aws.s3"]}; false
          {"source":["aws.ec2","aws.ecs"]}; false
          {"source":["aws.ec2"],"detail-type":["x"]}; true
          {"detail-type":["x"]}; false
          {"source":[{"prefix":"aws.ec2"}]}; false
          {"$or":[{"source":["aws.ec2"]},{"detail-type":["x"]}]}; false
          """)
  void aRuleMayMatchSourcesThatThePolicyAllows(String pattern, boolean expected) {
    String name = "patterns-" + Integer.toHexString(pattern.hashCode());
    String bus =
        bus(
            name,
            statement(
                "Allow",
                "\"events:PutRule\"",
                "{\"StringEquals\":{\"events:source\":[\"aws.ec2\",\"aws.ecs\"]}}"));
    if (expected) {
      rule(guest, bus, "r", pattern);
    } else {
      denied(() -> rule(guest, bus, "r", pattern));
    }
  }

  @Test
  void aListOfSourcesIsAllowedWhereAllMayBe() {
    String bus =
        bus(
            "lists",
            statement(
                "Allow",
                "\"events:PutRule\"",
                "{\"ForAllValues:StringEquals\":{\"events:source\":[\"aws.ec2\",\"aws.s3\"]},"
                    + "\"Null\":{\"events:source\":\"false\"}}"));
    rule(guest, bus, "r", "{\"source\":[\"aws.ec2\",\"aws.s3\"]}");
    denied(() -> rule(guest, bus, "r", "{\"source\":[\"aws.ec2\",\"aws.autoscaling\"]}"));
    denied(() -> rule(guest, bus, "r", "{\"detail-type\":[\"x\"]}"));
  }

  @Test
  void aSourceThatIsDeniedIsDeniedAmongOthers() {
    String bus =
        bus(
            "denied-sources",
            statement(
                "Deny",
                "\"events:PutRule\"",
                "{\"StringEquals\":{\"events:source\":\"aws.ec2\"}}"));
    denied(() -> rule(events, bus, "r", "{\"source\":[\"aws.s3\",\"aws.ec2\"]}"));
    denied(() -> rule(events, bus, "r", "{\"source\":[{\"prefix\":\"aws.ec2\"}]}"));
    denied(() -> rule(events, bus, "r", "{\"source\":[{\"anything-but\":\"aws.s3\"}]}"));
    rule(events, bus, "r", "{\"source\":[\"aws.s3\"]}");
  }

  @Test
  void targetsAreThoseThatThePolicyAllows() {
    String bus =
        bus(
            "targets",
            statement("Allow", "\"events:PutRule\"", ""),
            statement(
                "Allow",
                "\"events:PutTargets\"",
                "{\"ArnLike\":{\"events:TargetArn\":\"arn:aws:sqs:*:*:good*\"}}"));
    rule(guest, bus, "r", "{\"source\":[\"shop\"]}");
    String prefix = "arn:aws:sqs:eu-central-1:999999999999:";
    Target good = Target.builder().id("a").arn(prefix + "good").build();
    Target bad = Target.builder().id("b").arn(prefix + "bad").build();
    guest.putTargets(r -> r.eventBusName(bus).rule("r").targets(good));
    denied(() -> guest.putTargets(r -> r.eventBusName(bus).rule("r").targets(bad)));
    denied(() -> guest.putTargets(r -> r.eventBusName(bus).rule("r").targets(good, bad)));
  }

  @Test
  void aKeyThatDoesNotExistIsRefused() {
    events.createEventBus(r -> r.name("unknown"));
    assertThatThrownBy(
            () ->
                allow(
                    "unknown",
                    statement(
                        "Deny",
                        "\"events:PutEvents\"",
                        "{\"StringEquals\":{\"events:sources\":\"shop\"}}")))
        .hasMessageContaining("There is no condition key events:sources.");
    assertThatThrownBy(
            () ->
                events.putPermission(
                    r ->
                        r.eventBusName("unknown")
                            .action("events:PutEvents")
                            .principal("*")
                            .statementId("s")
                            .condition(c -> c.type("StringEquals").key("events:none").value("v"))))
        .hasMessageContaining("There is no condition key events:none.");
  }
}
