package dev.junction.wire.codec.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.wire.schema.OperationSchema;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UriRouterTest {

  private static final UriRouter ROUTER =
      new UriRouter(
          Stream.of(
                  "GET /",
                  "GET /things",
                  "POST /things",
                  "GET /things/{id}",
                  "GET /things/special",
                  "GET /things/{id}/parts/{part}",
                  "GET /files/{path+}",
                  "GET /files/{path+}/info",
                  "GET /search?type=2",
                  "GET /search?type=2&deep",
                  "GET /search")
              .map(
                  text -> {
                    String[] parts = text.split(" ", 2);
                    return OperationSchema.unbuilt(
                        text, OperationSchema.Http.of(parts[0], parts[1], 200));
                  })
              .toList());

  private static String find(String method, String path, String query) {
    UriRouter.Match match = ROUTER.find(method, path, QueryParameters.parse(query));
    return match == null ? "" : match.operation().name() + " " + match.labels();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/                      | GET / {}",
        "/things                | GET /things {}",
        "/things/               | GET /things {}",
        "/things/a              | GET /things/{id} {id=a}",
        "/things/special        | GET /things/special {}",
        "/things/special/parts/1| GET /things/{id}/parts/{part} {id=special, part=1}",
        "/things/a%2Fb%20c      | GET /things/{id} {id=a/b c}",
        "/things/a+b            | GET /things/{id} {id=a+b}",
        "/files/a/b/c           | GET /files/{path+} {path=a/b/c}",
        "/files/a/b/info        | GET /files/{path+}/info {path=a/b}",
        "/files/info            | GET /files/{path+} {path=info}"
      })
  void findsTheMostSpecificPath(String path, String expected) {
    assertThat(find("GET", path, "")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "type=2&deep, GET /search?type=2&deep {}",
    "type=2, GET /search?type=2 {}",
    "type=3, GET /search {}",
    "'', GET /search {}"
  })
  void findsTheMostFixedParameters(String query, String expected) {
    assertThat(find("GET", "/search", query)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"/nothing", "/things//parts/1", "/things/a/parts", "/files"})
  void findsNothingWhereNothingIs(String path) {
    assertThat(find("GET", path, "")).isEmpty();
  }

  @Test
  void theMethodCounts() {
    assertThat(find("POST", "/things", "")).isEqualTo("POST /things {}");
    assertThat(find("DELETE", "/things", "")).isEmpty();
  }

  @Test
  void aVeryLongPathIsNoPath() {
    assertThat(ROUTER.find("GET", "/files" + "/a".repeat(100_000), Map.of())).isNull();
    assertThat(QueryParameters.parse("a=1&a=2&b").get("a")).isEqualTo(List.of("1", "2"));
  }
}
