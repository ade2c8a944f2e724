package dev.junction.log.filter;

import java.util.List;
import java.util.stream.IntStream;

/// A regular expression of a filter pattern, of which a text has to contain a match.
///
/// It looks at each character of a text once, with all the places of the expression where a match
/// that began before may be, and gives up when the effort is spent. Threads: safe. Source:
/// CloudWatch Logs User Guide, "Supported regular expressions (regex) syntax".
final class RegularExpression {

  /// How many steps of an expression are made ready for a text in the time of a look.
  private static final int READY_PER_LOOK = 16;

  private final String written;
  private final List<Step> steps;

  /// Where the alternatives begin.
  private final int[] starts;

  /// @param written what stands between the percent signs
  /// @param steps the alternatives one after the other, each with an end
  private RegularExpression(String written, List<Step> steps) {
    this.written = written;
    this.steps = steps;
    starts =
        IntStream.range(0, steps.size())
            .filter(i -> i == 0 || steps.get(i - 1) instanceof Match)
            .toArray();
  }

  /// A part of an expression.
  sealed interface Step {}

  /// One character.
  record One(Characters of) implements Step {}

  /// One character or none.
  record Perhaps(Characters of) implements Step {}

  /// Any number of characters.
  record Many(Characters of) implements Step {}

  /// The begin of the text.
  record Begin() implements Step {}

  /// The end of the text.
  record End() implements Step {}

  /// The end of an alternative: what was found so far is a match.
  record Match() implements Step {}

  /// Characters of which one is meant.
  ///
  /// @param ascii those of them below 128
  /// @param isAnyOther whether all the others are among them
  record Characters(List<Boolean> ascii, boolean isAnyOther) {
    boolean contains(char c) {
      return c < ascii.size() ? ascii.get(c) : isAnyOther;
    }
  }

  /// Reads an expression with the percent signs around it.
  static RegularExpression read(FilterScanner in) {
    String written = in.expression();
    return new RegularExpression(written, new ExpressionReader(written).steps());
  }

  /// Whether a text contains a match; no when the effort is spent.
  boolean isFoundIn(String text, Effort effort) {
    if (!effort.spend(1 + steps.size() / READY_PER_LOOK)) {
      return false;
    }
    Places now = new Places(text.length());
    Places next = new Places(text.length());
    for (int at = 0; at <= text.length(); at++) {
      for (int start : starts) {
        now.enter(start, at);
      }
      if (now.isMatch || at == text.length()) {
        return now.isMatch;
      }
      char c = text.charAt(at);
      for (int i = 0; i < now.count; i++) {
        take(now.waiting[i], c, at + 1, next);
      }
      if (!effort.spend(now.count + now.looks)) {
        return false;
      }
      Places empty = now;
      now = next;
      next = empty;
      next.clear();
    }
    return false;
  }

  private void take(int step, char c, int at, Places into) {
    switch (steps.get(step)) {
      case One one when one.of.contains(c) -> into.enter(step + 1, at);
      case Perhaps one when one.of.contains(c) -> into.enter(step + 1, at);
      case Many many when many.of.contains(c) -> into.enter(step, at);
      case One _, Perhaps _, Many _, Begin _, End _, Match _ -> {}
    }
  }

  @Override
  public String toString() {
    return "%" + written + "%";
  }

  /// The steps that the next character is for.
  private final class Places {
    private final int length;
    private final int[] waiting = new int[steps.size()];
    private final boolean[] isIn = new boolean[steps.size()];
    private int count;
    private int looks;
    private boolean isMatch;

    Places(int length) {
      this.length = length;
    }

    void clear() {
      for (int i = 0; i < count; i++) {
        isIn[waiting[i]] = false;
      }
      count = 0;
      looks = 0;
    }

    /// Adds a step, and those behind it as long as they need no character.
    void enter(int from, int at) {
      int step = from;
      while (true) {
        looks++;
        boolean goesOn =
            switch (steps.get(step)) {
              case One _ -> {
                add(step);
                yield false;
              }
              case Perhaps _, Many _ -> add(step);
              case Begin _ -> at == 0;
              case End _ -> at == length;
              case Match _ -> {
                isMatch = true;
                yield false;
              }
            };
        if (!goesOn) {
          return;
        }
        step++;
      }
    }

    private boolean add(int step) {
      if (isIn[step]) {
        return false;
      }
      isIn[step] = true;
      waiting[count++] = step;
      return true;
    }
  }
}
