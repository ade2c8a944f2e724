package dev.junction.topic.protection;

import java.util.Arrays;
import java.util.List;

/// What is put in the place of sensitive data in one text. Of findings that overlap the first ones
/// count.
final class Replacements {

  /// In the place of what is taken out.
  static final char NOTHING = '\0';

  private static final char KEPT = '\uffff';

  private final String text;

  /// What each character becomes; empty while all of them are kept.
  private char[] instead = new char[0];

  Replacements(String text) {
    this.text = text;
  }

  /// @param with what stands for each character, or [#NOTHING]
  void add(List<Finding> findings, char with) {
    if (instead.length == 0) {
      instead = new char[text.length()];
      Arrays.fill(instead, KEPT);
    }
    for (Finding finding : findings) {
      for (int i = finding.start(); i < finding.end(); i++) {
        instead[i] = instead[i] == KEPT ? with : instead[i];
      }
    }
  }

  /// The text with them.
  String changed() {
    if (instead.length == 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < instead.length; i++) {
      if (instead[i] == KEPT) {
        out.append(text.charAt(i));
      } else if (instead[i] != NOTHING) {
        out.append(instead[i]);
      }
    }
    return out.toString();
  }
}
