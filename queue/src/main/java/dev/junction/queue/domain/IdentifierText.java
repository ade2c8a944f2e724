package dev.junction.queue.domain;

/// Checks of short identifiers that clients choose.
public final class IdentifierText {

  private IdentifierText() {}

  /// Whether the first `end` characters are ASCII letters, digits, hyphens or underscores only.
  static boolean isPlain(String text, int end) {
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (!isAlphanumeric(c) && c != '-' && c != '_') {
        return false;
      }
    }
    return true;
  }

  /// Whether the text holds ASCII letters, digits and punctuation only, as group and deduplication
  /// ids may.
  static boolean isGraphic(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '!' || c > '~') {
        return false;
      }
    }
    return true;
  }

  /// Whether the text may be the label of a permission: 1 to 80 letters, digits, hyphens and
  /// underscores.
  public static boolean isLabel(String text) {
    return !text.isEmpty()
        && text.length() <= QueueLimits.LABEL_CHARACTERS_MAX
        && isPlain(text, text.length());
  }

  static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
