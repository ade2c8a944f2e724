package dev.junction.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.engine.Transaction;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LettersTest {

  private final Map<byte[], byte[]> map = new TreeMap<>(Arrays::compareUnsigned);
  private final Letters letters = new Letters();

  private void put(int number, String account, String body) {
    letters.put(
        transaction(), new Letter(number, "sms", "+1555", account, "arn:source", null, body));
  }

  @Test
  void anAnswerHoldsTheLatestThatAreWanted() {
    for (int number = 0; number < 600; number++) {
      put(number, number % 2 == 0 ? "even" : "odd", "text");
    }

    List<Letter> latest = letters.latest(transaction(), letter -> letter.account().equals("even"));

    assertThat(latest).hasSize(Letters.ANSWER_LETTERS_MAX);
    assertThat(latest.getFirst().atMillis()).isEqualTo(598);
    assertThat(latest.getLast().atMillis()).isEqualTo(200);
  }

  @Test
  void longLettersAreFewer() {
    String body = "x".repeat(256 << 10);
    for (int number = 0; number < 100; number++) {
      put(number, "even", body);
    }

    assertThat(letters.latest(transaction(), _ -> true))
        .hasSizeBetween(2, Letters.ANSWER_BYTES_MAX / body.length());
  }

  @Test
  void anAccountWithManyLettersDoesNotPushOutThoseOfOthers() {
    put(0, "quiet", "first");
    for (int number = 1; number <= 2 * Letters.LETTERS_MAX; number++) {
      put(number, "loud", "text");
    }
    put(3_000, "quiet", "last");

    assertThat(map).hasSize(Letters.LETTERS_MAX);
    assertThat(letters.latest(transaction(), letter -> letter.account().equals("quiet")))
        .extracting(Letter::body)
        .containsExactly("last", "first");
  }

  @SuppressWarnings("unchecked")
  private Transaction<Deliveries> transaction() {
    return (Transaction<Deliveries>)
        Proxy.newProxyInstance(
            Transaction.class.getClassLoader(),
            new Class<?>[] {Transaction.class},
            (_, method, arguments) -> called(method.getName(), arguments));
  }

  private byte @Nullable [] called(String method, Object @Nullable [] arguments) {
    if (arguments == null) {
      throw new UnsupportedOperationException(method);
    }
    byte[] key = (byte[]) arguments[0];
    return switch (method) {
      case "get" -> map.get(key);
      case "delete" -> {
        map.remove(key);
        yield null;
      }
      case "put" -> {
        map.put(key, (byte[]) arguments[1]);
        yield null;
      }
      default -> throw new UnsupportedOperationException(method);
    };
  }

  /// Source: what users of the real service see of messages that have no subject.
  @Test
  void aMailWithoutASubjectHasTheUsualOne() {
    assertThat(letter("email", null).subject()).isEqualTo("AWS Notification Message");
    assertThat(letter("email-json", null).subject()).isEqualTo("AWS Notification Message");
    assertThat(letter("email", "Sale").subject()).isEqualTo("Sale");
    assertThat(letter("sms", null).subject()).isNull();
  }

  private static Letter letter(String kind, @Nullable String subject) {
    return new Letter(0, kind, "to", "123456789012", "arn:source", subject, "text");
  }
}
