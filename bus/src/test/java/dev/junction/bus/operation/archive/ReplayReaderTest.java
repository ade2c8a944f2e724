package dev.junction.bus.operation.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.bus.archive.ArchivedEvent;
import dev.junction.bus.archive.ReplayRecord;
import dev.junction.bus.archive.SealedChunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Replays give every event of their span once, minute by minute, whatever chunks the events lie
/// in. Source: EventBridge User Guide, "Archiving and replaying events".
final class ReplayReaderTest {

  private static final long START = 1_767_323_040_000L;

  @Test
  void everyEventComesOnceInTheOrderOfMinutes() {
    for (long seed = 1; seed <= 50; seed++) {
      run(new SplittableRandom(seed));
    }
  }

  private static void run(SplittableRandom random) {
    Map<SealedChunk, List<ArchivedEvent>> chunks = new HashMap<>();
    List<SealedChunk> sealed = new ArrayList<>();
    List<ArchivedEvent> all = new ArrayList<>();
    long number = 1;
    for (int c = random.nextInt(5); c >= 0; c--) {
      List<ArchivedEvent> events = new ArrayList<>();
      for (int i = random.nextInt(1, 40); i > 0; i--) {
        events.add(
            new ArchivedEvent(number++, START + random.nextLong(-600_000, 600_000), new byte[0]));
      }
      SealedChunk chunk =
          new SealedChunk(
              "c" + c,
              events.getFirst().number(),
              events.getLast().number(),
              events.size(),
              0,
              0,
              events.stream().mapToLong(ArchivedEvent::timeMillis).min().orElseThrow(),
              events.stream().mapToLong(ArchivedEvent::timeMillis).max().orElseThrow(),
              0);
      sealed.add(chunk);
      chunks.put(chunk, events);
      all.addAll(events);
    }
    long from = START - random.nextLong(700_000);
    long to = START + random.nextLong(1, 700_000);
    ReplayRecord replay =
        new ReplayRecord(
            1,
            "r",
            "arn",
            "bus",
            1,
            from,
            to,
            number,
            new ReplayRecord.Place(Long.MIN_VALUE, 0, 0),
            "RUNNING",
            0,
            0,
            List.of());
    List<Long> replayed = replayed(replay, sealed, chunks, random.nextInt(1, 20));
    List<Long> expected =
        all.stream()
            .filter(event -> event.timeMillis() >= from && event.timeMillis() < to)
            .sorted(
                Comparator.comparingLong(ArchivedEvent::minute)
                    .thenComparingLong(ArchivedEvent::number))
            .map(ArchivedEvent::number)
            .toList();
    assertThat(replayed).isEqualTo(expected);
  }

  private static List<Long> replayed(
      ReplayRecord replay,
      List<SealedChunk> sealed,
      Map<SealedChunk, List<ArchivedEvent>> chunks,
      int most) {
    List<Long> replayed = new ArrayList<>();
    ReplayReader reader = new ReplayReader(chunks::get);
    ReplayRecord place = replay;
    while (true) {
      ReplayReader.Batch batch = reader.next(place, sealed, most);
      if (batch.events().isEmpty()) {
        return replayed;
      }
      assertThat(batch.events().size()).isLessThanOrEqualTo(most);
      batch.events().forEach(event -> replayed.add(event.number()));
      place = place.at(batch.reached());
    }
  }
}
