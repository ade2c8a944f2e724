package dev.junction.expression.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// No policy and no message throws or takes long. The times are those of a warm run, with room
/// for a busy machine; what they guard against takes seconds.
final class FilterFuzzTest {

  private static final long MILLISECONDS_MAX = 100;
  private static final int LARGE = 256 * 1024;

  @Test
  void noTextThrows() {
    Random random = new Random(7);
    String letters = "{}[]\",:\\$or*0123456789.eE+-truefalsnull numericxpd<>=/";
    for (int i = 0; i < 20_000; i++) {
      String text =
          random
              .ints(random.nextInt(60), 0, letters.length())
              .mapToObj(at -> "" + letters.charAt(at))
              .collect(Collectors.joining());
      FilterPolicy.read(text, FilterScope.MESSAGE_BODY);
      FilterPolicy.read("{\"a\":[" + text + "]}", FilterScope.MESSAGE_ATTRIBUTES);
      FilterPolicy.clears(text);
      assertThat(anything().accepts(new FilterMessage(Map.of(), text))).isFalse();
    }
  }

  @Test
  void longArraysAreReadOnceForEachField() {
    StringBuilder body = new StringBuilder("{\"a\":[");
    while (body.length() < LARGE) {
      body.append(body.length() % 2 == 0 ? "{\"x\":1}," : "{\"yy\":2},");
    }
    body.append("{}]}");

    assertQuick("{\"a\":{\"x\":[1],\"yy\":[2]}}", body.toString());
  }

  @Test
  void wildcardsNeverGoBack() {
    String text = "{\"a\":\"" + "a".repeat(LARGE - 20) + "\"}";
    String piece = "a".repeat(200) + "b";

    assertQuick("{\"a\":[{\"wildcard\":\"*" + (piece + "*").repeat(500) + "\"}]}", text);
    assertQuick("{\"a\":[{\"wildcard\":\"*" + "a*".repeat(LARGE / 4) + "b\"}]}", text);
  }

  @Test
  void enormousNumbersCostNothing() {
    assertQuick("{\"a\":[1e999999999,-1e-999999999]}", "{\"a\":[1e999999999,1E-999999999]}");
    assertQuick("{\"a\":[{\"numeric\":[\">\",0]}]}", "{\"a\":1e-2147483648}");
    FilterMessage digits =
        new FilterMessage(
            Map.of("a", new FilterMessage.Attribute("Number", "0." + "1".repeat(LARGE))), "");
    FilterPolicy policy =
        RandomPolicies.read(
            "{\"a\":[{\"numeric\":[\"=\",0.111111]}]}", FilterScope.MESSAGE_ATTRIBUTES);
    assertThat(policy.accepts(digits)).isTrue();
  }

  @Test
  void deepTextsAreNeitherPoliciesNorMessages() {
    String deep = "{\"a\":".repeat(20_000) + "[1]" + "}".repeat(20_000);

    assertThat(FilterPolicy.read(deep, FilterScope.MESSAGE_BODY))
        .isInstanceOf(FilterReading.Refused.class);
    assertThat(anything().accepts(new FilterMessage(Map.of(), deep))).isFalse();
  }

  @Test
  void manyLongListsAreRead() {
    String texts =
        IntStream.range(0, 20_000).mapToObj(i -> "\"" + i + "\"").collect(Collectors.joining(","));

    assertQuick("{\"a\":[{\"anything-but\":[" + texts + "]}]}", "{\"a\":[" + texts + "]}");
    assertQuick("{\"a\":[{\"anything-but\":{\"prefix\":[\"x\"]}}]}", "{\"a\":[" + texts + "]}");
  }

  @Test
  void aPolicyOverTheSizeIsRefused() {
    String policy = "{\"a\":[\"" + "x".repeat(LARGE) + "\"]}";

    assertThat(FilterPolicy.read(policy, FilterScope.MESSAGE_BODY))
        .isInstanceOf(FilterReading.Refused.class);
  }

  private static FilterPolicy anything() {
    return RandomPolicies.read("{\"zz\":[{\"exists\":true}]}", FilterScope.MESSAGE_BODY);
  }

  private static void assertQuick(String policyText, String body) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long began = System.nanoTime();
      FilterReading reading = FilterPolicy.read(policyText, FilterScope.MESSAGE_BODY);
      if (reading instanceof FilterReading.Accepted(FilterPolicy policy)) {
        policy.accepts(new FilterMessage(Map.of(), body));
      }
      best = Math.min(best, (System.nanoTime() - began) / 1_000_000);
    }
    assertThat(best).as("milliseconds").isLessThan(MILLISECONDS_MAX);
  }
}
