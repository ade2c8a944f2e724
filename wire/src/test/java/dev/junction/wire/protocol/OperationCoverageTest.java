package dev.junction.wire.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OperationCoverageTest {

  /// What the generator writes for the sample service.
  interface SampleApi {
    default String putItem(String input) {
      return "not implemented";
    }

    default String ping(String input) {
      return "not implemented";
    }
  }

  static final class Half implements SampleApi {
    @Override
    public String putItem(String input) {
      return input;
    }
  }

  @Test
  void whatIsLeftToTheInterfaceIsNotCarriedOut() {
    OperationCoverage coverage =
        OperationCoverage.of(SampleService.SCHEMA, SampleApi.class, Half.class);

    assertThat(coverage.rows())
        .containsExactly(
            new OperationCoverage.Row("PutItem", true),
            new OperationCoverage.Row("Ping", false),
            new OperationCoverage.Row("DropItem", false));
    assertThat(coverage.carriedOut()).isEqualTo(1);
    assertThat(coverage.table())
        .isEqualTo(
            """
            | operation | built |
            |---|---|
            | PutItem | yes |
            | Ping | no |
            | DropItem | no |
            """);
  }
}
