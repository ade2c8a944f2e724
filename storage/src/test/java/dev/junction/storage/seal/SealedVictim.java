package dev.junction.storage.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.junction.storage.Journal;
import dev.junction.storage.StateStore;
import dev.junction.storage.WriteBatch;
import dev.junction.storage.file.FileJournals;
import dev.junction.storage.file.FileSystemDisk;
import dev.junction.storage.file.JournalSettings;
import dev.junction.storage.folder.DataFolder;
import dev.junction.storage.rocks.RocksSettings;
import dev.junction.storage.rocks.RocksStateStores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A process that fills an encrypted folder until it is killed: each batch is one numbered entry,
/// and what is durable is noted in a ledger.
final class SealedVictim {
  static final String MARKER = "a body that must not be seen ";
  private static final int CHECKPOINT_EVERY = 200;

  private SealedVictim() {}

  /// The open parts of a folder with one partition.
  record Opened(
      DataFolder folder,
      FileJournals journals,
      RocksStateStores states,
      Journal journal,
      StateStore state)
      implements AutoCloseable {

    @Override
    public void close() {
      journals.close();
      states.close();
      folder.close();
    }
  }

  /// Opens everything and brings the state up to the journal, as an engine does.
  static Opened open(Path root, @Nullable LocalKey key) {
    DataFolder folder = DataFolder.open(root, 1, Instant.EPOCH, "test", key);
    FileJournals journals =
        FileJournals.open(
            new FileSystemDisk(folder.journal()),
            JournalSettings.of(1).withSegmentBytes(256 << 10));
    // Write buffers so small that the database flushes of itself all the time.
    RocksStateStores states =
        RocksStateStores.open(
            folder.state(), 1, new RocksSettings(1 << 20, 1 << 20, 64 << 10, 2, 64));
    Journal journal = journals.partition(0);
    StateStore state = states.partition(0);
    if (key != null) {
      Sealer sealer = folder.newSealer().orElseThrow();
      journal = new SealedJournal(journal, sealer);
      state = new SealedStateStore(state, 0, sealer);
    }
    StateStore map = state;
    journal.read(
        Math.max(journal.firstLsn(), map.appliedLsn() + 1), (lsn, batch) -> map.apply(lsn, batch));
    return new Opened(folder, journals, states, journal, map);
  }

  /// Arguments: the folder, the key file, the ledger file.
  public static void main(String[] arguments) {
    Path ledger = Path.of(arguments[2]);
    Opened opened = open(Path.of(arguments[0]), LocalKey.read(Path.of(arguments[1])));
    opened
        .journal()
        .claim(
            opened.journal().epoch() + 1,
            new Journal.DurabilityListener() {
              @Override
              public void durable(long lsn) {
                note(ledger, lsn);
              }

              @Override
              public void failed(Throwable cause) {
                throw new IllegalStateException(cause);
              }
            });
    // The state may have been flushed ahead of the journal: its numbers are passed over.
    while (opened.journal().lastLsn() < opened.state().appliedLsn()) {
      opened.journal().append(new WriteBatch());
      opened.journal().push();
    }
    note(ledger, 0);
    while (true) {
      write(opened, opened.journal().lastLsn() + 1);
    }
  }

  /// Appends and applies one entry.
  static void write(Opened opened, long lsn) {
    WriteBatch batch = new WriteBatch();
    batch.put(key(lsn), body(lsn));
    opened.journal().append(batch);
    opened.journal().push();
    opened.state().apply(lsn, batch);
    if (lsn % CHECKPOINT_EVERY == 0) {
      opened.state().checkpoint();
      opened.journal().trim(opened.state().flushedLsn());
    }
  }

  static byte[] key(long lsn) {
    return ByteBuffer.allocate(1 + Long.BYTES).put((byte) 1).putLong(lsn).array();
  }

  static byte[] body(long lsn) {
    return (MARKER + lsn + " " + "x".repeat((int) (lsn % 700))).getBytes(UTF_8);
  }

  private static void note(Path ledger, long lsn) {
    try {
      Files.write(
          ledger,
          (lsn + "\n").getBytes(US_ASCII),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
