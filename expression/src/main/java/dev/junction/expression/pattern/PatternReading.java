package dev.junction.expression.pattern;

/// What came of reading a pattern: the pattern, or why the text is none.
public sealed interface PatternReading {

  /// The text is a pattern.
  record Read(Pattern pattern) implements PatternReading {}

  /// The text breaks the grammar or a limit of the reader.
  record Faulty(PatternFault fault) implements PatternReading {}
}
