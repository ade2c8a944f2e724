package dev.junction.expression.pattern;

/// Carries a fault from the middle of a pattern to the door of its reader, which catches it.
final class MalformedPattern extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String text;

  MalformedPattern(String text) {
    super(text, null, false, false);
    this.text = text;
  }

  String text() {
    return text;
  }
}
