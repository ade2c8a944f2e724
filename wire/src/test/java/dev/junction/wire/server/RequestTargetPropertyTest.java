package dev.junction.wire.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// Taking request targets apart.
class RequestTargetPropertyTest {

  private static final String ALPHABET = "/?%20aZ~;:@&=+.#[]*";

  @Test
  void pathAndQueryPutTogetherAreTheTarget() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20_260_101);
    for (int round = 0; round < 20_000; round++) {
      String target = "/" + text(random);
      RequestTarget parsed = Objects.requireNonNull(RequestTarget.parse(target), target);
      assertThat(parsed.query() == null ? parsed.path() : parsed.path() + "?" + parsed.query())
          .isEqualTo(target);
      assertThat(parsed.path()).doesNotContain("?");
      assertThat(RequestTarget.parse("http://h:1" + target))
          .isEqualTo(new RequestTarget(parsed.path(), parsed.query(), "h:1"));
    }
  }

  @Test
  void emptyPathOfAnAbsoluteTargetIsTheRoot() {
    assertThat(RequestTarget.parse("HTTPS://h")).isEqualTo(new RequestTarget("/", null, "h"));
    assertThat(RequestTarget.parse("http://h?q")).isEqualTo(new RequestTarget("/", "q", "h"));
  }

  @Test
  void onlyTheFormsOfAServerAreTargets() {
    assertThat(RequestTarget.parse("*")).isEqualTo(new RequestTarget("*", null, null));
    for (String target : new String[] {"", "a", "h:1", "?q", "http://", "http:///p", "ftp://h/"}) {
      assertThat(RequestTarget.parse(target)).as(target).isNull();
    }
  }

  private static String text(RandomGenerator random) {
    return random
        .ints(random.nextInt(12), 0, ALPHABET.length())
        .collect(
            StringBuilder::new,
            (text, at) -> text.append(ALPHABET.charAt(at)),
            StringBuilder::append)
        .toString();
  }
}
