package dev.junction.topic.protection;

import dev.junction.kernel.BoundedText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is looked for in the texts of one message: each kind of data is searched for once in each
/// text, however many statements of a policy name it.
///
/// Limits: [#LOOKS_MAX] looks at all texts together, which take about a tenth of a second; what is
/// left of a text then counts as found. Outside of a partition's thread the looks of managed
/// identifiers are not counted: their shapes bound them for each character. Threads: one at a time.
final class Search {

  static final int LOOKS_MAX = 1 << 24;

  private record Question(Identifier identifier, String text) {}

  private final boolean countsManaged;
  private final Map<Question, Boolean> answers = new HashMap<>();
  private long looks;

  /// @param countsManaged whether looks of managed identifiers count
  Search(boolean countsManaged) {
    this.countsManaged = countsManaged;
  }

  /// The looks that were counted so far, those that were one too many for an expression included.
  long looks() {
    return looks;
  }

  /// Whether there is such data in a text.
  boolean finds(Identifier identifier, String text) {
    Question question = new Question(identifier, text);
    Boolean known = answers.get(question);
    return known == null ? !search(question, 1).isEmpty() : known;
  }

  /// All such data in a text by its place, to be asked for once.
  List<Finding> all(Identifier identifier, String text) {
    return search(new Question(identifier, text), Integer.MAX_VALUE);
  }

  private List<Finding> search(Question question, int findingsMax) {
    List<Finding> findings = found(question.identifier(), question.text(), findingsMax);
    answers.put(question, !findings.isEmpty());
    return findings;
  }

  private List<Finding> found(Identifier identifier, String text, int findingsMax) {
    if (identifier instanceof Detector && !countsManaged) {
      return identifier.find(text, findingsMax);
    }
    int weight = identifier.weight();
    long allowed = (LOOKS_MAX - looks) / weight - text.length();
    if (allowed <= 0) {
      looks = LOOKS_MAX;
      return text.isEmpty() ? List.of() : List.of(new Finding(identifier.name(), 0, text.length()));
    }
    BoundedText bounded = BoundedText.of(text, (int) allowed);
    List<Finding> findings = identifier.find(bounded, findingsMax);
    looks += (allowed - bounded.looksLeft() + text.length()) * weight;
    return findings;
  }
}
