package dev.junction.storage.file;

import dev.junction.storage.JournalDamaged;
import dev.junction.storage.disk.Disk;
import dev.junction.storage.disk.DiskFile;
import dev.junction.storage.file.JournalScan.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/// Makes a journal ready to be written: makes a new one or recovers the one that is there.
///
/// Writing always goes on in a segment of its own. What the old last segment holds behind its
/// proven end is copied there first: a sync that failed may have left it to be read and never to be
/// stored, and writing it again in place would endanger blocks that are durable.
final class JournalOpening {

  /// A journal that is ready to be written.
  ///
  /// @param identity what is fixed about it
  /// @param sealed the segments before the active one, the oldest first
  /// @param active the segment to write
  /// @param table where the partitions stand; all of it is durable
  record Opened(
      JournalIdentity identity, List<Segment> sealed, ActiveSegment active, PartitionTable table) {}

  /// What the new segment follows, and what it has to take over.
  private record Predecessor(long sequence, int end, PartitionTable table) {}

  private final Disk disk;
  private final SegmentFiles files;
  private final JournalSettings settings;
  private final JournalIdentity identity;

  private JournalOpening(Disk disk, JournalSettings settings, JournalIdentity identity) {
    this.disk = disk;
    this.files = new SegmentFiles(disk);
    this.settings = settings;
    this.identity = identity;
  }

  static Opened open(Disk disk, JournalSettings settings, int partitions, RandomGenerator random)
      throws IOException {
    disk.createFolder(JournalIdentity.FOLDER);
    JournalIdentity identity = identity(disk, settings, partitions, random);
    JournalOpening opening = new JournalOpening(disk, settings, identity);
    return identity.complete() ? opening.recovered() : opening.made();
  }

  private static JournalIdentity identity(
      Disk disk, JournalSettings settings, int partitions, RandomGenerator random)
      throws IOException {
    SegmentFiles files = new SegmentFiles(disk);
    List<Long> segments =
        disk.list(JournalIdentity.FOLDER).stream()
            .map(SegmentHeader::sequenceOf)
            .filter(sequence -> sequence > 0)
            .toList();
    if (disk.exists(JournalIdentity.FILE)) {
      JournalIdentity found = JournalIdentity.load(disk);
      if (found.partitions() != partitions) {
        throw new IllegalArgumentException(
            "The journal has " + found.partitions() + " partitions, not " + partitions);
      }
      if (found.complete()) {
        return found;
      }
      for (long sequence : segments) {
        files.delete(sequence);
      }
    } else if (!segments.isEmpty()) {
      throw new JournalDamaged(
          JournalIdentity.FILE, 0, "the file is missing, though there are segments");
    }
    JournalIdentity made =
        new JournalIdentity(random.nextLong(), partitions, settings.blockBytes(), false);
    made.store(disk);
    return made;
  }

  private Opened made() throws IOException {
    PartitionTable table = new PartitionTable(identity.partitions());
    DiskFile file = files.create(1, settings.firstSegmentBytes());
    SegmentHeader header = new SegmentHeader(1, 0, 0, file.sizeBytes(), table);
    file.write(0, header.encode(identity));
    file.syncContent();
    JournalIdentity complete = identity.completed();
    complete.store(disk);
    ActiveSegment active = ActiveSegment.continued(complete, header, file, identity.headerBytes());
    return new Opened(complete, List.of(), active, table.copy());
  }

  private Opened recovered() throws IOException {
    JournalScan scan = JournalScan.of(disk, identity);
    List<Found> chain = new ArrayList<>(scan.chain());
    Found last = chain.getLast();
    Set<Long> unused = new TreeSet<>(scan.unused());
    Predecessor predecessor = predecessor(scan);
    if (scan.provenEnd() == 0) {
      chain.removeLast();
    }
    int tailFrom = Math.max(scan.provenEnd(), identity.headerBytes());
    int needed = identity.headerBytes() + identity.toBlock(last.end() - tailFrom);

    long sequence = scan.highestSequence() + 1;
    DiskFile file = newFile(unused, sequence, needed);
    SegmentHeader header =
        new SegmentHeader(
            sequence,
            predecessor.sequence(),
            predecessor.end(),
            file.sizeBytes(),
            predecessor.table());
    // The header ends the old segment before the tail, so the tail has to be durable here first.
    int end = copyTail(last, tailFrom, file, identity.saltOf(sequence));
    if (end > identity.headerBytes()) {
      file.syncContent();
    }
    file.write(0, header.encode(identity));
    file.syncContent();

    if (scan.provenEnd() == 0) {
      unused.add(last.header().sequence());
    }
    for (long old : unused) {
      files.delete(old);
    }
    List<Segment> sealed = chain.stream().map(found -> Segment.of(found.header())).toList();
    ActiveSegment active = ActiveSegment.continued(identity, header, file, end);
    return new Opened(identity, sealed, active, scan.table().copy());
  }

  private Predecessor predecessor(JournalScan scan) throws IOException {
    Found last = scan.chain().getLast();
    SegmentHeader header = last.header();
    if (scan.provenEnd() == 0) {
      return new Predecessor(
          header.previousSequence(), header.previousEnd(), header.table().copy());
    }
    if (scan.provenEnd() >= last.end()) {
      return new Predecessor(header.sequence(), scan.provenEnd(), last.endTable().copy());
    }
    PartitionTable table = header.table().copy();
    try (DiskFile file = disk.openToRead(last.file())) {
      scanner(header, file)
          .scan(
              identity.headerBytes(),
              scan.provenEnd(),
              (_, record, _, _) -> table.follow(record) == null);
    }
    return new Predecessor(header.sequence(), scan.provenEnd(), table);
  }

  /// A file for the new segment: the largest one that lies unused, or a new small one.
  private DiskFile newFile(Set<Long> unused, long sequence, int needed) throws IOException {
    int size = Math.max(settings.firstSegmentBytes(), needed);
    long chosen = 0;
    long chosenBytes = 0;
    for (long candidate : unused) {
      try (DiskFile file = files.openToRead(candidate)) {
        if (file.sizeBytes() > chosenBytes && file.sizeBytes() <= settings.segmentBytes()) {
          chosen = candidate;
          chosenBytes = file.sizeBytes();
        }
      }
    }
    if (chosen == 0) {
      return files.create(sequence, size);
    }
    unused.remove(chosen);
    return files.reuse(chosen, sequence, Math.max(size, identity.toBlock((int) chosenBytes)));
  }

  /// Copies whole records to a new segment and answers where they end there.
  private int copyTail(Found from, int start, DiskFile to, long salt) throws IOException {
    RecordCopier copier = new RecordCopier(to, identity.headerBytes(), salt);
    try (DiskFile file = disk.openToRead(from.file())) {
      scanner(from.header(), file).scan(start, from.end(), copier);
    }
    return identity.toBlock(copier.finish(identity.blockBytes()));
  }

  private RecordScanner scanner(SegmentHeader header, DiskFile file) {
    return new RecordScanner(identity, header.sequence(), file, (int) header.sizeBytes());
  }
}
