package dev.junction.storage.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads a journal without changing it and says what is there.
public final class JournalVerifier {

  /// What was found.
  ///
  /// @param lines a readable report
  /// @param damage what is damaged, or empty
  public record Report(List<String> lines, String damage) {
    public boolean isSound() {
      return damage.isEmpty();
    }
  }

  private JournalVerifier() {}

  /// Checks every frame of a journal that no process has open.
  public static Report verify(Disk disk, int partitions) throws IOException {
    JournalSettings settings =
        new JournalSettings(partitions, JournalSettings.SEGMENT_BYTES, new SyncPolicy.Always());
    List<String> lines = new ArrayList<>();
    try {
      Recovery.Found found = new Recovery(disk, settings).run(false);
      for (Segment segment : found.segments()) {
        lines.add("segment " + Segment.name(segment.number) + ": readable");
        segment.close();
      }
      for (int partition = 0; partition < partitions; partition++) {
        lines.add(
            "partition %d: last batch %d, epoch %d"
                .formatted(partition, found.lastLsn()[partition], found.epoch()[partition]));
      }
      if (found.cutBytes() > 0) {
        lines.add("a torn tail that no answer stood for; the next start cuts it off");
      }
      return new Report(lines, "");
    } catch (JournalDamagedException e) {
      return new Report(lines, String.valueOf(e.getMessage()));
    }
  }
}
