package dev.junction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.MovableClock;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.storage.memory.MemoryJournal;
import dev.junction.storage.memory.MemoryJournals;
import dev.junction.storage.memory.MemoryStateStores;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EngineTest {

  private static final int PARTITIONS = 2;

  /// A service whose view is the list of what it was told, and whose map holds the same.
  private static final class Notes implements PartitionService<List<String>> {
    @Override
    public String name() {
      return "notes";
    }

    @Override
    public byte keyspace() {
      return 20;
    }

    @Override
    public List<String> open(PartitionContext context) {
      List<String> notes = new ArrayList<>();
      try (var cursor = context.scan(new byte[] {20}, new byte[] {21})) {
        while (cursor.next()) {
          notes.add(new String(cursor.value(), StandardCharsets.UTF_8));
        }
      }
      return notes;
    }

    @Override
    public void onTimer(List<String> notes, Transaction<List<String>> tx, byte[] payload) {
      note(notes, tx, new String(payload, StandardCharsets.UTF_8));
    }

    @Override
    public void onMessage(
        List<String> notes, Transaction<List<String>> tx, int from, byte[] payload) {
      note(notes, tx, new String(payload, StandardCharsets.UTF_8) + " from " + from);
    }

    static void note(List<String> notes, Transaction<List<String>> tx, String text) {
      tx.put(new byte[] {20, (byte) notes.size()}, text.getBytes(StandardCharsets.UTF_8));
      notes.add(text);
    }
  }

  private final Notes notes = new Notes();
  private final MovableClock clock = MovableClock.heldAt(Instant.parse("2026-01-01T00:00:00Z"));
  private final MemoryJournals disk = new MemoryJournals(PARTITIONS);
  private final MemoryStateStores maps = MemoryStateStores.restartable(PARTITIONS);
  private final List<MemoryJournal> journals = new ArrayList<>();

  private Engine open() {
    return Engine.open(
        new EngineSettings(PARTITIONS, 100, 1 << 20),
        new Engine.Ground(
            number -> {
              MemoryJournal journal = disk.open(number);
              journals.add(journal);
              return journal;
            },
            maps::partition,
            clock,
            Random::new),
        List.of(notes));
  }

  private static void run(Engine engine) {
    for (int i = 0; i < 20; i++) {
      engine.step();
    }
  }

  private CompletableFuture<Outcome<Integer>> write(Engine engine, int partition, String text) {
    return engine.submit(
        partition,
        notes,
        (list, tx) -> {
          Notes.note(list, tx, text);
          return Outcome.accepted(list.size());
        });
  }

  private List<String> read(Engine engine, int partition) {
    CompletableFuture<Outcome<List<String>>> answer =
        engine.submit(partition, notes, (list, _) -> Outcome.accepted(List.copyOf(list)));
    run(engine);
    return ((Outcome.Accepted<List<String>>) answer.orTimeout(5, TimeUnit.SECONDS).join()).value();
  }

  @Test
  void anAnswerLeavesOnlyWhenItsWritesAreDurable() {
    Engine engine = open();
    journals.getFirst().holdDurability(true);
    var written = write(engine, 0, "a");
    var seen = engine.submit(0, notes, (list, _) -> Outcome.accepted(list.size()));
    run(engine);
    assertThat(written).isNotDone();
    assertThat(seen).as("a read of what is not durable waits too").isNotDone();

    journals.getFirst().release();

    assertThat(written).isCompletedWithValue(Outcome.accepted(1));
    assertThat(seen).isCompletedWithValue(Outcome.accepted(1));
  }

  @Test
  void afterARestartTheViewIsWhatItWas() {
    Engine engine = open();
    write(engine, 0, "a").isDone();
    write(engine, 0, "b").isDone();
    run(engine);
    assertThat(read(open(), 0)).containsExactly("a", "b");
  }

  @Test
  void aMessageToAnotherPartitionArrivesOnceAlsoAcrossARestart() {
    Engine engine = open();
    journals.get(1).holdDurability(true);
    engine
        .submit(
            0,
            notes,
            (_, tx) -> {
              tx.send(1, "hello".getBytes(StandardCharsets.UTF_8));
              return Outcome.accepted(true);
            })
        .isDone();
    run(engine);
    // The target took it but did not make that durable before the restart: it is sent again.
    Engine again = open();
    journals.getLast().holdDurability(false);
    journals.getLast().release();
    assertThat(read(again, 1)).containsExactly("hello from 0");
    assertThat(read(open(), 1)).containsExactly("hello from 0");
  }

  @Test
  void aDurableTimerFiresOnceAlsoAcrossARestart() {
    Engine engine = open();
    engine
        .submit(
            0,
            notes,
            (_, tx) -> {
              tx.setTimer(
                  tx.now().plusSeconds(60), new byte[] {1}, "due".getBytes(StandardCharsets.UTF_8));
              return Outcome.accepted(true);
            })
        .isDone();
    run(engine);
    Engine again = open();
    assertThat(read(again, 0)).isEmpty();
    clock.advance(Duration.ofSeconds(60));
    assertThat(read(again, 0)).containsExactly("due");
    clock.advance(Duration.ofSeconds(60));
    assertThat(read(open(), 0)).containsExactly("due");
  }

  @Test
  void aCommandThatThrowsStopsItsPartitionAndNoOther() {
    Engine engine = open();
    var broken =
        engine.<List<String>, Boolean>submit(
            0,
            notes,
            (_, _) -> {
              throw new IllegalStateException("planted");
            });
    run(engine);
    assertThat(broken.orTimeout(5, TimeUnit.SECONDS).join()).isInstanceOf(Outcome.Rejected.class);
    assertThat(engine.status().get(0).isRunning()).isFalse();
    assertThat(engine.status().get(0).failure()).contains("planted");
    assertThat(write(engine, 0, "x").orTimeout(5, TimeUnit.SECONDS).join())
        .isInstanceOf(Outcome.Rejected.class);
    assertThat(read(engine, 1)).isEmpty();
  }

  @Test
  void aFailedJournalAcknowledgesNothingMore() {
    Engine engine = open();
    journals.getFirst().holdDurability(true);
    var written = write(engine, 0, "a");
    run(engine);
    journals.getFirst().fail(new java.io.IOException("planted"));
    run(engine);
    assertThat(written.orTimeout(5, TimeUnit.SECONDS).join()).isInstanceOf(Outcome.Rejected.class);
    assertThat(engine.status().get(0).isRunning()).isFalse();
  }

  @Test
  void anOldEngineIsFencedByANewOne() {
    Engine zombie = open();
    run(zombie);
    open();
    var late = write(zombie, 0, "zombie");
    run(zombie);
    assertThat(late.orTimeout(5, TimeUnit.SECONDS).join()).isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void aFullMailboxRefusesWithARetryableError() {
    Engine engine = open();
    for (int i = 0; i < 100; i++) {
      write(engine, 0, "n").isDone();
    }
    Outcome<Integer> refused = write(engine, 0, "one too many").join();
    assertThat(((Outcome.Rejected<Integer>) refused).error().httpStatus()).isEqualTo(503);
  }

  /// The placement of resources is part of the format of a data folder: these values never change.
  @Test
  void resourcesKeepTheirPartition() {
    assertThat(StableHash.of("000000000000", "eu-central-1", "sqs", "orders"))
        .isEqualTo(StableHash.of("000000000000", "eu-central-1", "sqs", "orders"))
        .isNotEqualTo(StableHash.of("000000000000", "eu-central-1", "sqs", "orders2"));
    Engine engine = open();
    int partition =
        engine.partitionOf(AccountId.DEFAULT, new Region("eu-central-1"), "sqs", "orders");
    assertThat(partition).isBetween(0, PARTITIONS - 1);
  }
}
