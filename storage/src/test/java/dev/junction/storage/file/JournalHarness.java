package dev.junction.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.junction.storage.Journal;
import dev.junction.storage.WriteBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Short ways for the journal's tests to say what they do.
final class JournalHarness {
  static final int SEGMENT_BYTES = 64 << 10;

  private JournalHarness() {}

  static JournalSettings settings(int partitions) {
    return JournalSettings.of(partitions).withSegmentBytes(SEGMENT_BYTES);
  }

  static FileJournals open(Disk disk, int partitions) {
    return FileJournals.openStepwise(disk, settings(partitions), new Random(7)::nextLong);
  }

  /// A batch of one put whose value is this text.
  static WriteBatch batch(String text) {
    WriteBatch batch = new WriteBatch();
    batch.put("key".getBytes(UTF_8), text.getBytes(UTF_8));
    return batch;
  }

  static String text(WriteBatch batch) {
    List<String> values = new ArrayList<>();
    batch.forEach(
        new WriteBatch.Visitor() {
          @Override
          public void put(byte[] key, byte[] value) {
            values.add(new String(value, UTF_8));
          }

          @Override
          public void delete(byte[] key) {
            throw new AssertionError("no delete was written");
          }

          @Override
          public void deleteRange(byte[] from, byte[] to) {
            throw new AssertionError("no range delete was written");
          }
        });
    return String.join(",", values);
  }

  /// What a journal holds from the LSN on, each as `lsn=text`.
  static List<String> read(Journal journal, long fromLsn) {
    List<String> found = new ArrayList<>();
    journal.read(fromLsn, (lsn, batch) -> found.add(lsn + "=" + text(batch)));
    return found;
  }

  /// A journal of the partition, claimed with the next epoch.
  static Journal claim(FileJournals journals, int partition, RecordingListener listener) {
    Journal journal = journals.partition(partition);
    journal.claim(journal.epoch() + 1, listener);
    return journal;
  }
}
