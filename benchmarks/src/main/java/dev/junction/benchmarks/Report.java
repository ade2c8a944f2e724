package dev.junction.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The figures of a run as a table, for reading and for `docs/performance.md`.
final class Report {

  private static final List<String> HEAD =
      List.of(
          "workload",
          "callers",
          "per second",
          "p50 ms",
          "p99 ms",
          "CPU us",
          "x H",
          "RSS MiB",
          "note");

  private final List<Figure> figures = new ArrayList<>();
  private final List<Double> bareMicros = new ArrayList<>();

  void add(Figure figure) {
    figures.add(figure);
  }

  /// What the bare HTTP server needed for a request; H is the mean of what it is told.
  void bare(double cpuMicros) {
    bareMicros.add(cpuMicros);
  }

  private List<String> row(Figure figure) {
    return List.of(
        figure.workload(),
        figure.mode() == null ? "" : figure.mode() == Mode.SIGNED ? "signed" : "open",
        figure.perSecond() == 0 ? "" : text("%,.0f", figure.perSecond()),
        millis(figure.p50Nanos()),
        millis(figure.p99Nanos()),
        figure.cpuMicros() == 0 ? "" : text("%.1f", figure.cpuMicros()),
        figure.cpuMicros() == 0 || bareMicros.isEmpty()
            ? ""
            : text("%.2f", figure.cpuMicros() / mean(bareMicros)),
        figure.residentBytes() == 0 ? "" : text("%d", figure.residentBytes() >> 20),
        figure.note());
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static String millis(long nanos) {
    return nanos == 0 ? "" : text("%.2f", nanos / 1e6);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /// For a terminal.
  String plain() {
    List<List<String>> rows = rows();
    int[] widths = new int[HEAD.size()];
    rows.forEach(
        row -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
          }
        });
    StringBuilder out = new StringBuilder(where()).append('\n');
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        boolean isNumber = i >= 2 && i < widths.length - 1;
        String cell = row.get(i);
        String pad = " ".repeat(widths[i] - cell.length());
        out.append(isNumber ? pad + cell : cell + pad).append("  ");
      }
      out.setLength(out.toString().stripTrailing().length());
      out.append('\n');
    }
    return out.toString();
  }

  /// For the documentation.
  String markdown() {
    StringBuilder out = new StringBuilder(where()).append("\n\n");
    List<List<String>> rows = rows();
    out.append("| ").append(String.join(" | ", rows.getFirst())).append(" |\n");
    out.append("|---|---|---:|---:|---:|---:|---:|---:|---|\n");
    rows.stream()
        .skip(1)
        .forEach(row -> out.append("| ").append(String.join(" | ", row)).append(" |\n"));
    return out.toString();
  }

  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    figures.forEach(figure -> rows.add(row(figure)));
    return rows;
  }

  private static String where() {
    return text(
        "%s, %d cores (%s), JDK %s, commit %s",
        LocalDate.now(ZoneOffset.UTC),
        Runtime.getRuntime().availableProcessors(),
        processor(),
        Runtime.version(),
        commit());
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 2))
          .findFirst()
          .orElse("unknown");
    } catch (IOException _) {
      return "unknown";
    }
  }

  private static String commit() {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty")
              .directory(Path.of(System.getProperty("junction.root", ".")).toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String name = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return name.isBlank() ? "unknown" : name.strip();
    } catch (IOException _) {
      return "unknown";
    }
  }
}
