package dev.junction.engine;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.storage.StateStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// A service for tests: named counters that can be added to now, later, and in other partitions.
public final class Counters implements PartitionService<Counters.View> {

  /// What is refused: a counter below zero.
  public static final ServiceError TOO_LITTLE =
      ServiceError.client("TooLittle", 400, "Too little.");

  /// The counters of one partition, and the calls that wait for one to be added to.
  public static final class View {
    public final TreeMap<String, Long> values = new TreeMap<>();
    public final List<Reply<Long>> waiters = new ArrayList<>();

    public long value(String name) {
      return values.getOrDefault(name, 0L);
    }
  }

  /// A partition's context with the view that was made from it.
  public record Opened(PartitionContext context, View live) {}

  private static final byte KEYSPACE = 16;

  private final Map<Integer, Opened> opened = new TreeMap<>();
  private BooleanSupplier failsAtTimer = () -> false;
  private BooleanSupplier failsAtMessage = () -> false;

  /// At which timers and messages it fails from now on, after the counter was changed.
  public void failAt(BooleanSupplier timer, BooleanSupplier message) {
    failsAtTimer = timer;
    failsAtMessage = message;
  }

  /// What [#open] was given and made last, by partition.
  public List<Opened> opened() {
    return List.copyOf(opened.values());
  }

  @Override
  public String name() {
    return "counters";
  }

  @Override
  public byte keyspace() {
    return KEYSPACE;
  }

  @Override
  public View open(PartitionContext context) {
    View view = rebuild(context);
    opened.put(context.partition(), new Opened(context, view));
    return view;
  }

  /// The view as the map has it now.
  public static View rebuild(PartitionContext context) {
    View view = new View();
    try (StateStore.Cursor cursor =
        context.scan(new byte[] {KEYSPACE}, new byte[] {KEYSPACE + 1})) {
      while (cursor.next()) {
        byte[] key = cursor.key();
        view.values.put(
            new String(key, 1, key.length - 1, StandardCharsets.UTF_8),
            ByteBuffer.wrap(cursor.value()).getLong());
      }
    }
    return view;
  }

  @Override
  public void onTimer(View view, Transaction<View> tx, byte[] payload) {
    addPayload(view, tx, payload, failsAtTimer);
  }

  @Override
  public void onMessage(View view, Transaction<View> tx, int fromPartition, byte[] payload) {
    addPayload(view, tx, payload, failsAtMessage);
  }

  /// Adds and answers the new value.
  public static Command<View, Long> add(String name, long delta) {
    return (view, tx) -> Outcome.accepted(change(view, tx, name, delta));
  }

  /// Answers the value.
  public static Command<View, Long> get(String name) {
    return (view, _) -> Outcome.accepted(view.value(name));
  }

  /// Takes from one counter and adds to one in another partition; answers what is left.
  public static Command<View, Long> transfer(String from, int partition, String to, long amount) {
    return (view, tx) -> {
      if (view.value(from) < amount) {
        return Outcome.rejected(TOO_LITTLE);
      }
      long left = change(view, tx, from, -amount);
      tx.send(partition, payload(to, amount));
      return Outcome.accepted(left);
    };
  }

  /// Adds at a time to come.
  public static Command<View, Long> addLater(Instant due, String id, String name, long delta) {
    return (view, tx) -> {
      tx.setTimer(due, id.getBytes(StandardCharsets.UTF_8), payload(name, delta));
      return Outcome.accepted(view.value(name));
    };
  }

  /// Takes back [#addLater].
  public static Command<View, Long> cancelLater(Instant due, String id) {
    return (_, tx) -> {
      tx.cancelTimer(due, id.getBytes(StandardCharsets.UTF_8));
      return Outcome.accepted(0L);
    };
  }

  /// Parks until somebody runs [#answerWaiters].
  public static ParkingCommand<View, Long> await() {
    return (view, _, reply) -> view.waiters.add(reply);
  }

  /// Adds, answers everybody who waits with the new value, and answers how many had gone.
  public static Command<View, Long> answerWaiters(String name, long delta) {
    return (view, tx) -> {
      long value = change(view, tx, name, delta);
      long gone = 0;
      for (Reply<Long> waiter : view.waiters) {
        if (waiter.isAbandoned()) {
          gone++;
        } else {
          tx.answer(waiter, Outcome.accepted(value));
        }
      }
      view.waiters.clear();
      return Outcome.accepted(gone);
    };
  }

  public static byte[] key(String name) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + text.length).put(KEYSPACE).put(text).array();
  }

  /// How a timer's id is made from a text.
  public static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Adds within a command and answers the new value.
  public static long change(View view, Transaction<View> tx, String name, long delta) {
    long value = view.value(name) + delta;
    view.values.put(name, value);
    tx.put(key(name), ByteBuffer.allocate(8).putLong(value).array());
    return value;
  }

  /// What a timer or message has to carry to add.
  public static byte[] payload(String name, long amount) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length).putLong(amount).put(text).array();
  }

  /// Adds within a command that reads the map after it has changed the view.
  ///
  /// @throws AssertionError when the map has not what the view had
  public static long changeAndRead(View view, Transaction<View> tx, String name, long delta) {
    long before = view.value(name);
    long value = change(view, tx, name, delta);
    byte[] stored = tx.get(key(name));
    long read = stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
    if (read != before) {
      throw new AssertionError("The map has %d for a %s of %d".formatted(read, name, before));
    }
    return value;
  }

  /// Adds, reads the map and answers the new value.
  public static Command<View, Long> addAndRead(String name, long delta) {
    return (view, tx) -> Outcome.accepted(changeAndRead(view, tx, name, delta));
  }

  private static void addPayload(
      View view, Transaction<View> tx, byte[] payload, BooleanSupplier fails) {
    String name = new String(payload, 8, payload.length - 8, StandardCharsets.UTF_8);
    changeAndRead(view, tx, name, ByteBuffer.wrap(payload).getLong());
    if (fails.getAsBoolean()) {
      throw new ArithmeticException("fails, says the test");
    }
  }
}
