package dev.junction.bus.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.expression.path.EventValues;
import dev.junction.models.events.HttpParameters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Source: EventBridge User Guide, "Dynamic path parameters": the entire value has to be a path.
final class RequestParametersTest {

  private static final EventValues EVENT =
      new EventValues(
          "{\"source\":\"shop\",\"detail\":{\"id\":\"a\\\"b\",\"n\":1.5,\"o\":{\"k\":[1]}}}");

  @Test
  void aValueThatIsAPathIsWhatLiesThereInTheEvent() {
    RequestParameters parameters =
        RequestParameters.of(
            HttpParameters.builder()
                .pathParameterValues(List.of("$.detail.id", "x $.detail.id", "$.detail.o"))
                .headerParameters(Map.of("X-Source", "$.source", "X-Plain", "$5"))
                .queryStringParameters(Map.of("n", "$.detail.n", "none", "$.detail.missing"))
                .build());
    assertThat(parameters.isDynamic()).isTrue();
    assertThat(parameters.of(EVENT))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "path:000", "a\"b",
                "path:001", "x $.detail.id",
                "path:002", "{\"k\":[1]}",
                "header:X-Source", "shop",
                "header:X-Plain", "$5",
                "query:n", "1.5"));
  }

  @Test
  void valuesWithoutPathsAreTheSameForEachEvent() {
    RequestParameters parameters =
        RequestParameters.of(HttpParameters.builder().pathParameterValues(List.of("a")).build());
    assertThat(parameters.isDynamic()).isFalse();
    assertThat(parameters.constant()).isEqualTo(Map.of("path:000", "a"));
  }
}
