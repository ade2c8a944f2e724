package dev.junction.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.storage.Journal;
import dev.junction.storage.WriteBatch;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a client of one partition knows: what it appended, what was acknowledged, what it trimmed.
final class Ledger implements Journal.DurabilityListener {

  private final int partition;
  private final TreeMap<Long, byte[]> appended = new TreeMap<>();
  private long acknowledgedLsn;
  private long trimmedLsn;
  private long epoch;
  private int failures;
  private @Nullable Journal journal;

  Ledger(int partition) {
    this.partition = partition;
  }

  @Override
  public void durable(long lsn) {
    assertThat(lsn).as("what is durable only rises").isGreaterThan(acknowledgedLsn);
    assertThat(failures).as("no acknowledgement after a failure").isZero();
    acknowledgedLsn = lsn;
  }

  @Override
  public void failed(Throwable cause) {
    failures++;
    assertThat(failures).as("a failure is told once").isEqualTo(1);
  }

  long acknowledgedLsn() {
    return acknowledgedLsn;
  }

  int failures() {
    return failures;
  }

  /// Takes the partition over with a higher epoch.
  void claim(Journal opened) {
    journal = opened;
    failures = 0;
    long next = Math.max(epoch, opened.epoch()) + 1;
    opened.claim(next, this);
    epoch = next;
  }

  void append(Random random, int bytesMax) {
    WriteBatch batch = new WriteBatch();
    byte[] value = new byte[random.nextInt(bytesMax + 1)];
    random.nextBytes(value);
    batch.put(new byte[] {(byte) partition}, value);
    byte[] stored = batch.encode();
    appended.put(claimed().append(batch), stored);
  }

  void trim(Random random) {
    if (acknowledgedLsn > trimmedLsn) {
      long to = trimmedLsn + 1 + random.nextLong(acknowledgedLsn - trimmedLsn);
      claimed().trim(to);
      trimmedLsn = to;
    }
  }

  /// How many acknowledged batches a journal has lost; everything else must be as it was.
  long lostBy(Journal reopened) {
    long last = reopened.lastLsn();
    assertThat(reopened.firstLsn()).isLessThanOrEqualTo(trimmedLsn + 1);
    assertThat(reopened.epoch()).isGreaterThanOrEqualTo(last < acknowledgedLsn ? 0 : epoch);
    if (last > 0) {
      assertThat(last).isLessThanOrEqualTo(appended.isEmpty() ? 0 : appended.lastKey());
    }
    TreeMap<Long, byte[]> found = new TreeMap<>();
    reopened.read(reopened.firstLsn(), (lsn, batch) -> found.put(lsn, batch.encode()));
    long expected = reopened.firstLsn();
    for (Map.Entry<Long, byte[]> entry : found.entrySet()) {
      assertThat(entry.getKey()).isEqualTo(expected++);
      byte[] original = appended.get(entry.getKey());
      assertThat(Arrays.equals(entry.getValue(), original))
          .as("content of LSN %d of partition %d", entry.getKey(), partition)
          .isTrue();
    }
    assertThat(expected - 1).as("what is there is read").isEqualTo(last);
    return Math.max(0, acknowledgedLsn - last);
  }

  /// Goes on from what a reopened journal holds.
  void follow(Journal reopened) {
    long last = reopened.lastLsn();
    appended.tailMap(last, false).clear();
    acknowledgedLsn = last;
    trimmedLsn = Math.min(trimmedLsn, last);
  }

  private Journal claimed() {
    if (journal == null) {
      throw new IllegalStateException("Claim first");
    }
    return journal;
  }
}
