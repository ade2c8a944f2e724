package dev.junction.wire.protocol.constraint;

import dev.junction.kernel.BoundedText;
import dev.junction.wire.schema.Trait;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Matches texts with the regular expressions of the models.
///
/// Limits: 20 looks per character and 50,000 in all; a text for which that is not enough does not
/// match. Threads: any.
final class Patterns {

  private static final int LOOKS = 50_000;
  private static final int LOOKS_PER_CHARACTER = 20;

  /// One entry per pattern of the models, so the map has an end.
  private static final ConcurrentMap<String, Pattern> COMPILED = new ConcurrentHashMap<>();

  private static final Pattern ANYTHING = Pattern.compile("");

  private Patterns() {}

  static boolean matches(Trait.Pattern trait, String text) {
    Pattern pattern = COMPILED.computeIfAbsent(trait.regex(), Patterns::compiled);
    if (pattern == ANYTHING) {
      return true;
    }
    int looks = Math.max(LOOKS, Math.multiplyExact(text.length(), LOOKS_PER_CHARACTER));
    BoundedText bounded = BoundedText.of(text, looks);
    try {
      return trait.whole() ? pattern.matcher(bounded).matches() : pattern.matcher(bounded).find();
    } catch (BoundedText.Exhausted | StackOverflowError _) {
      return false;
    }
  }

  /// A pattern that Java does not understand constrains nothing.
  private static Pattern compiled(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException _) {
      return ANYTHING;
    }
  }
}
