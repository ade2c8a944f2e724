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
import java.util.stream.LongStream;
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

  @Test
  void whatAReplayHasHadIsNotReadAgain() {
    SealedChunk first = chunk(1, 10, START, START + 60_000);
    SealedChunk second = chunk(11, 20, START, START);
    Map<SealedChunk, List<ArchivedEvent>> chunks = new HashMap<>();
    chunks.put(first, new ArrayList<>(events(1, 9, START)));
    chunks.get(first).add(new ArchivedEvent(10, START + 60_000, new byte[0]));
    chunks.put(second, events(11, 20, START));
    List<SealedChunk> read = new ArrayList<>();
    ReplayReader reader =
        new ReplayReader(
            chunk -> {
              read.add(chunk);
              return chunks.get(chunk);
            });
    ReplayRecord replay = replay(START, START + 600_000, 20).at(place(START, 12));
    ReplayReader.Batch batch = reader.next(replay, List.of(first, second), 4);
    assertThat(batch.events())
        .extracting(ArchivedEvent::number)
        .containsExactly(13L, 14L, 15L, 16L);
    assertThat(read).containsExactly(second);
    batch = reader.next(replay.at(place(START, 20)), List.of(first, second), 4);
    assertThat(batch.events()).as("the next minute").hasSize(1);
  }

  @Test
  void largeEventsComeFewAtATime() {
    List<ArchivedEvent> large = new ArrayList<>();
    for (int number = 1; number <= 20; number++) {
      large.add(new ArchivedEvent(number, START, new byte[1 << 20]));
    }
    ReplayReader reader = new ReplayReader(_ -> large);
    ReplayReader.Batch batch =
        reader.next(replay(START, START + 1, 20), List.of(chunk(1, 20, START, START)), 100);
    assertThat(batch.events()).hasSize(4);
  }

  private static ReplayRecord.Place place(long millis, long number) {
    return new ReplayRecord.Place(Math.floorDiv(millis, 60_000L), number, millis);
  }

  private static List<ArchivedEvent> events(long first, long last, long millis) {
    return LongStream.rangeClosed(first, last)
        .mapToObj(number -> new ArchivedEvent(number, millis, new byte[0]))
        .toList();
  }

  private static SealedChunk chunk(long first, long last, long fromMillis, long toMillis) {
    int count = (int) (last - first + 1);
    return new SealedChunk("c" + first, first, last, count, 0, 0, fromMillis, toMillis, 0);
  }

  private static ReplayRecord replay(long from, long to, long last) {
    ReplayRecord.Place start = new ReplayRecord.Place(Long.MIN_VALUE, 0, 0);
    return new ReplayRecord(
        1, "r", "arn", "bus", 1, from, to, last, start, "RUNNING", 0, 0, List.of());
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
    ReplayRecord replay = replay(from, to, number);
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
