package dev.junction.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RegionTest {

  @Test
  void lowerCaseWordsJoinedBySingleHyphensAreRegions() {
    assertThat(List.of("us-east-1", "eu-central-1", "us-gov-west-1", "local", "1", "a".repeat(32)))
        .allMatch(Region::isValid);
  }

  @Test
  void otherTextsAreNotRegions() {
    assertThat(
            List.of(
                "",
                "-",
                "-a",
                "a-",
                "a--b",
                "US-EAST-1",
                "us_east_1",
                "us-east-1 ",
                "a".repeat(33)))
        .noneMatch(Region::isValid);
  }
}
