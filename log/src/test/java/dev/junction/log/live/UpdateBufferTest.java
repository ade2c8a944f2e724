package dev.junction.log.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import dev.junction.log.domain.EventPosition;
import dev.junction.log.domain.GroupAddress;
import dev.junction.log.domain.LogEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is kept of a Live Tail. Source of 500, 10 and 5,000: CloudWatch Logs API reference,
/// StartLiveTail.
final class UpdateBufferTest {

  private static final GroupAddress GROUP =
      new GroupAddress(AccountId.DEFAULT, Region.DEFAULT, "g");

  private static List<TailedEvent> events(int count, int length) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new TailedEvent(
                    GROUP, new LogEvent(EventPosition.before(i), "s", 0, "x".repeat(length) + i)))
        .toList();
  }

  private static List<TailUpdate> all(UpdateBuffer buffer) {
    List<TailUpdate> taken = new ArrayList<>();
    for (TailUpdate next = buffer.take(); next != null; next = buffer.take()) {
      taken.add(next);
    }
    return taken;
  }

  @Test
  void fiveHundredEventsAreAllThereAndMoreAreSampledEvenly() {
    TailUpdate whole = TailUpdate.sampleOf(events(500, 1), false);
    assertThat(whole.events()).hasSize(500);
    assertThat(whole.isSampled()).isFalse();
    TailUpdate some = TailUpdate.sampleOf(events(1_000, 1), false);
    assertThat(some.events()).hasSize(500).doesNotHaveDuplicates();
    assertThat(some.isSampled()).isTrue();
    assertThat(some.events().get(1).event().message()).isEqualTo("x2");
    assertThat(TailUpdate.sampleOf(List.of(), true).isSampled()).isTrue();
  }

  @Test
  void longMessagesAreLeftOutOnceThereIsNoRoomInAnUpdate() {
    TailUpdate some = TailUpdate.sampleOf(events(5, 1_000_000), false);
    assertThat(some.events()).hasSize(2);
    assertThat(some.isSampled()).isTrue();
  }

  @Test
  void theOldestOfMoreThanTenUpdatesAreDropped() {
    UpdateBuffer buffer = new UpdateBuffer();
    IntStream.range(0, 13).forEach(i -> buffer.add(TailUpdate.sampleOf(events(i, 1), false)));
    assertThat(all(buffer)).extracting(update -> update.events().size()).first().isEqualTo(3);
    IntStream.range(0, 13).forEach(i -> buffer.add(TailUpdate.sampleOf(events(i, 1), false)));
    assertThat(all(buffer)).hasSize(10);
  }

  @Test
  void updatesOfManyCharactersAreDroppedSooner() {
    UpdateBuffer buffer = new UpdateBuffer();
    IntStream.range(0, 10)
        .forEach(_ -> buffer.add(TailUpdate.sampleOf(events(2, 1_000_000), false)));
    assertThat(all(buffer)).hasSize(2);
    assertThat(buffer.take()).isNull();
  }
}
