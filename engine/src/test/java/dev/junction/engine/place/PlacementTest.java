package dev.junction.engine.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlacementTest {

  /// The values come from a second implementation, in Python. They must never change: data lies
  /// where they say.
  @ParameterizedTest
  @CsvSource({
    "000000000000, us-east-1, sqs, orders, 0, 56, 41419",
    "123456789012, eu-central-1, sqs, orders, 5, 45, 971877",
    "123456789012, eu-central-1, sqs, orders.fifo, 2, 18, 26953",
    "123456789012, eu-central-1, kinesis, grün, 0, 8, 67008",
    "999999999999, ap-southeast-2, states, x, 5, 29, 369910"
  })
  void thePlaceOfAResourceNeverChanges(
      String account,
      String region,
      String service,
      String name,
      int of8,
      int of64,
      int of1000003) {
    assertThat(place(account, region, service, name, 8)).isEqualTo(of8);
    assertThat(place(account, region, service, name, 64)).isEqualTo(of64);
    assertThat(place(account, region, service, name, 1_000_003)).isEqualTo(of1000003);
  }

  @Test
  void theFieldsDoNotRunIntoEachOther() {
    assertThat(place("123456789012", "eu-1", "sqs", "x", 1_000_003))
        .isNotEqualTo(place("123456789012", "eu-1s", "qs", "x", 1_000_003));
  }

  @Test
  void similarNamesSpreadEvenly() {
    int[] counts = new int[8];
    for (int i = 0; i < 8_000; i++) {
      counts[place("123456789012", "eu-central-1", "sqs", "queue-" + i, 8)]++;
    }
    assertThat(Arrays.stream(counts).boxed()).allMatch(count -> count > 850 && count < 1_150);
  }

  private static int place(
      String account, String region, String service, String name, int partitions) {
    return Placement.partitionOf(
        new AccountId(account), new Region(region), service, name, partitions);
  }
}
