package dev.junction.server.cli;

import java.util.ArrayList;
import java.util.List;

/// Rows of cells as lines of text whose columns stand under each other.
final class TextTable {

  private static final String GAP = "  ";

  private TextTable() {}

  /// The lines, without their ends.
  ///
  /// @param rows each with as many cells as the first one
  /// @param words how many of the columns, from the left, hold words; the others hold numbers,
  ///     which stand to the right
  static List<String> lines(List<List<String>> rows, int words) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>(rows.size());
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = row.get(i);
        String padding = " ".repeat(widths[i] - cell.length());
        line.append(i == 0 ? "" : GAP).append(i < words ? cell + padding : padding + cell);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
