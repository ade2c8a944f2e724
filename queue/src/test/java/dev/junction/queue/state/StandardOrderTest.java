package dev.junction.queue.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.queue.domain.NewMessage;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Which messages of a standard queue go first. Source: SQS Developer Guide, "How Amazon SQS fair
/// queues work".
final class StandardOrderTest {

  private static final long START_MILLIS = 1_000_000;

  private final StandardOrder order = new StandardOrder();
  private long nextSequence = 1;
  private long nowNanos;

  private Entry send(@Nullable String group) {
    byte[] stored =
        StoredMessage.encode(
            new NewMessage(
                new UUID(0, nextSequence),
                "sender",
                new byte[] {1},
                new byte[16],
                List.of(),
                null,
                group,
                null,
                null));
    Entry entry = new Entry(nextSequence++, START_MILLIS, order.groupOf(stored));
    order.append(entry);
    return entry;
  }

  private void send(String group, int count) {
    for (int i = 0; i < count; i++) {
      send(group);
    }
  }

  private List<Entry> take(int max) {
    List<Entry> taken = order.take(max);
    taken.addAll(order.takeDeferred(max - taken.size(), START_MILLIS));
    return taken;
  }

  private void settle(Entry entry, long heldSeconds) {
    nowNanos += 1;
    order.settle(entry, TimeUnit.SECONDS.toNanos(heldSeconds), nowNanos);
  }

  @Test
  void withoutGroupsTheOrderIsThatOfSending() {
    Entry first = send((String) null);
    Entry second = send((String) null);

    assertThat(take(1)).containsExactly(first);
    order.putBack(first);
    assertThat(take(2)).containsExactly(first, second);
    assertThat(take(1)).isEmpty();
  }

  @Test
  void aTenthOfWhatIsInFlightIsNotNoisy() {
    for (int i = 0; i < 270; i++) {
      send((String) null);
    }
    send("big", 60);
    assertThat(take(300)).hasSize(300);
    assertThat(order.noisyGroups()).isZero();

    assertThat(take(4)).hasSize(4);
    assertThat(order.noisyGroups()).isEqualTo(1);
  }

  @Test
  void amongNoisyGroupsTheOneWithTheFewestInFlightComesFirst() {
    send("a", 100);
    assertThat(take(50)).hasSize(50);
    send("b", 100);
    assertThat(take(40)).allMatch(entry -> "b".equals(groupId(entry)));
    assertThat(order.noisyGroups()).isEqualTo(2);

    // b has 40 in flight, a 50: b goes on until both have as many.
    assertThat(take(10)).allMatch(entry -> "b".equals(groupId(entry)));
    List<Entry> both = take(10);
    assertThat(both.stream().filter(entry -> "a".equals(groupId(entry)))).hasSize(5);
  }

  private static String groupId(Entry entry) {
    return entry.group == null ? "" : entry.group.id;
  }

  @Test
  void aGroupWhoseMessagesTakeLongIsNoisyWithFewInFlight() {
    send("slow", 3);
    Entry slow = take(1).getFirst();
    for (int i = 0; i < 10; i++) {
      send("quick");
    }
    settle(slow, 300);
    assertThat(order.noisyGroups()).isEqualTo(1);

    assertThat(take(10)).allMatch(entry -> "quick".equals(groupId(entry)));
  }

  @Test
  void aGroupIsQuietAgainWhenItsBacklogIsGoneOrItSentNothingForFiveMinutes() {
    send("a", 40);
    List<Entry> all = take(39);
    assertThat(order.noisyGroups()).isEqualTo(1);
    all.addAll(take(1));
    assertThat(order.noisyGroups()).isZero();
    all.forEach(entry -> settle(entry, 0));

    List<Entry> fast = List.copyOf(inFlightOf("a", 31));
    assertThat(order.noisyGroups()).isEqualTo(1);
    fast.forEach(entry -> settle(entry, 0));
    long later = START_MILLIS + StandardOrder.QUIET_AFTER_MILLIS;
    assertThat(order.takeDeferred(1, later)).hasSize(1);
    assertThat(order.noisyGroups()).isZero();
  }

  private List<Entry> inFlightOf(String group, int count) {
    send(group, count + 10);
    return take(count);
  }

  @Test
  void messagesThatAreGoneArePassedOver() {
    send("a", 40);
    take(35);
    Entry gone = send("a");
    gone.phase = Entry.Phase.GONE;
    order.drop(gone);

    assertThat(take(10)).hasSize(5).doesNotContain(gone);
    assertThat(take(10)).isEmpty();
  }
}
