package dev.junction.conformance.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.conformance.Clients;
import dev.junction.server.Junction;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.StartReplayResponse;
import software.amazon.awssdk.services.eventbridge.model.Target;

/// Refusals of EventBridge as the tests of LocalStack recorded them from the real service in
/// November and December 2024 (`tests/aws/services/events`, the snapshots `test_events`,
/// `test_events_patterns` and `test_api_destinations_and_connection`).
final class EventBridgeObservedConformanceTest {

  @AutoClose
  private static final Junction junction = Junction.builder().ephemeral().port(0).start();

  @AutoClose
  private static final EventBridgeClient events = Clients.of(EventBridgeClient.builder(), junction);

  private static void refused(String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            EventBridgeException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException");
              assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
            });
  }

  // test_put_events_exceed_limit_ten_entries
  @Test
  void elevenEventsAreTooMany() {
    PutEventsRequestEntry entry =
        PutEventsRequestEntry.builder()
            .source("core.update-account-command")
            .detailType("core.update-account-command")
            .detail("{\"command\": \"update-account\"}")
            .eventBusName("bus")
            .build();
    String shown =
        "PutEventsRequestEntry(time=null, source=core.update-account-command, resources=null,"
            + " detailType=core.update-account-command, detail={\"command\":"
            + " \"update-account\"}, eventBusName=bus, traceHeader=null, kmsKeyIdentifier=null,"
            + " internalMetadata=null)";
    refused(
        "1 validation error detected: Value '["
            + Collections.nCopies(11, shown).stream().collect(Collectors.joining(", "))
            + "]' at 'entries' failed to satisfy constraint: Member must have length less than or"
            + " equal to 10",
        () -> events.putEvents(r -> r.entries(Collections.nCopies(11, entry))));
  }

  // test_create_connection_validations
  @Test
  void everyFaultOfAConnectionIsTold() {
    String name = "This should fail with two errors 123467890123412341234123412341234";
    refused(
        "3 validation errors detected: Value '"
            + name
            + "' at 'name' failed to satisfy constraint: Member must have length less than or equal"
            + " to 64; Value '"
            + name
            + "' at 'name' failed to satisfy constraint: Member must satisfy regular expression"
            + " pattern: [\\.\\-_A-Za-z0-9]+; Value 'INVALID' at 'authorizationType' failed to"
            + " satisfy constraint: Member must satisfy enum value set: [BASIC,"
            + " OAUTH_CLIENT_CREDENTIALS, API_KEY]",
        () ->
            events.createConnection(
                r ->
                    r.name(name)
                        .authorizationType("INVALID")
                        .authParameters(
                            p -> p.basicAuthParameters(b -> b.username("u").password("p")))));
  }

  // test_create_api_destination_invalid_parameters
  @Test
  void everyFaultOfAnApiDestinationIsTold() {
    refused(
        "2 validation errors detected: Value 'invalid-connection-arn' at 'connectionArn' failed to"
            + " satisfy constraint: Member must satisfy regular expression pattern:"
            + " ^arn:aws([a-z]|\\-)*:events:([a-z]|\\d|\\-)*:([0-9]{12})?:connection\\/"
            + "[\\.\\-_A-Za-z0-9]+\\/[\\-A-Za-z0-9]+$; Value 'INVALID_METHOD' at 'httpMethod'"
            + " failed to satisfy constraint: Member must satisfy enum value set: [HEAD, POST,"
            + " PATCH, DELETE, PUT, GET, OPTIONS]",
        () ->
            events.createApiDestination(
                r ->
                    r.name("d")
                        .connectionArn("invalid-connection-arn")
                        .httpMethod("INVALID_METHOD")
                        .invocationEndpoint("https://example.com/api")));
  }

  // test_api_destinations
  @Test
  void aDestinationThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> events.describeApiDestination(r -> r.name("none")))
        .hasMessageContaining(
            "Failed to describe the api-destination(s). An api-destination 'none' does not exist.");
    assertThatThrownBy(() -> events.describeConnection(r -> r.name("none")))
        .hasMessageContaining(
            "Failed to describe the connection(s). Connection 'none' does not exist.");
  }

  // test_event_pattern with names that end in _EXC, and test_invalid_json_event_pattern
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      textBlock =
          """
          `{"int": 42}`; `"int" must be an object or an array`; 11
          `{"string": "my-value"}`; `"string" must be an object or an array`; 13
          `{"resources": []}`; Empty arrays are not allowed; 17
          `{"my_key": [{"EXISTS": true}]}`; Unrecognized match type EXISTS; 28
          `{"detail": {"equal": [{"NUMERIC": ["=", 5]}]}}`; Unrecognized match type NUMERIC; 36
          `{"detail": {"c-count": [{"numeric": [">", 0, ">", 0]}]}}`; Bad numeric range operator: >; 49
          `{"detail": {"c-count": [{"numeric": [">", 0, "<"]}]}}`; Value of < must be numeric; 50
          `{"a": [{"equals-ignore-case": ["b"]}]}`; equals-ignore-case match pattern must be a string; 32
          `{"EventBusArn": [{"wildcard": 123}]}`; wildcard match pattern must be a string; 34
          `{"time": [{"prefix": ["2022-07-13"]}]}`; prefix match pattern must be a string; 23
          `{"time": [{"prefix": 123}]}`; prefix match pattern must be a string; 25
          `{"FileName": [{"suffix": 123}]}`; suffix match pattern must be a string; 29
          `{"detail": {"state": [{"anything-but": {"prefix": 123}}]}}`; prefix/suffix match pattern must be a string; 54
          `["not", "a", "dict", "but valid json"]`; Filter is not an object; 2
          `this is valid json but not a dict`; `Unrecognized token 'this': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`; 5
          `{'bad': 'quotation'}`; `Unexpected character (''' (code 39)): was expecting double-quote to start field name`; 2
          `{"not": closed mark"`; `Unrecognized token 'closed': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`; 15
          """)
  void aPatternThatIsNoneIsRefusedWithThePlace(String pattern, String reason, int column) {
    assertThatThrownBy(() -> events.testEventPattern(r -> r.eventPattern(pattern).event(EVENT)))
        .isInstanceOfSatisfying(
            InvalidEventPatternException.class,
            e ->
                assertThat(e.awsErrorDetails().errorMessage())
                    .isEqualTo(
                        "Event pattern is not valid. Reason: "
                            + reason
                            + "\n at [Source: (String)\""
                            + pattern
                            + "\"; line: 1, column: "
                            + column
                            + "]"));
  }

  private static final String EVENT =
      "{\"id\":\"1\",\"account\":\"1\",\"source\":\"s\",\"time\":\"2022-07-13T13:50:00Z\","
          + "\"region\":\"r\",\"detail-type\":\"t\",\"resources\":[]}";

  // content_anything_prefix_list_type_EXC, content_anything_but_ignorecase_list_EXC: the place of
  // what is wrong within a list stands there twice.
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      textBlock =
          """
          `{"detail": {"state": [{"anything-but": {"prefix": [123, "test"]}}]}}`; prefix/suffix match pattern must be a string; 55
          `{"detail": {"state": [{"anything-but": {"wildcard": [123, "*/dir/*"]}}]}}`; wildcard match pattern must be a string; 57
          `{"detail": {"state": [{"anything-but": {"equals-ignore-case": [123, 456]}}]}}`; `Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.`; 67
          """)
  void thePlaceInAListIsToldTwice(String pattern, String reason, int column) {
    String place = "\n at [Source: (String)\"" + pattern + "\"; line: 1, column: " + column + "]";
    assertThatThrownBy(() -> events.testEventPattern(r -> r.eventPattern(pattern).event(EVENT)))
        .isInstanceOfSatisfying(
            InvalidEventPatternException.class,
            e ->
                assertThat(e.awsErrorDetails().errorMessage())
                    .isEqualTo("Event pattern is not valid. Reason: " + reason + place + place));
  }

  // content_ip_address_EXC, content_wildcard_complex_EXC
  @Test
  void someReasonsHaveNoPlace() {
    assertThatThrownBy(
            () ->
                events.testEventPattern(
                    r -> r.event(EVENT).eventPattern("{\"ip\": [{\"cidr\": \"bad\"}]}")))
        .isInstanceOfSatisfying(
            InvalidEventPatternException.class,
            e ->
                assertThat(e.awsErrorDetails().errorMessage())
                    .isEqualTo(
                        "Event pattern is not valid. Reason: Malformed CIDR, one '/' required"));
  }

  /// Source: API reference, PutTargets, for buses of another account.
  @Test
  void aBusGetsEventsAsTheyAre() {
    events.createEventBus(r -> r.name("inputs"));
    events.putRule(r -> r.name("inputs").eventPattern("{\"source\":[\"s\"]}"));
    for (String account : List.of("000000000000", "111122223333")) {
      Target bus =
          Target.builder()
              .id("b")
              .arn("arn:aws:events:eu-central-1:" + account + ":event-bus/inputs")
              .build();
      List<Target> all =
          List.of(
              bus.toBuilder().input("{\"source\":\"aws.forged\"}").build(),
              bus.toBuilder().inputPath("$.detail").build(),
              bus.toBuilder().inputTransformer(i -> i.inputTemplate("{}")).build());
      for (Target each : all) {
        assertThatThrownBy(() -> events.putTargets(r -> r.rule("inputs").targets(each)))
            .hasMessageContaining("not available for event buses");
      }
      events.putTargets(r -> r.rule("inputs").targets(bus));
    }
  }

  /// Source: the AWS CDK goes through a bus of the other Region; the message is ours.
  @Test
  void aTargetIsInTheRegionOfTheRule() {
    events.putRule(r -> r.name("near").eventPattern("{\"source\":[\"s\"]}"));
    Target queue = Target.builder().id("q").arn("arn:aws:sqs:eu-west-1:000000000000:q").build();
    assertThatThrownBy(() -> events.putTargets(r -> r.rule("near").targets(queue)))
        .hasMessageContaining("The target must be in the Region of the rule.");
    Target letters =
        Target.builder()
            .id("d")
            .arn("arn:aws:sqs:eu-central-1:000000000000:q")
            .deadLetterConfig(d -> d.arn("arn:aws:sqs:eu-west-1:000000000000:dead"))
            .build();
    assertThatThrownBy(() -> events.putTargets(r -> r.rule("near").targets(letters)))
        .hasMessageContaining("It must be in the Region of the rule.");
    Target bus =
        Target.builder().id("b").arn("arn:aws:events:eu-west-1:000000000000:event-bus/x").build();
    events.putTargets(r -> r.rule("near").targets(bus));
  }

  @Test
  void aTokenOfRulesIsForTheirBusAndPrefix() {
    for (String bus : List.of("paged", "unpaged")) {
      events.createEventBus(r -> r.name(bus));
      for (String name : List.of("a1", "a2", "a3")) {
        events.putRule(r -> r.eventBusName(bus).name(name).eventPattern("{\"source\":[\"s\"]}"));
      }
    }
    String token =
        events.listRules(r -> r.eventBusName("paged").namePrefix("a").limit(1)).nextToken();
    assertThat(
            events.listRules(r -> r.eventBusName("paged").namePrefix("a").nextToken(token)).rules())
        .hasSize(2);
    for (String[] other : new String[][] {{"unpaged", "a"}, {"paged", "a2"}, {"paged", null}}) {
      assertThatThrownBy(
              () ->
                  events.listRules(
                      r -> r.eventBusName(other[0]).namePrefix(other[1]).nextToken(token)))
          .hasMessageContaining("NextToken");
    }
  }

  @Test
  void aPermissionInPiecesIsForPutEventsOnly() {
    refused(
        "Provided value in parameter 'action' is not supported.",
        () ->
            events.putPermission(
                r -> r.action("events:PutRule").principal("111122223333").statementId("s")));
  }

  // test_put_permission
  @Test
  void whoeverMayPutEventsStandsInThePolicyAsItWasSaid() {
    events.createEventBus(r -> r.name("shared"));
    for (String principal : new String[] {"111122223333", "*"}) {
      events.putPermission(
          r ->
              r.eventBusName("shared")
                  .action("events:PutEvents")
                  .principal(principal)
                  .statementId("for" + (principal.equals("*") ? "all" : principal)));
    }
    String arn = "arn:aws:events:eu-central-1:000000000000:event-bus/shared";
    assertThat(events.describeEventBus(r -> r.name("shared")).policy())
        .isEqualTo(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"for111122223333\","
                + "\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},"
                + "\"Action\":\"events:PutEvents\",\"Resource\":\""
                + arn
                + "\"},{\"Sid\":\"forall\",\"Effect\":\"Allow\",\"Principal\":\"*\","
                + "\"Action\":\"events:PutEvents\",\"Resource\":\""
                + arn
                + "\"}]}");
  }

  // test_archive_and_replay.py, the tests of StartReplay's errors; those of rules are ours.
  @Test
  void whatCannotBeReplayedIsRefused() {
    String bus = events.createEventBus(r -> r.name("replayed")).eventBusArn();
    String rule =
        events
            .putRule(r -> r.name("r").eventBusName("replayed").eventPattern("{\"source\":[\"a\"]}"))
            .ruleArn();
    String other = events.putRule(r -> r.name("r").eventPattern("{\"source\":[\"a\"]}")).ruleArn();
    String archive =
        events.createArchive(r -> r.archiveName("replayed").eventSourceArn(bus)).archiveArn();
    refused(
        "Parameter EventSourceArn is not valid. Reason: Archive none does not exist.",
        () -> replay("one", archive.replace("/replayed", "/none"), bus));
    refused(
        "Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.",
        () -> replay("one", archive, bus.replace("/replayed", "/default")));
    assertThatThrownBy(() -> replay("one", archive, bus.replace("/replayed", "/none")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Event bus none does not exist.");
    refused(
        "Parameter Destination.FilterArns is not valid. Reason: "
            + other
            + " is no rule of event bus replayed.",
        () -> replay("one", archive, bus, rule, other));
    assertThatThrownBy(() -> replay("one", archive, bus, rule + "2"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Rule r2 does not exist on EventBus replayed.");
    assertThat(replay("one", archive, bus, rule).stateAsString()).isEqualTo("STARTING");
    assertThatThrownBy(() -> replay("one", archive, bus))
        .isInstanceOf(ResourceAlreadyExistsException.class)
        .hasMessageContaining("Replay one already exists.");
  }

  private static StartReplayResponse replay(
      String name, String archive, String bus, String... rules) {
    Instant now = junction.clock().now();
    return events.startReplay(
        r ->
            r.replayName(name)
                .eventSourceArn(archive)
                .eventStartTime(now.minusSeconds(60))
                .eventEndTime(now)
                .destination(d -> d.arn(bus).filterArns(rules)));
  }
}
