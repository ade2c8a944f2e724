package dev.junction.server.cli;

import dev.junction.server.page.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Queues as a table of text: words to the left, numbers to the right.
final class QueueTable {

  private static final List<String> WORDS = List.of("NAME", "REGION", "ACCOUNT", "TYPE");
  private static final List<String> DEPTHS = List.of("VISIBLE", "IN FLIGHT", "DELAYED", "OLDEST");
  private static final List<String> RATES = List.of("SENT/S", "RECEIVED/S", "DELETED/S");
  private static final String GAP = "  ";

  private QueueTable() {}

  /// The table, each line with its end.
  ///
  /// @param rates how fast messages pass; null leaves these columns out
  static String of(List<QueueRow> rows, @Nullable Rates rates, Screen screen) {
    List<List<String>> lines = new ArrayList<>();
    List<String> head = new ArrayList<>(WORDS);
    head.addAll(DEPTHS);
    if (rates != null) {
      head.addAll(RATES);
    }
    lines.add(head);
    rows.forEach(row -> lines.add(cells(row, rates)));
    List<Integer> widths = new ArrayList<>(Collections.nCopies(head.size(), 0));
    for (List<String> line : lines) {
      for (int i = 0; i < line.size(); i++) {
        widths.set(i, Math.max(widths.get(i), line.get(i).length()));
      }
    }
    StringBuilder table = new StringBuilder();
    table.append(screen.bold(line(head, widths))).append('\n');
    for (int i = 0; i < rows.size(); i++) {
      String text = line(lines.get(i + 1), widths);
      table.append(rows.get(i).isIdle() ? screen.dim(text) : text).append('\n');
    }
    return table.toString();
  }

  private static List<String> cells(QueueRow row, @Nullable Rates rates) {
    List<String> cells = new ArrayList<>();
    cells.add(row.key().name());
    cells.add(row.key().region());
    cells.add(row.key().account());
    cells.add(row.type());
    cells.add(String.valueOf(row.visible()));
    cells.add(String.valueOf(row.inFlight()));
    cells.add(String.valueOf(row.delayed()));
    cells.add(row.isIdle() ? "-" : age(row.oldestAgeMillis()));
    if (rates != null) {
      cells.add(rates.sent(row));
      cells.add(rates.received(row));
      cells.add(rates.deleted(row));
    }
    return cells;
  }

  // Exact to about a hundredth, which is enough to see that something waits.
  private static String age(long millis) {
    long unitMillis = millis >= 86_400_000 ? 3_600_000 : millis >= 3_600_000 ? 60_000 : 1_000;
    return TimeSpan.format(Duration.ofMillis(millis - millis % unitMillis));
  }

  private static String line(List<String> cells, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      String padding = " ".repeat(widths.get(i) - cell.length());
      line.append(i == 0 ? "" : GAP);
      line.append(i < WORDS.size() ? cell + padding : padding + cell);
    }
    return line.toString();
  }
}
