package dev.junction.log.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Patterns and messages of the CloudWatch Logs User Guide, "Filter pattern syntax", and their
/// neighbours.
final class FilterPatternTest {

  private static final String USER_EVENT =
      "{\"eventType\":\"UpdateTrail\",\"sourceIPAddress\":\"111.111.111.111\",\"arrayKey\":"
          + "[\"value\",\"another value\"],\"objectList\":[{\"name\":\"a\",\"id\":1},"
          + "{\"name\":\"b\",\"id\":2}],\"SomeObject\":null,\"cluster.name\":\"c\",\"size\":12.5,"
          + "\"open\":true}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "ERROR | [ERROR 400] BAD REQUEST | true",
        "ERROR | [error 400] BAD REQUEST | false",
        "ERROR ARGUMENTS | [ERROR 419] MISSING ARGUMENTS | true",
        "ERROR ARGUMENTS | [ERROR 401] UNAUTHORIZED REQUEST | false",
        "?ERROR ?ARGUMENTS | [INFO] BAD ARGUMENTS | true",
        "?ERROR ?ARGUMENTS | [INFO] FINE | false",
        "ERROR -ARGUMENTS | [ERROR 400] BAD REQUEST | true",
        "ERROR -ARGUMENTS | [ERROR 419] MISSING ARGUMENTS | false",
        "\"INTERNAL SERVER ERROR\" | [ERROR 500] INTERNAL SERVER ERROR | true",
        "\"INTERNAL SERVER ERROR\" | [ERROR 500] INTERNAL ERROR | false",
        "-\"a b\" | a c | true",
      })
  void terms(String pattern, String message, boolean matches) {
    assertThat(FilterPattern.parse(pattern).matches(message)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      value = {
        "{ $.eventType = \"UpdateTrail\" } § true",
        "{ $.eventType = UpdateTrail } § true",
        "{ $.eventType = \"Update*\" } § true",
        "{ $.eventType = \"*pdate*\" } § true",
        "{ $.eventType = \"pdate*\" } § false",
        "{ $.sourceIPAddress != 123.123.* } § true",
        "{ $.sourceIPAddress = 111.111.* } § true",
        "{ $.missing != \"a\" } § false",
        "{ $.arrayKey[0] = \"value\" } § true",
        "{ $.arrayKey[1] = \"value\" } § false",
        "{ $.arrayKey[9] = \"value\" } § false",
        "{ $.objectList[1].id = 2 } § true",
        "{ $.objectList[*].name = \"b\" } § true",
        "{ $.objectList[*].name = \"c\" } § false",
        "{ $.SomeObject IS NULL } § true",
        "{ $.eventType IS NULL } § false",
        "{ $.SomeOtherObject NOT EXISTS } § true",
        "{ $.SomeObject NOT EXISTS } § false",
        "{ $.eventType = * } § true",
        "{ $.other = * } § false",
        "{ $.open IS TRUE } § true",
        "{ $.open IS FALSE } § false",
        "{ $.['cluster.name'] = \"c\" } § true",
        "{ $.size > 12 } § true",
        "{ $.size >= 12.5 } § true",
        "{ $.size < 12.5 } § false",
        "{ $.size = 1.25e1 } § true",
        "{ ($.size > 20) || ($.open IS TRUE && $.eventType = \"UpdateTrail\") } § true",
        "{ ($.size > 20 || $.open IS TRUE) && $.eventType = \"Other\" } § false",
      })
  void members(String pattern, boolean matches) {
    assertThat(FilterPattern.parse(pattern).matches(USER_EVENT)).isEqualTo(matches);
    assertThat(FilterPattern.parse(pattern).matches("no JSON")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      value = {
        "[ip, user, username, timestamp, request, status_code, bytes] § true",
        "[ip, user, username, timestamp, request] § false",
        "[ip, ..., status_code = 4*, bytes] § true",
        "[ip, ..., status_code = 5*, bytes] § false",
        "[..., bytes > 1000] § true",
        "[..., bytes > 2000] § false",
        "[ip = 127.*, ...] § true",
        "[ip, user, username, timestamp, request = *html*, status_code = 404 || status_code = 410,"
            + " bytes] § true",
        "[ip, user, username != frank, ...] § false",
        "[ip, user, username != a && username != b, ...] § true",
      })
  void fields(String pattern, boolean matches) {
    String message =
        "127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] \"GET /index.html HTTP/1.0\" 404 1534";
    assertThat(FilterPattern.parse(pattern).matches(message)).isEqualTo(matches);
  }

  /// The expressions of the guide's "Supported regular expressions (regex) syntax".
  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      value = {
        "%AUTHORIZED% § [ERROR 401] UNAUTHORIZED REQUEST § true",
        "%AUTHORIZED% § [ERROR 401] unauthorized § false",
        "%^[hc]at% § cat § true",
        "%^[hc]at% § a cat § false",
        "%[hc]at$% § a hat § true",
        "%[hc]at$% § hats § false",
        "%colou?r% § the color § true",
        "%a{3,5}% § aa § false",
        "%a{3,5}% § baaa § true",
        "%gra|ey% § gray § true",
        "%[Ee]rror|[Ff]ail% § it fails § true",
        "%\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}% § from 10.0.0.1 § true",
        "%\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}% § from 10.0.0 § false",
        "%10\\.10\\.0\\.1% § 10x10x0x1 § false",
        "%\\x41b% § Ab § true",
        "%a\\sb% § a b § true",
        "%[^\\w]% § ab_9 § false",
        "%^[\\d-]+$% § 10-20 § true",
        "%^[\\W]$% § ä § true",
        "%^.$% § ä § true",
        "%a{2}b% § ab § false",
        "%^a{2,}$% § aaaa § true",
        "%x*% § y § true",
        "%50\\%% § 50% done § true",
        "-%[0-9]% § none § true",
        "-%[0-9]% § 1 § false",
        "?%^a% ?%b$% § b § true",
        "fail %E[0-9]+% § fail E12 § true",
        "fail %E[0-9]+% § E12 § false",
        "{ $.ip = %^10\\.% } § {\"ip\":\"10.1\"} § true",
        "{ $.ip != %^10\\.% } § {\"ip\":\"10.1\"} § false",
        "{ $.n = %^4..$% && $.ip = %a|b% } § {\"n\":404,\"ip\":\"xb\"} § true",
        "[ip=%127\\.0\\.0\\.[1-9]%, code=%^4%, ...] § 127.0.0.1 404 x § true",
        "[ip=%127\\.0\\.0\\.[1-9]%, code=%^4%, ...] § 127.0.0.1 504 x § false",
      })
  void expressions(String pattern, String message, boolean matches) {
    assertThat(FilterPattern.parse(pattern).matches(message)).isEqualTo(matches);
  }

  @Test
  void anExpressionThatTakesTooLongIsGivenUp() {
    FilterPattern pattern = FilterPattern.parse("%" + "a{0,30}".repeat(30) + "b%");
    assertThat(pattern.matches("a".repeat(1_000) + "b")).isTrue();
    assertThat(pattern.matches("a".repeat(100_000) + "b")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%ERROR",
        "%%",
        "%a||b%",
        "%^*%",
        "%a{2,1}%",
        "%a{900}b{900}%",
        "%[]%",
        "%[b-a]%",
        "%\\xg0%",
        "%something!%",
        "%(a)%",
        "%a b%",
        "%ä%",
        "%a++%",
        "%a{3}{3}%",
        "%*a%",
        "%[a[b]]%",
        "%\\1%",
        "%\\p{L}%",
        "%a\\%",
        "{ $.a > %x% }",
        "%a% %b% %c%",
        "{ $.a = %a% || $.b = %b% || $.a = %c% }",
        "[a = %a% && a = %b%, c = %c%]",
        "[a < %x%]",
        "?a b",
        "\"open",
        "-",
        "{ $.a }",
        "{ $.a = }",
        "{ a = 1 }",
        "{ $.a > \"x\" }",
        "{ $.a = 1 ",
        "{ $.a = 1 } x",
        "{ $.a[x] = 1 }",
        "{ $.a IS MAYBE }",
        "[a, ..., b, ...]",
        "[a = 1 || b = 2]",
        "[a",
        "{ ((((((((((((((((((((($.a = 1))))))))))))))))))))) }",
      })
  void whatIsNoPatternIsRefused(String pattern) {
    assertThatThrownBy(() -> FilterPattern.parse(pattern)).isInstanceOf(MalformedFilter.class);
  }

  @Test
  void namedPartsAreExtracted() {
    assertThat(FilterPattern.parse("{ $.size > 1 && $.arrayKey[0] = * }").extracted(USER_EVENT))
        .containsEntry("$.size", "12.5")
        .containsEntry("$.arrayKey[0]", "value");
    assertThat(FilterPattern.parse("[a, ..., z]").extracted("1 2 [3 4] 5"))
        .containsEntry("$a", "1")
        .containsEntry("$2", "2")
        .containsEntry("$3", "3 4")
        .containsEntry("$z", "5");
  }

  private static final String ENDLESS = "%" + "a{0,30}".repeat(30) + "b%";

  @ParameterizedTest
  @ValueSource(strings = {"-EXP", "{ $.m != EXP }", "[m != EXP]", "{ $.m != LIKE }"})
  void whatWasGivenUpIsNoMatchByDenial(String denial) {
    FilterPattern pattern =
        FilterPattern.parse(
            denial.replace("LIKE", "*" + "a".repeat(200) + "b").replace("EXP", ENDLESS));
    String message = "a".repeat(100_000);
    String whole = denial.startsWith("{") ? "{\"m\":\"" + message + "\"}" : message;
    assertThat(pattern.matches(whole)).isFalse();
    assertThat(pattern.matches(whole.replace(message, "a"))).isTrue();
  }

  /// An entry and a look for each of a mebibyte of characters are far below ten million steps.
  @Test
  void alternativesAreEnteredWithoutALookAtEachStep() {
    FilterPattern pattern = FilterPattern.parse("%a{990}%");
    assertThat(pattern.matches("b".repeat(1 << 20) + "a".repeat(990))).isTrue();
    FilterPattern many = FilterPattern.parse("%" + "a|".repeat(400) + "a%");
    assertThat(many.look("b".repeat(1 << 20), Effort.ofRequest())).isEqualTo(Finding.GIVEN_UP);
  }

  @Test
  void theMessagesOfARequestShareItsEffort() {
    FilterPattern pattern = FilterPattern.parse("-" + ENDLESS);
    Effort effort = Effort.ofRequest();
    String endless = "a".repeat(100_000);
    assertThat(pattern.look("a", effort)).isEqualTo(Finding.FITS);
    assertThat(pattern.look(endless, effort)).isEqualTo(Finding.GIVEN_UP);
    assertThat(pattern.look(endless, effort)).isEqualTo(Finding.SPENT);
    assertThat(pattern.look("a", effort)).isEqualTo(Finding.SPENT);
  }
}
