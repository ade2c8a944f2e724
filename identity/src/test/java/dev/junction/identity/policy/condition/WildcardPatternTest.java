package dev.junction.identity.policy.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WildcardPatternTest {

  /// Source: IAM User Guide, "IAM JSON policy elements: Resource", wildcards: `*` for any
  /// combination of characters, `?` for one.
  @ParameterizedTest(name = "{0} matches {1}: {2}")
  @CsvSource(
      nullValues = "NULL",
      value = {
        "'','',true",
        "'',a,false",
        "*,'',true",
        "*,anything,true",
        "?,'',false",
        "?,a,true",
        "a*,a,true",
        "*a,ba,true",
        "a*a,a,false",
        "a*a,aa,true",
        "a*b*c,axxbyyc,true",
        "a*b*c,axxcyyb,false",
        "*ab*ab*,abxab,true",
        "*ab*ab*,aab,false",
        "**,x,true",
        "a**b,axb,true",
        "?*?,a,false",
        "?*?,ab,true",
        "*a?c*,xxabcyy,true",
        "*a?c*,xxabbcyy,false"
      })
  void matches(String pattern, String text, boolean expected) {
    assertThat(WildcardPattern.of(pattern).matches(text)).isEqualTo(expected);
  }

  @Test
  void agreesWithTheDefinition() {
    for (int seed = 0; seed < 50_000; seed++) {
      Random random = new Random(seed);
      String pattern = text(random, "ab*?", 8);
      String text = text(random, "ab", 10);

      assertThat(WildcardPattern.of(pattern).matches(text))
          .as("seed %d: %s matches %s", seed, pattern, text)
          .isEqualTo(byDefinition(pattern, text));
    }
  }

  @Test
  void longPiecesAreFoundAsShortOnesAre() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      String piece = text(random, "ab", 3).repeat(40) + text(random, "ab", 3).repeat(30);
      String text = text(random, "ab", 50) + (random.nextBoolean() ? piece : "") + "ab";
      boolean upper = random.nextBoolean();

      assertThat(
              WildcardPattern.of('*' + piece + '*')
                  .matches(upper ? text.toUpperCase(Locale.ROOT) : text, 0, text.length(), upper))
          .as("seed %d", seed)
          .isEqualTo(text.contains(piece));
    }
  }

  private static String text(Random random, String alphabet, int charsMax) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(charsMax + 1); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static boolean byDefinition(String pattern, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    String rest = pattern.substring(1);
    if (pattern.charAt(0) == '*') {
      return byDefinition(rest, text)
          || (!text.isEmpty() && byDefinition(pattern, text.substring(1)));
    }
    return !text.isEmpty()
        && (pattern.charAt(0) == '?' || pattern.charAt(0) == text.charAt(0))
        && byDefinition(rest, text.substring(1));
  }
}
