package dev.junction.expression.pattern;

/// Why a text is no pattern: a sentence in the rule engine's words, with the place.
///
/// @param text the sentence, then usually a line that names source, line and column
public record PatternFault(String text) {}
