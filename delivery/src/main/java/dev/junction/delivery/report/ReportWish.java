package dev.junction.delivery.report;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import java.util.ArrayList;
import java.util.List;

/// That a source wants to hear what became of its messages to one recipient.
///
/// @param book what the source knows the wish by
/// @param successPercent of how many percent of those that arrived it wants to hear; chance picks
/// @param failures whether it wants to hear of those that did not
public record ReportWish(String book, int successPercent, boolean failures) {

  public static void writeAll(FieldWriter out, List<ReportWish> wishes) {
    out.octet(wishes.size());
    for (ReportWish wish : wishes) {
      out.text(wish.book).octet(wish.successPercent).flag(wish.failures);
    }
  }

  public static List<ReportWish> readAll(FieldReader in) {
    List<ReportWish> wishes = new ArrayList<>();
    for (int left = in.octet(); left > 0; left--) {
      wishes.add(new ReportWish(in.text(), in.octet(), in.flag()));
    }
    return wishes;
  }
}
