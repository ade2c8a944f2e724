package dev.junction.storage.file;

import dev.junction.storage.JournalDamaged;
import dev.junction.storage.disk.Disk;
import dev.junction.storage.disk.DiskFile;
import dev.junction.storage.file.RecordScanner.Stop;
import dev.junction.storage.file.RecordScanner.Why;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the segments of a journal hold, found by reading all of it and changing nothing.
///
/// The rule between a torn tail and damage is in the package's documentation. Errors: damage throws
/// [JournalDamaged].
final class JournalScan {

  /// A segment that is part of the log.
  ///
  /// @param header its header
  /// @param end where it ends, without a torn tail
  /// @param endTable where the partitions stand there
  /// @param batches how many batches it holds
  record Found(SegmentHeader header, int end, PartitionTable endTable, long batches) {
    String file() {
      return SegmentHeader.fileName(header.sequence());
    }
  }

  private final Disk disk;
  private final JournalIdentity identity;
  private final NavigableMap<Long, @Nullable SegmentHeader> files = new TreeMap<>();
  private final List<Found> chain = new ArrayList<>();
  private final Set<Long> unused = new TreeSet<>();
  private PartitionTable table;
  private int provenEnd;
  private boolean torn;

  private JournalScan(Disk disk, JournalIdentity identity) {
    this.disk = disk;
    this.identity = identity;
    this.table = new PartitionTable(identity.partitions());
  }

  /// Reads the journal of a disk.
  static JournalScan of(Disk disk, JournalIdentity identity) throws IOException {
    JournalScan scan = new JournalScan(disk, identity);
    scan.readHeaders();
    Deque<SegmentHeader> headers = scan.linkedHeaders();
    while (!headers.isEmpty()) {
      SegmentHeader header = headers.removeFirst();
      scan.readSegment(header, headers.peekFirst());
    }
    scan.checkNothingForgottenIsMissing();
    return scan;
  }

  /// The segments of the log, the oldest first; not empty.
  List<Found> chain() {
    return chain;
  }

  /// Segment files that are no part of the log: prepared ones, and such as a torn start left
  /// behind.
  Set<Long> unused() {
    return unused;
  }

  /// The highest sequence that any file has.
  long highestSequence() {
    return files.lastKey();
  }

  /// Where the partitions stand at the end of the log.
  PartitionTable table() {
    return table;
  }

  /// Up to where in the last segment everything is proven to be synced; zero when not even its
  /// header is. What lies between there and its end was written but may not be durable.
  int provenEnd() {
    return provenEnd;
  }

  /// Whether an incomplete tail was left out.
  boolean isTorn() {
    return torn;
  }

  private void readHeaders() throws IOException {
    for (String name : disk.list(JournalIdentity.FOLDER)) {
      long sequence = SegmentHeader.sequenceOf(name);
      if (sequence > 0) {
        try (DiskFile file = disk.openToRead(SegmentHeader.fileName(sequence))) {
          files.put(sequence, SegmentHeader.read(file, identity, sequence));
        }
      }
    }
  }

  /// The headers of the log, found from the last one back.
  private Deque<SegmentHeader> linkedHeaders() throws IOException {
    Deque<SegmentHeader> headers = new ArrayDeque<>();
    SegmentHeader header = lastHeader();
    while (header != null) {
      headers.addFirst(header);
      long previous = header.previousSequence();
      if (files.containsKey(previous) && files.get(previous) == null) {
        throw new JournalDamaged(
            SegmentHeader.fileName(previous), 0, "the header of a segment in use is wrong");
      }
      header = files.get(previous);
    }
    Set<Long> linked =
        headers.stream().map(SegmentHeader::sequence).collect(Collectors.toUnmodifiableSet());
    for (long sequence : files.keySet()) {
      if (!linked.contains(sequence)) {
        if (sequence < headers.getFirst().sequence() && files.get(sequence) != null) {
          throw new JournalDamaged(
              SegmentHeader.fileName(headers.getFirst().previousSequence()),
              0,
              "the segment is missing, though older ones are there");
        }
        unused.add(sequence);
      }
    }
    return headers;
  }

  private SegmentHeader lastHeader() throws IOException {
    for (long sequence : files.descendingKeySet()) {
      SegmentHeader header = files.get(sequence);
      if (header != null) {
        return header;
      }
      checkNeverBegun(sequence);
    }
    throw new JournalDamaged(JournalIdentity.FOLDER, 0, "there is no segment in use");
  }

  /// A file behind the last good header was prepared, or its first write was torn; unless it holds
  /// something that was written after its header was durable.
  private void checkNeverBegun(long sequence) throws IOException {
    String name = SegmentHeader.fileName(sequence);
    try (DiskFile file = disk.openToRead(name)) {
      int bytes = (int) Math.min(Integer.MAX_VALUE, file.sizeBytes());
      if (new RecordScanner(identity, sequence, file, bytes).proofBehind(0) >= 0) {
        throw new JournalDamaged(name, 0, "the header of a segment in use is wrong");
      }
    }
  }

  private void readSegment(SegmentHeader header, @Nullable SegmentHeader next) throws IOException {
    String name = SegmentHeader.fileName(header.sequence());
    if (chain.isEmpty()) {
      table = header.table().copy();
    } else if (!table.equals(header.table())) {
      throw new JournalDamaged(name, 0, "the header does not go on where the segment before ends");
    }
    try (DiskFile file = disk.openToRead(name)) {
      if (file.sizeBytes() != header.sizeBytes()) {
        throw new JournalDamaged(
            name,
            Math.min(file.sizeBytes(), header.sizeBytes()),
            "the file has " + file.sizeBytes() + " bytes, not " + header.sizeBytes());
      }
      int end = next == null ? (int) header.sizeBytes() : next.previousEnd();
      RecordScanner scanner =
          new RecordScanner(identity, header.sequence(), file, (int) header.sizeBytes());
      long[] batches = new long[1];
      Stop stop =
          scanner.scan(
              Math.min(identity.headerBytes(), end),
              end,
              (position, record, _, _) -> {
                follow(name, position, record);
                batches[0] += record.kind() == RecordKind.BATCH ? 1 : 0;
                return true;
              });
      if (next == null) {
        readTail(name, scanner, stop);
      } else if (stop.why() != Why.END) {
        throw new JournalDamaged(name, stop.position(), what(stop) + ", though segments follow");
      }
      chain.add(new Found(header, stop.position(), table.copy(), batches[0]));
    }
  }

  private void readTail(String name, RecordScanner scanner, Stop stop) throws IOException {
    int proof = stop.why() == Why.END ? -1 : scanner.proofBehind(stop.position());
    if (proof >= 0) {
      throw new JournalDamaged(
          name,
          stop.position(),
          what(stop) + ", though the record at byte " + proof + " was written after it was synced");
    }
    provenEnd = stop.syncedTo();
    torn =
        stop.why() == Why.BROKEN_BODY
            || (stop.why() == Why.NO_RECORD && scanner.recordBehind(stop.position()) >= 0);
  }

  private void follow(String name, int position, RecordHeader record) {
    String wrong = table.follow(record);
    if (wrong == null && record.syncedTo() > position) {
      wrong = "a record that was written after the bytes behind it";
    }
    if (wrong != null) {
      throw new JournalDamaged(name, position, wrong);
    }
  }

  private void checkNothingForgottenIsMissing() {
    SegmentHeader oldest = chain.getFirst().header();
    if (!oldest.table().isTrimmedBy(table)) {
      throw new JournalDamaged(
          SegmentHeader.fileName(oldest.previousSequence()),
          0,
          "the segment is missing, though its batches were not trimmed");
    }
  }

  private static String what(Stop stop) {
    return switch (stop.why()) {
      case NO_RECORD -> "there is no whole record";
      case BROKEN_BODY -> "a record does not fit its checksum";
      case MARK -> "the log ends";
      case END, VISITOR -> "the scan ended";
    };
  }
}
