package dev.junction.log.filter;

import java.util.List;

/// A regular expression of a filter pattern, of which a text has to contain a match.
///
/// It looks at each character of a text once, with all the places of the expression where a match
/// that began before may be, and gives up after so many steps that only a text made for it needs
/// them. Threads: safe. Source: CloudWatch Logs User Guide, "Supported regular expressions (regex)
/// syntax".
///
/// @param written what stands between the percent signs
/// @param steps the alternatives one after the other, each with an end
record RegularExpression(String written, List<Step> steps) {

  private static final int STEPS_MAX = 10_000_000;

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
    String written = in.between('%');
    return new RegularExpression(written, new ExpressionReader(written).steps());
  }

  /// Whether a text contains a match.
  boolean isFoundIn(String text) {
    Places now = new Places(text.length());
    Places next = new Places(text.length());
    int looks = 0;
    for (int at = 0; at <= text.length(); at++) {
      enterAll(now, at);
      if (now.isMatch || at == text.length()) {
        return now.isMatch;
      }
      char c = text.charAt(at);
      for (int i = 0; i < now.count; i++) {
        take(now.waiting[i], c, at + 1, next);
      }
      looks += now.count;
      if (looks > STEPS_MAX) {
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

  /// A match may begin at every character, with each of the alternatives.
  private void enterAll(Places places, int at) {
    places.enter(0, at);
    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i - 1) instanceof Match) {
        places.enter(i, at);
      }
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
    private boolean isMatch;

    Places(int length) {
      this.length = length;
    }

    void clear() {
      for (int i = 0; i < count; i++) {
        isIn[waiting[i]] = false;
      }
      count = 0;
    }

    /// Adds a step, and those behind it as long as they need no character.
    void enter(int from, int at) {
      int step = from;
      while (true) {
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
