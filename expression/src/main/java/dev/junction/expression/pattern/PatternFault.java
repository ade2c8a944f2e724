package dev.junction.expression.pattern;

import org.jspecify.annotations.Nullable;

/// Why a text is no pattern: a sentence in the rule engine's words, with the place.
///
/// @param text the sentence, then usually a line that names source, line and column
/// @param json what is wrong with the text as JSON; null when nothing is
public record PatternFault(String text, @Nullable JsonFault json) {}
