package dev.junction.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.identity.policy.condition.WildcardPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever a client attaches as a policy is answered with a value, in bounded time; and what is
/// accepted can be asked, and written and read again.
final class PolicyParserFuzzTest {

  private static final int INPUTS = 20_000;
  private static final Duration ONE_INPUT_MAX = Duration.ofMillis(500);
  private static final String[] FRAGMENTS = {
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\\u0000",
    "\\ud800",
    "null",
    "true",
    "1e999999999",
    "-0.5",
    "\"Version\"",
    "\"2012-10-17\"",
    "\"2008-10-17\"",
    "\"Statement\"",
    "\"Id\"",
    "\"Sid\"",
    "\"Effect\"",
    "\"Allow\"",
    "\"Deny\"",
    "\"Principal\"",
    "\"NotPrincipal\"",
    "\"AWS\"",
    "\"Service\"",
    "\"*\"",
    "\"Action\"",
    "\"sqs:*\"",
    "\"Resource\"",
    "\"arn:aws:sqs:::*\"",
    "\"Condition\"",
    "\"StringLike\"",
    "\"ForAnyValue:StringLikeIfExists\"",
    "\"IpAddress\"",
    "\"::/0\"",
    "\"aws:SourceIp\"",
    "\"${aws:username, 'x'}\"",
    "\"${\"",
    "\"ArnLike\"",
    "ü",
    "日"
  };
  private static final String[] TEXTS = {
    "*",
    "?",
    "${",
    "}",
    "${*}",
    "${aws:username}",
    "${t:none, 'x'}",
    ", '",
    "'",
    ":",
    "::",
    "/",
    "arn:aws:sqs:us-east-2:111122223333:q",
    "arn:",
    "111122223333",
    ".",
    "255",
    "ffff",
    "2020",
    "-01",
    "T00:00Z",
    "AAAA",
    "=",
    "true",
    "a",
    "",
    "\uD83D\uDE00",
    "\uDE00",
    "root",
    "user/",
    " "
  };
  private static final String[] OPERATORS = {
    "StringEquals", "StringNotLike", "StringLike", "NumericLessThan", "DateGreaterThan", "Bool",
    "BinaryEquals", "IpAddress", "NotIpAddress", "ArnLike", "ArnNotEquals", "Null",
    "ForAllValues:StringLike", "ForAnyValue:StringNotEqualsIfExists", "Nothing"
  };

  private final PolicyParser parser = new PolicyParser(PolicyLimits.GENERAL);

  @Test
  void garbageIsRefusedWithoutAnException() {
    for (int seed = 0; seed < INPUTS; seed++) {
      Random random = new Random(seed);
      StringBuilder document = new StringBuilder(random.nextBoolean() ? "{\"Statement\":" : "");
      for (int i = random.nextInt(30); i > 0; i--) {
        document.append(FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
      }
      check(document.toString(), seed);
    }
  }

  @Test
  void almostWellFormedPoliciesAreAnsweredWithoutAnException() {
    int accepted = 0;
    for (int seed = 0; seed < INPUTS; seed++) {
      accepted += check(almostPolicy(new Random(seed)), seed) ? 1 : 0;
    }
    assertThat(accepted).as("accepted ones among them").isGreaterThan(INPUTS / 100);
  }

  @Test
  void policiesWithOneChangeAreAnsweredWithoutAnException() {
    String whole =
        """
        {"Version":"2012-10-17","Id":"i","Statement":[{"Sid":"s","Effect":"Allow","Principal":\
        {"AWS":["111122223333","arn:aws:iam::444455556666:user/Bob"],"Service":"a.b"},"Action":\
        ["sqs:Send*"],"Resource":"arn:aws:sqs:::${aws:username}","Condition":{"IpAddress":\
        {"aws:SourceIp":["10.0.0.0/8","2001:db8::/32"]},"DateLessThan":{"aws:CurrentTime":\
        "2030-01-01T00:00Z"},"ArnLike":{"aws:SourceArn":"arn:aws:sns:*:*:t"}}}]}""";
    for (int seed = 0; seed < INPUTS; seed++) {
      Random random = new Random(seed);
      StringBuilder changed = new StringBuilder(whole);
      for (int i = random.nextInt(3); i >= 0; i--) {
        int at = random.nextInt(changed.length());
        switch (random.nextInt(3)) {
          case 0 -> changed.deleteCharAt(at);
          case 1 -> changed.insert(at, whole.charAt(random.nextInt(whole.length())));
          default -> changed.setCharAt(at, (char) (random.nextInt(96) + 32));
        }
      }
      check(changed.toString(), seed);
    }
  }

  private boolean check(String document, int seed) {
    try {
      return answer(document, seed);
    } catch (RuntimeException failure) {
      throw new AssertionError("seed " + seed + ": " + document, failure);
    }
  }

  private boolean answer(String document, int seed) {
    long began = System.nanoTime();
    ParsedPolicy parsed = parser.parse(document);
    if (parsed instanceof ParsedPolicy.Accepted(Policy policy)) {
      for (Caller caller : new Caller[] {Policies.BOB, Policies.SNS, Policies.NOBODY}) {
        RequestContext context =
            RequestContext.of("10.1.2.3", true, Instant.EPOCH)
                .with("t:k", "arn:aws:sqs:us-east-2:111122223333:q", "255", "")
                .with("t:x", "2020");
        assertThat(PolicyEvaluation.evaluate(policy, Policies.send(caller, context)))
            .as("seed %d", seed)
            .isNotNull();
      }
      String written = PolicyWriter.write(policy);
      assertThat(parser.parse(written))
          .as("seed %d", seed)
          .isInstanceOfSatisfying(
              ParsedPolicy.Accepted.class,
              again -> assertThat(PolicyWriter.write(again.policy())).isEqualTo(written));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .as("seed %d", seed)
        .isLessThan(ONE_INPUT_MAX);
    return parsed instanceof ParsedPolicy.Accepted;
  }

  private static String almostPolicy(Random random) {
    String principal =
        random.nextInt(3) > 0 ? "\"*\"" : "{\"AWS\":[\"444455556666\",\"" + text(random) + "\"]}";
    String resource = random.nextBoolean() ? "*" : "arn:" + text(random);
    return "{\"Version\":\""
        + (random.nextBoolean() ? "2012-10-17" : "2008-10-17")
        + "\",\"Statement\":{\"Effect\":\""
        + (random.nextBoolean() ? "Allow" : "Deny")
        + "\",\"Principal\":"
        + principal
        + ",\"Action\":\""
        + (random.nextInt(3) > 0 ? "sqs:*" : text(random))
        + "\",\"Resource\":\""
        + resource
        + "\",\"Condition\":{\""
        + OPERATORS[random.nextInt(OPERATORS.length)]
        + "\":{\"t:k\":[\""
        + text(random)
        + "\",\""
        + text(random)
        + "\"]}}}}";
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(TEXTS[random.nextInt(TEXTS.length)]);
    }
    return text.toString();
  }

  /// The patterns that take exponential or quadratic time where stars are tried in turn.
  @Test
  void wildcardsTakeLinearTime() {
    String text = "a".repeat(200_000);
    String[] patterns = {
      "*a".repeat(10_000) + "b",
      "a*".repeat(10_000) + "b*",
      "*" + "a".repeat(10_000) + "b*",
      "*" + "a".repeat(63) + "?*b*",
      "*".repeat(10_000) + "b"
    };
    for (String pattern : patterns) {
      WildcardPattern compiled = WildcardPattern.of(pattern);
      long began = System.nanoTime();

      assertThat(compiled.matches(text)).isFalse();

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }
  }
}
