package dev.junction.expression.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.event.ruler.Machine;
import software.amazon.event.ruler.MachineComplexityEvaluator;

/// The rule engine that the real service runs must find wildcards as complex.
final class WildcardPlacesTest {

  private static final PatternLimits LIMITS = new PatternLimits(100_000, 100, 100, 1_000_000_000);
  private static final int MANY = 1_000;

  private static int places(String pattern, int limit) {
    return switch (Pattern.read(pattern, LIMITS)) {
      case PatternReading.Read(Pattern read) -> read.wildcardPlaces(limit);
      case PatternReading.Faulty(PatternFault fault) -> throw new AssertionError(fault.text());
    };
  }

  private static int ofTheEngine(String pattern) throws Exception {
    Machine machine = Machine.builder().build();
    machine.addRule("rule", pattern);
    return machine.evaluateComplexity(new MachineComplexityEvaluator(MANY));
  }

  private static String wildcard(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(9); i >= 0; i--) {
      char next = "aab*\u00e9".charAt(random.nextInt(5));
      if (next != '*' || !text.toString().endsWith("*")) {
        text.append(next);
      }
    }
    return "\"" + text + "\"";
  }

  private static String condition(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> "\"a\"";
      case 1 ->
          "{\"anything-but\":{\"wildcard\":[" + wildcard(random) + "," + wildcard(random) + "]}}";
      default -> "{\"wildcard\":" + wildcard(random) + "}";
    };
  }

  @Test
  void randomWildcardsAreAsComplex() throws Exception {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      List<String> conditions = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        conditions.add(condition(random));
      }
      String pattern = "{\"k\":[" + String.join(",", conditions) + "]}";

      assertThat(places(pattern, MANY))
          .as("seed %s: %s", seed, pattern)
          .isEqualTo(ofTheEngine(pattern));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          {"wildcard":"*:*:*:*:*:event-bus/*"}; 11
          {"wildcard":"arn:aws:events:us-east-1:*:event-bus/*"}; 3
          {"wildcard":"*.bif"},{"wildcard":"*.tiff"},{"wildcard":"*.tif"},{"wildcard":"*.svs"}; 8
          {"wildcard":"*/datasync/*.bif"},{"wildcard":"*/datasync/*.tif"}; 8
          "plain"; 0
          """)
  void knownWildcardsAreAsComplex(String conditions, int expected) throws Exception {
    String pattern = "{\"k\":[" + conditions + "]}";

    assertThat(places(pattern, MANY)).isEqualTo(expected).isEqualTo(ofTheEngine(pattern));
  }

  @Test
  void countingEndsAboveTheLimit() {
    String hard = ("*" + "a".repeat(9)).repeat(200) + "*";

    assertThat(places("{\"k\":[{\"wildcard\":\"" + hard + "\"}]}", 10)).isGreaterThan(10);
  }
}
