package dev.junction.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.engine.outbox.Outbox;
import dev.junction.kernel.Outcome;
import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import dev.junction.storage.memory.MemoryStateStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the engine itself stores in a partition's map, in each released format: today's code writes
/// exactly the newest and goes on from all.
///
/// A file has one line for each key: partition, key and value in hexadecimal. With
/// `-Djunction.golden.write=true` the newest is written anew, which is right only before it is
/// released.
final class GoldenMapTest {

  private static final String NEWEST = "format-1/map.txt";
  private static final byte[] FIRST_KEY = {0, 0};
  private static final byte[] END = {(byte) 0xff};

  /// One message may be on the way at a time, so that the next stays in the outbox.
  private static final EngineSettings SETTINGS =
      new EngineSettings(100, 100, 1 << 20, 1 << 20, new Outbox.InFlightLimit(1, 1_000));

  @Test
  void todaysCodeWritesTheNewestFormat() throws IOException {
    SteppedEngine bench = new SteppedEngine(2, SETTINGS, List.of());
    history(bench);
    List<String> written = new ArrayList<>();
    for (int partition = 0; partition < 2; partition++) {
      dump(partition, bench.states.get(partition), written);
    }
    if (Boolean.getBoolean("junction.golden.write")) {
      Files.write(Path.of("src/test/resources/golden", NEWEST), written);
    }
    assertThat(written).isEqualTo(golden(NEWEST));
  }

  @Test
  void format1IsReadAndGoesOn() throws IOException {
    SteppedEngine bench = new SteppedEngine(2, SETTINGS, List.of());
    for (String line : golden("format-1/map.txt")) {
      String[] parts = line.split(" ");
      WriteBatch batch = new WriteBatch();
      batch.put(HexFormat.of().parseHex(parts[1]), HexFormat.of().parseHex(parts[2]));
      MemoryStateStore state = bench.states.get(Integer.parseInt(parts[0]));
      state.apply(state.appliedLsn() + 1, batch);
      state.checkpoint();
    }
    bench.crash();

    assertThat(bench.value(0, "a")).isEqualTo(93);
    assertThat(bench.value(1, "b")).isEqualTo(7);
    bench.advance(Duration.ofDays(1));
    assertThat(bench.value(1, "later")).isEqualTo(4);
    assertThat(bench.engine().statistics().get(0).outboxMessages()).isZero();
  }

  private static void history(SteppedEngine bench) {
    bench.perform(0, Counters.add("a", 100));
    bench.perform(1, Counters.addLater(SteppedEngine.START.plusSeconds(3_600), "id", "later", 4));
    bench.perform(1, manyTimersCancelled());
    bench.perform(0, Counters.transfer("a", 1, "b", 3));
    bench.journals.hold();
    bench.perform(0, Counters.transfer("a", 1, "b", 1));
    bench.perform(0, Counters.transfer("a", 1, "b", 3));
  }

  /// So many that the lower bound of timers is written.
  private static Command<Counters.View, Long> manyTimersCancelled() {
    return (_, tx) -> {
      for (int i = 0; i < 1_024; i++) {
        tx.setTimer(SteppedEngine.START.plusSeconds(60), new byte[] {1}, new byte[0]);
        tx.cancelTimer(SteppedEngine.START.plusSeconds(60), new byte[] {1});
      }
      return Outcome.accepted(1L);
    };
  }

  private static void dump(int partition, StateStore state, List<String> to) {
    HexFormat hex = HexFormat.of();
    try (StateStore.Cursor cursor = state.scan(FIRST_KEY, END)) {
      while (cursor.next()) {
        to.add(partition + " " + hex.formatHex(cursor.key()) + " " + hex.formatHex(cursor.value()));
      }
    }
  }

  private static List<String> golden(String name) throws IOException {
    try (InputStream in = GoldenMapTest.class.getResourceAsStream("/golden/" + name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }
}
