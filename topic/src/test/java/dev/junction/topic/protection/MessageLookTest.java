package dev.junction.topic.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a message costs, counted in looks at its characters.
final class MessageLookTest {

  private static final int MESSAGE_CHARACTERS_MAX = 262_144;
  private static final String ARN = "arn:aws:dataprotection::aws:data-identifier/";
  private static final String DENY = "{\"Deny\":{}}";
  private static final String MASK =
      "{\"Deidentify\":{\"MaskConfig\":{\"MaskWithCharacter\":\"#\"}}}";
  private static final String AUDIT =
      "{\"Audit\":{\"SampleRate\":\"99\",\"FindingsDestination\":{\"CloudWatchLogs\":"
          + "{\"LogGroup\":\"/aws/vendedlogs/found\"}}}}";

  /// Looks at all of the rest of the text from each of its characters.
  private static final String RUNS_AWAY = "[a-z]*b";

  private static final String ADVERSARIAL = "a".repeat(MESSAGE_CHARACTERS_MAX);

  @Test
  void manyStatementsCostWhatOneCosts() {
    String text = "harmless ".repeat(1_000);
    long once = late(policy(own("EID-[0-9]{9}"), statements(1, MASK)), text).looksOnPartition();
    assertThat(once).isGreaterThan(10L * text.length());
    for (String operation : List.of(MASK, DENY)) {
      ProtectionPolicy many = policy(own("EID-[0-9]{9}"), statements(120, operation));
      assertThat(late(many, text).looksOnPartition()).as(operation).isEqualTo(once);
    }
    MessageLook leaving = MessageLook.leaving(policy(own("EID-[0-9]{9}"), leavingStatements(150)));
    for (int i = 0; i < 150; i++) {
      assertThat(leaving.mayLeaveFor("ann" + i, text)).isTrue();
    }
    assertThat(leaving.looksOnPartition()).isEqualTo(once);
  }

  @Test
  void aMessageHasOneBudgetWhateverThePolicy() {
    String own = own(RUNS_AWAY);
    MessageLook masked = late(policy(own, statements(120, MASK)), ADVERSARIAL);
    assertThat(masked.text()).isEqualTo("#".repeat(ADVERSARIAL.length()));
    assertThat(masked.looksOnPartition()).isBetween(Search.LOOKS_MAX / 2L, looksMax());
    MessageLook denied = late(policy(own, statements(120, DENY)), ADVERSARIAL);
    assertThat(denied.isDenied()).isTrue();
    assertThat(denied.looksOnPartition()).isLessThanOrEqualTo(looksMax());

    MessageLook leaving = MessageLook.leaving(policy(own, leavingStatements(150)));
    assertThat(leaving.mayLeaveFor("ann1", ADVERSARIAL)).isFalse();
    assertThat(leaving.mayLeaveFor("ann2", ADVERSARIAL)).isFalse();
    assertThat(leaving.looksOnPartition()).isLessThanOrEqualTo(looksMax());
  }

  @Test
  void allTextsOfAMessageShareIt() {
    Map<String, String> byProtocol = new TreeMap<>();
    for (int i = 0; i < 2_000; i++) {
      byProtocol.put("protocol" + i, "a".repeat(100) + i);
    }
    ProtectionPolicy policy = policy(own(RUNS_AWAY), statements(1, MASK));
    MessageLook look = MessageLook.late(policy, "ann", "harmless", byProtocol, 0);
    assertThat(look.text()).isEqualTo("harmless");
    assertThat(look.byProtocol().values().stream().filter(text -> !text.startsWith("#")).count())
        .isBetween(1L, 1_000L);
    assertThat(look.looksOnPartition()).isLessThanOrEqualTo(looksMax());
  }

  // These look at few characters, and take their time for each of them.
  @Test
  void anchorsAndLongClassesCountMore() {
    assertThat(
            late(policy(own("^a|".repeat(66) + "z"), statements(1, DENY)), ADVERSARIAL).isDenied())
        .isTrue();
    String classes = own("[^" + "A-B".repeat(60) + "]{9}");
    String text = "a".repeat(10_000);
    assertThat(late(policy(classes, statements(1, MASK)), text).looksOnPartition())
        .isGreaterThan(
            10 * late(policy(own("[^A-B]{9}"), statements(1, MASK)), text).looksOnPartition());
  }

  @Test
  void aDenialEndsAtTheFirstFinding() {
    String text = "x" + ADVERSARIAL;
    ProtectionPolicy first =
        policy(
            "[{\"Name\":\"x\",\"Regex\":\"x\"},{\"Name\":\"more\",\"Regex\":\""
                + RUNS_AWAY
                + "\"}]",
            statement("Inbound", "*", List.of("x", "more"), DENY));
    MessageLook look = late(first, text);
    assertThat(look.isDenied()).isTrue();
    assertThat(look.looksOnPartition()).isLessThan(2L * text.length());
    MessageLook texts = MessageLook.late(first, "ann", "x", Map.of("sqs", ADVERSARIAL), 0);
    assertThat(texts.isDenied()).isTrue();
    assertThat(texts.looksOnPartition()).isLessThan(10);
  }

  @Test
  void anAuditSeesWhatADenialFound() {
    String both =
        statement("Inbound", "*", List.of("own0"), DENY)
            + ","
            + statement("Inbound", "*", List.of("own0", "own1"), AUDIT);
    MessageLook look = late(policy(own("x"), both), "x".repeat(300));
    assertThat(look.isDenied()).isTrue();
    assertThat(look.audits())
        .singleElement()
        .satisfies(
            audit -> {
              assertThat(audit.detected()).extracting(Detected::count).containsExactly(300, 300);
              assertThat(audit.detected().getFirst().first()).hasSize(100);
            });
    assertThat(look.looksOnPartition()).isLessThanOrEqualTo(4 * 300);
  }

  // All of them together take more than the partition's thread has for a message.
  @Test
  void managedIdentifiersAreBoundedOnThePartitionAndAllFoundOutBefore() {
    Collection<String> all =
        Detectors.names().stream().map(name -> ARN + name).collect(Collectors.toList());
    String text = "harmless ".repeat(MESSAGE_CHARACTERS_MAX / 9);
    ProtectionPolicy policy =
        policy(
            own("x"),
            statement("Inbound", "*", all, DENY) + "," + statement("Outbound", "ann", all, DENY));
    MessageLook early = MessageLook.early(policy, "ann", text, Map.of(), 0);
    assertThat(early.isDenied()).isFalse();
    assertThat(early.mayLeaveFor("ann", early.text())).isTrue();
    assertThat(early.looksOnPartition()).isZero();
    MessageLook late = late(policy, text);
    assertThat(late.isDenied()).isTrue();
    assertThat(late.looksOnPartition()).isLessThanOrEqualTo(looksMax());
  }

  @Test
  void eachTextIsLookedThroughOnceForAllSubscriptions() {
    ProtectionPolicy policy =
        policy(own("x"), statement("Outbound", "ann", List.of(ARN + "EmailAddress"), DENY));
    MessageLook look = MessageLook.leaving(policy);
    assertThat(look.mayLeaveFor("ann", "to ann@example.com")).isFalse();
    assertThat(look.mayLeaveFor("ann", "harmless")).isTrue();
    long looks = look.looksOnPartition();
    assertThat(looks).isPositive();
    for (int i = 0; i < 3; i++) {
      assertThat(look.mayLeaveFor("ann", "to ann@example.com")).isFalse();
      assertThat(look.mayLeaveFor("bob", "to ann@example.com")).isTrue();
      assertThat(look.mayLeaveFor("ann", "harmless")).isTrue();
    }
    assertThat(look.looksOnPartition()).isEqualTo(looks);
  }

  /// One look too many tells that an expression ran away.
  private static long looksMax() {
    return Search.LOOKS_MAX + 10;
  }

  private static MessageLook late(ProtectionPolicy policy, String text) {
    return MessageLook.late(policy, "ann", text, Map.of(), 0);
  }

  /// Ten identifiers of that expression, each told apart by its end.
  private static String own(String regex) {
    return IntStream.range(0, 10)
        .mapToObj(i -> "{\"Name\":\"own" + i + "\",\"Regex\":\"" + regex + "\"}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String statements(int count, String operation) {
    return Collections.nCopies(count, statement("Inbound", "*", ownNames(), operation)).stream()
        .collect(Collectors.joining(","));
  }

  private static String leavingStatements(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> statement("Outbound", "ann" + i, ownNames(), DENY))
        .collect(Collectors.joining(","));
  }

  private static List<String> ownNames() {
    return IntStream.range(0, 10).mapToObj(i -> "own" + i).toList();
  }

  private static String statement(
      String direction, String principal, Collection<String> identifiers, String operation) {
    return "{\"DataDirection\":\""
        + direction
        + "\",\"Principal\":[\""
        + principal
        + "\"],\"DataIdentifier\":[\""
        + String.join("\",\"", identifiers)
        + "\"],\"Operation\":"
        + operation
        + "}";
  }

  private static ProtectionPolicy policy(String own, String statements) {
    String document =
        "{\"Name\":\"p\",\"Version\":\"2021-06-01\",\"Configuration\":{\"CustomDataIdentifier\":"
            + own
            + "},\"Statement\":["
            + statements
            + "]}";
    if (ProtectionPolicy.read(document)
        instanceof ProtectionReading.Accepted(ProtectionPolicy policy)) {
      return policy;
    }
    throw new AssertionError(ProtectionPolicy.read(document));
  }
}
