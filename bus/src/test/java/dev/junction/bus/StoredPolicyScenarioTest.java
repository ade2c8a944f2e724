package dev.junction.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.state.Bus;
import dev.junction.kernel.Outcome;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Policies that buses got from a release which took any condition key.
final class StoredPolicyScenarioTest {

  private static final String OLD =
      "{\"Sid\":\"old\",\"Effect\":\"Deny\",\"Principal\":\"*\","
          + "\"Action\":\"events:PutRule\",\"Resource\":\"*\","
          + "\"Condition\":{\"StringEquals\":{\"events:Sources\":\"shop\"}}}";
  private static final String OTHER =
      "{\"Sid\":\"other\",\"Effect\":\"Allow\",\"Principal\":\"*\","
          + "\"Action\":\"events:PutEvents\",\"Resource\":\"*\"}";

  private final BusBench bench = new BusBench();

  @BeforeEach
  void store() {
    bench.accept("CreateEventBus", "{'Name':'b'}");
    BusAddress address = BusAddress.ofArn(BusBench.bus("b")).orElseThrow();
    String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[" + OLD + "," + OTHER + "]}";
    var _ =
        bench
            .access()
            .submit(
                address,
                (buses, tx) -> {
                  Bus bus = Objects.requireNonNull(buses.find(address));
                  bus.change(tx, bus.record().shape().toBuilder().policy(policy).build());
                  return Outcome.accepted(true);
                });
  }

  private String policy() {
    return bench.accept("DescribeEventBus", "{'Name':'b'}");
  }

  private static String statement(String id, String key) {
    return "{'EventBusName':'b','StatementId':'"
        + id
        + "','Action':'events:PutEvents','Principal':'*','Condition':{'Type':'StringEquals',"
        + "'Key':'"
        + key
        + "','Value':'v'}}";
  }

  @Test
  void otherStatementsComeAndGo() {
    bench.accept("PutPermission", statement("new", "events:source"));
    assertThat(policy()).contains("\\\"old\\\"", "\\\"other\\\"", "\\\"new\\\"");
    bench.accept("RemovePermission", "{'EventBusName':'b','StatementId':'other'}");
    assertThat(policy()).contains("events:Sources").doesNotContain("\\\"other\\\"");
    assertThat(BusBench.text(bench.begin("PutPermission", statement("more", "events:none"))))
        .contains("There is no condition key events:none.");
  }

  /// Source: Service Authorization Reference, "Condition keys for Amazon EventBridge".
  @Test
  void theKeyOfEndpointsIsKnown() {
    bench.accept("PutPermission", statement("new", "events:EventBusArn"));
    assertThat(policy()).contains("events:EventBusArn");
  }
}
