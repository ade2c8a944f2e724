package dev.junction.server.cli;

import dev.junction.server.page.TimeSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Queues as a table of text: words to the left, numbers to the right.
final class QueueTable {

  private static final List<String> WORDS = List.of("NAME", "REGION", "ACCOUNT", "TYPE");
  private static final List<String> DEPTHS = List.of("VISIBLE", "IN FLIGHT", "DELAYED", "OLDEST");
  private static final List<String> RATES = List.of("SENT/S", "RECEIVED/S", "DELETED/S");

  private QueueTable() {}

  /// The table, each line with its end.
  ///
  /// @param rates how fast messages pass; null leaves these columns out
  static String of(List<QueueRow> rows, @Nullable Rates rates, Screen screen) {
    List<String> head = new ArrayList<>(WORDS);
    head.addAll(DEPTHS);
    if (rates != null) {
      head.addAll(RATES);
    }
    List<List<String>> cells = new ArrayList<>();
    cells.add(head);
    rows.forEach(row -> cells.add(cells(row, rates)));
    List<String> lines = TextTable.lines(cells, WORDS.size());
    StringBuilder table = new StringBuilder();
    table.append(screen.bold(lines.getFirst())).append('\n');
    for (int i = 0; i < rows.size(); i++) {
      String line = lines.get(i + 1);
      table.append(rows.get(i).isIdle() ? screen.dim(line) : line).append('\n');
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
    cells.add(row.hasOldest() ? age(row.oldestAgeMillis()) : "-");
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
}
