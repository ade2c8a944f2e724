package dev.junction.bus.state;

import dev.junction.engine.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/// The durable timer of a partition whose archives forget: once a day.
///
/// Shape of its payload: one byte, 0, which no timer of a rule begins with.
public final class ArchiveTimer {

  private static final byte[] PAYLOAD = {0};
  private static final byte[] ID = {'a'};
  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private ArchiveTimer() {}

  static boolean isOne(byte[] payload) {
    return Arrays.equals(payload, PAYLOAD);
  }

  /// Sets the timer for the next day; setting it again does nothing.
  public static void set(Transaction<?> tx) {
    long day = tx.now().toEpochMilli() / DAY_MILLIS + 1;
    tx.setTimer(Instant.ofEpochMilli(day * DAY_MILLIS), ID, PAYLOAD);
  }

  static void fire(Buses buses, Transaction<Buses> tx) {
    buses.archives().forgetOld(tx);
    if (!buses.archives().all().isEmpty()) {
      set(tx);
    }
  }
}
