package dev.junction.pipe.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.Outcome;
import dev.junction.models.pipes.Filter;
import dev.junction.models.pipes.FilterCriteria;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Which events filters want. Source: EventBridge User Guide, "Amazon EventBridge Pipes filtering":
/// the table of body formats, and the fields that cannot be used.
final class FiltersTest {

  private static final PipeEvent JSON =
      new PipeEvent("{\"a\":\"x\",\"body\":\"{\\\"k\\\":1}\"}", "{\"a\":\"x\",\"body\":{\"k\":1}}");
  private static final PipeEvent PLAIN =
      new PipeEvent("{\"a\":\"x\",\"body\":\"text\"}", "{\"a\":\"x\",\"body\":\"text\"}");

  @Test
  void aPatternForJsonWantsOnlyJson() {
    Filters filters = filters("{\"body\":{\"k\":[1]}}");
    assertThat(filters.want(JSON)).isTrue();
    assertThat(filters.want(PLAIN)).isFalse();
    assertThat(filters("{\"body\":{\"other\":[{\"exists\":false}]}}").want(PLAIN)).isFalse();
  }

  @Test
  void aPatternForTextWantsOnlyText() {
    Filters filters = filters("{\"body\":[{\"prefix\":\"te\"}]}");
    assertThat(filters.want(JSON)).isFalse();
    assertThat(filters.want(PLAIN)).isTrue();
  }

  @Test
  void aPatternForTextDoesNotWantAListThatHasTheText() {
    PipeEvent list = new PipeEvent("{\"body\":\"[\\\"te\\\"]\"}", "{\"body\":[\"te\"]}");
    assertThat(filters("{\"body\":[\"te\"]}").want(list)).isFalse();
    assertThat(
            filters("{\"body\":[\"te\"]}")
                .want(new PipeEvent("{\"body\":\"te\"}", "{\"body\":\"te\"}")))
        .isTrue();
  }

  @Test
  void aPatternWithoutABodyWantsEither() {
    assertThat(filters("{\"a\":[\"x\"]}").want(JSON)).isTrue();
    assertThat(filters("{\"a\":[\"x\"]}").want(PLAIN)).isTrue();
  }

  @Test
  void whatASourceAddsIsNotForPatterns() {
    assertThat(read("{\"eventSource\":[\"aws:sqs\"]}")).isInstanceOf(Outcome.Rejected.class);
    assertThat(read("{\"awsRegion\":[\"us-east-1\"]}")).isInstanceOf(Outcome.Rejected.class);
    assertThat(read("{\"$or\":[{\"a\":[\"x\"]},{\"eventSource\":[\"aws:sqs\"]}]}"))
        .isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void aStoredPatternWithWhatASourceAddsGoesOn() {
    FilterCriteria criteria = criteria("{\"eventSource\":[\"aws:sqs\"]}");
    assertThat(Filters.of(criteria)).isInstanceOf(Outcome.Accepted.class);
    assertThat(Filters.asked(criteria)).isInstanceOf(Outcome.Rejected.class);
  }

  @Test
  void eachAlternativeSaysItselfWhatTheBodyMustBe() {
    String json = "{\"body\":{\"other\":[{\"exists\":false}]}}";
    Filters either = filters("{\"$or\":[" + json + ",{\"body\":[{\"prefix\":\"te\"}]}]}");
    assertThat(either.want(JSON)).isTrue();
    assertThat(either.want(PLAIN)).isTrue();
    Filters one = filters("{\"$or\":[" + json + ",{\"a\":[\"y\"]}]}");
    assertThat(one.want(JSON)).isTrue();
    assertThat(one.want(PLAIN)).isFalse();
    Filters both =
        filters("{\"a\":[\"x\"],\"$or\":[{\"$or\":[" + json + "," + json + "]}," + json + "]}");
    assertThat(both.want(JSON)).isTrue();
    assertThat(both.want(PLAIN)).isFalse();
    assertThat(filters("{\"body.other\":[{\"exists\":false}]}").want(PLAIN)).isFalse();
  }

  @Test
  void oneOfSeveralFiltersIsEnoughAndNoneWantsAll() {
    assertThat(filters("{\"a\":[\"y\"]}", "{\"a\":[\"x\"]}").want(PLAIN)).isTrue();
    assertThat(filters("{\"a\":[\"y\"]}").want(PLAIN)).isFalse();
    assertThat(filters().want(PLAIN)).isTrue();
  }

  @Test
  void aBrokenPatternIsRefused() {
    assertThat(read("{\"a\":\"x\"}")).isInstanceOf(Outcome.Rejected.class);
  }

  private static Outcome<Filters> read(String... patterns) {
    return Filters.asked(criteria(patterns));
  }

  private static FilterCriteria criteria(String... patterns) {
    return FilterCriteria.builder()
        .filters(
            Arrays.stream(patterns)
                .map(pattern -> Filter.builder().pattern(pattern).build())
                .toList())
        .build();
  }

  private static Filters filters(String... patterns) {
    if (read(patterns) instanceof Outcome.Accepted<Filters>(Filters filters)) {
      return filters;
    }
    throw new AssertionError("Refused");
  }
}
