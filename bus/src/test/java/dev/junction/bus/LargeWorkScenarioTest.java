package dev.junction.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.delivery.Attribute;
import dev.junction.delivery.Handover;
import dev.junction.wire.protocol.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a single event may cause stays within what a transaction may write, and reaches everybody.
final class LargeWorkScenarioTest {

  /// What a segment of the journal takes.
  private static final int BATCH_BYTES_MAX = 64 << 20;

  private final BusBench bench = new BusBench();

  private static String target(String id, String arn, String more) {
    return "{'Id':'" + id + "','Arn':'" + arn + "'" + more + "}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "behind"})
  void aLargeEventReachesManyTargetsInSeveralTransactions(String bus) {
    if (!bus.equals("default")) {
      bench.accept("CreateEventBus", "{'Name':'" + bus + "'}");
      bench.rule("default", "on", target("1", BusBench.bus(bus), ""));
    }
    for (int rule = 0; rule < 8; rule++) {
      String[] targets = new String[5];
      for (int i = 0; i < targets.length; i++) {
        String arn = BusBench.queue("q" + rule + '-' + i);
        targets[i] = target("t" + i, arn, ",'InputPath':'$.detail'");
      }
      bench.rule(bus, "r" + rule, targets);
    }
    String detail = "{\"text\":\"" + "x".repeat(1_000_000) + "\"}";
    bench.put(detail);
    assertThat(bench.arrived).hasSize(40);
    assertThat(bench.arrived.stream().map(Handover::target).distinct()).hasSize(40);
    assertThat(bench.arrived).allMatch(each -> each.body().length == detail.length());
    assertThat(bench.largestBatchBytes()).isLessThan(BATCH_BYTES_MAX / 2);
  }

  @Test
  void anInputThatGrowsTooLargeIsADeadLetter() {
    String input =
        ",'InputTransformer':{'InputPathsMap':{'a':'$.detail.text'},'InputTemplate':'["
            + "<a>,".repeat(100)
            + "<a>]'},'DeadLetterConfig':{'Arn':'"
            + BusBench.queue("letters")
            + "'}";
    bench.rule(
        "default",
        "r",
        target("1", BusBench.queue("q"), input),
        target("2", BusBench.queue("other"), ""));
    bench.put("{\"text\":\"" + "x".repeat(100_000) + "\"}");
    assertThat(bench.arrived)
        .extracting(Handover::target)
        .containsExactlyInAnyOrder(BusBench.queue("letters"), BusBench.queue("other"));
    Handover letter =
        bench.arrived.stream()
            .filter(each -> each.target().endsWith("letters"))
            .findFirst()
            .orElseThrow();
    List<String> notes =
        letter.attributes().stream()
            .map((Attribute each) -> each.name() + '=' + each.text())
            .toList();
    assertThat(notes).contains("ERROR_CODE=INVALID_PARAMETER");
    assertThat(notes).anyMatch(note -> note.contains("larger than 1 MiB"));
    bench.put("{\"text\":\"x\"}");
    assertThat(bench.arrived).hasSize(4);
  }

  /// Source: EventBridge User Guide, "Sending and receiving events between event buses in the same
  /// account and Region": not to a third bus.
  @Test
  void anEventReachesEveryBusOfAMeshOnce() {
    List<String> names = List.of("default", "b1", "b2", "b3", "b4", "b5", "b6");
    for (String name : names) {
      if (!name.equals("default")) {
        bench.accept("CreateEventBus", "{'Name':'" + name + "'}");
      }
    }
    for (String name : names) {
      bench.rule(name, "keep", target("1", BusBench.queue("q-" + name), ""));
      for (String other : names) {
        String letters = ",'DeadLetterConfig':{'Arn':'" + BusBench.queue("letters") + "'}";
        bench.rule(name, "to-" + other, target("1", BusBench.bus(other), letters));
      }
    }
    bench.put("{}");
    List<String> arrived =
        bench.arrived.stream()
            .map(each -> each.target().substring(each.target().lastIndexOf(':') + 1))
            .toList();
    assertThat(arrived.stream().filter(each -> each.startsWith("q-")))
        .containsExactlyInAnyOrder("q-default", "q-b1", "q-b2", "q-b3", "q-b4", "q-b5", "q-b6");
    // Each of the others sends it to all seven, and the first one to itself.
    assertThat(arrived.stream().filter("letters"::equals)).hasSize(6 * 7 + 1);
    assertThat(bench.arrived.getLast().attributes())
        .anyMatch(each -> each.text().equals("THIRD_ACCOUNT_HOP_DETECTED"));
  }

  /// Source: EventBridge User Guide, "Archiving and replaying events": ten concurrent replays.
  @Test
  void tenReplaysRunAtOnce() {
    bench.accept(
        "CreateArchive", "{'ArchiveName':'a','EventSourceArn':'" + BusBench.bus("default") + "'}");
    for (int replay = 0; replay < 10; replay++) {
      assertThat(BusBench.text(start(replay))).contains("\"State\":\"STARTING\"");
    }
    assertThat(BusBench.text(start(10))).contains("LimitExceededException");
    bench.accept("CancelReplay", "{'ReplayName':'r3'}");
    assertThat(BusBench.text(start(10))).contains("LimitExceededException");
  }

  /// Starts a replay that does not get any further.
  private CompletableFuture<Answer> start(int replay) {
    bench.blocking.clear();
    CompletableFuture<Answer> answer =
        bench.begin(
            "StartReplay",
            "{'ReplayName':'r"
                + replay
                + "','EventSourceArn':'arn:aws:events:us-east-1:"
                + BusBench.ACCOUNT
                + ":archive/a','EventStartTime':1767300000,'EventEndTime':1767400000,"
                + "'Destination':{'Arn':'"
                + BusBench.bus("default")
                + "'}}");
    if (!answer.isDone()) {
      bench.runBlocking();
    }
    return answer;
  }
}
