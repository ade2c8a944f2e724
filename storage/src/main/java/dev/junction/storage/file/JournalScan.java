package dev.junction.storage.file;

import dev.junction.storage.file.JournalReport.Damage;
import dev.junction.storage.file.JournalVerifier.BatchCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One pass over all segments of a journal that changes nothing: the common part of opening and
/// checking.
///
/// Stops reading at the first damage, because what lies behind it cannot be judged.
final class JournalScan {

  /// A segment that was read: its header, what was found, and the pass that found it.
  record Scanned(SegmentHeader header, SegmentScan scan) {}

  private final Disk disk;
  private final @Nullable BatchCheck check;
  private final List<Scanned> segments = new ArrayList<>();
  private final List<Damage> damages = new ArrayList<>();
  private final List<PartitionStanding> standings = new ArrayList<>();

  private JournalScan(Disk disk, @Nullable BatchCheck check) {
    this.disk = disk;
    this.check = check;
  }

  static JournalScan of(Disk disk) throws IOException {
    return of(disk, null);
  }

  /// A pass that has each batch looked into, too, when there is a check.
  static JournalScan of(Disk disk, @Nullable BatchCheck check) throws IOException {
    JournalScan scan = new JournalScan(disk, check);
    scan.run();
    return scan;
  }

  List<Scanned> segments() {
    return segments;
  }

  List<Damage> damages() {
    return damages;
  }

  /// Where each partition stands at the end; empty when there is no segment.
  List<PartitionStanding> standings() {
    return standings;
  }

  JournalReport report() {
    return new JournalReport(
        segments.stream().map(segment -> segment.scan().report()).toList(), damages);
  }

  private void run() throws IOException {
    List<String> names =
        disk.list().stream().filter(name -> name.endsWith(SegmentHeader.SUFFIX)).toList();
    for (int at = 0; at < names.size() && damages.isEmpty(); at++) {
      scan(names.get(at), at == names.size() - 1);
    }
    if (damages.isEmpty() && !segments.isEmpty()) {
      checkBeginning();
    }
  }

  private void scan(String name, boolean last) throws IOException {
    try (DiskFile file = disk.openToRead(name)) {
      ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
      bytes.limit(file.read(bytes, 0));
      SegmentHeader header = SegmentHeader.decode(bytes);
      String fault = faultOf(name, header);
      if (header == null || fault != null) {
        damages.add(new Damage(name, 0, fault == null ? "no header" : fault));
        return;
      }
      for (int partition = standings.size(); partition < header.partitions(); partition++) {
        standings.add(new PartitionStanding(partition));
      }
      SegmentScan scan = new SegmentScan(name, header, file, standings, last, check);
      scan.run();
      Damage damage = scan.damage();
      if (damage != null) {
        damages.add(damage);
      }
      segments.add(new Scanned(header, scan));
    }
  }

  private @Nullable String faultOf(String name, @Nullable SegmentHeader header) throws IOException {
    if (header == null) {
      return "no segment header of a version that can be read";
    }
    if (!header.fileName().equals(name)) {
      return "the file says that it is " + header.fileName();
    }
    if (disk.size(name) < header.segmentBytes()) {
      return "the file has %d of %d bytes".formatted(disk.size(name), header.segmentBytes());
    }
    if (!segments.isEmpty()) {
      SegmentHeader before = segments.getLast().header();
      if (header.sequence() != before.sequence() + 1) {
        return "segment %d follows segment %d".formatted(header.sequence(), before.sequence());
      }
      if (header.partitions() != before.partitions()) {
        return "the number of partitions changes";
      }
    }
    return null;
  }

  /// Every batch that was not trimmed must still be there, so no earlier segment may be missing.
  private void checkBeginning() {
    Scanned first = segments.getFirst();
    if (!first.scan().isBegun() && first.header().sequence() > 1) {
      damages.add(new Damage(first.header().fileName(), 0, "the segments before it are missing"));
      return;
    }
    for (int partition = 0; partition < standings.size(); partition++) {
      long before = first.scan().lsnAtBegin(partition);
      long trimmed = standings.get(partition).trimmedLsn();
      if (before > trimmed) {
        damages.add(
            new Damage(
                first.header().fileName(),
                0,
                "LSN %d to %d of partition %d lie in an earlier segment, which is missing"
                    .formatted(trimmed + 1, before, partition)));
      }
    }
  }
}
