package dev.junction.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.bus.domain.BusAddress;
import dev.junction.wire.protocol.Answer;
import dev.junction.wire.protocol.Call;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Global endpoints whose second Region cannot take what is replicated.
final class EndpointScenarioTest {

  private final BusBench bench = new BusBench();
  private final BusAddress home = BusAddress.ofArn(BusBench.bus("gl")).orElseThrow();

  /// A bus on another partition, that of the other Region.
  private final BusAddress away =
      Stream.of("eu-west-1", "eu-central-1", "eu-north-1", "ap-south-1", "us-west-2")
          .map(region -> BusBench.bus("gl").replace("us-east-1", region))
          .flatMap(arn -> BusAddress.ofArn(arn).stream())
          .filter(address -> bench.partitionOf(address) != bench.partitionOf(home))
          .findFirst()
          .orElseThrow();

  private String endpointId = "";

  private String accept(Call call, String operation, String json) {
    String answer = BusBench.text(bench.begin(call, operation, json));
    assertThat(answer).doesNotContain("__type").doesNotContain("ErrorCode");
    return answer;
  }

  /// That what is replicated without a word on it is replicated: API reference, ReplicationConfig.
  @BeforeEach
  void createEndpoint() {
    for (BusAddress bus : new BusAddress[] {home, away}) {
      Call call = BusBench.in(bus.region().name());
      String queue = BusBench.queue("q").replace("us-east-1", bus.region().name());
      accept(call, "CreateEventBus", "{'Name':'gl'}");
      accept(
          call,
          "PutRule",
          "{'Name':'r','EventBusName':'gl','EventPattern':'{\\'source\\':[\\'shop\\']}'}");
      accept(
          call,
          "PutTargets",
          "{'Rule':'r','EventBusName':'gl','Targets':[{'Id':'q','Arn':'" + queue + "'}]}");
    }
    bench.accept(
        "CreateEndpoint",
        "{'Name':'e','RoleArn':'arn:aws:iam::"
            + BusBench.ACCOUNT
            + ":role/r','ReplicationConfig':{},'EventBuses':[{'EventBusArn':'"
            + home.arn()
            + "'},{'EventBusArn':'"
            + away.arn()
            + "'}],"
            + routing(away.region().name())
            + '}');
    String described = bench.accept("DescribeEndpoint", "{'Name':'e'}");
    endpointId = described.replaceAll(".*\"EndpointId\":\"([^\"]+)\".*", "$1");
  }

  private String put() {
    CompletableFuture<Answer> answer =
        bench.begin(
            "PutEvents",
            "{'EndpointId':'"
                + endpointId
                + "','Entries':[{'Source':'shop','DetailType':'d','Detail':'{}',"
                + "'EventBusName':'gl'}]}");
    return BusBench.text(answer);
  }

  @Test
  void aCopyThatCannotBeWrittenFailsItsEntry() {
    assertThat(put()).contains("\"FailedEntryCount\":0");
    assertThat(bench.arrived).hasSize(2);
    bench.full.add(bench.partitionOf(away));
    assertThat(put()).contains("\"FailedEntryCount\":1", "ServiceUnavailable");
    assertThat(bench.arrived).hasSize(3);
    bench.full.add(bench.partitionOf(home));
    assertThat(put()).contains("ServiceUnavailable").doesNotContain("FailedEntryCount");
    bench.full.clear();
    assertThat(put()).contains("\"FailedEntryCount\":0");
    assertThat(bench.arrived).hasSize(5);
  }

  private static String routing(String secondary) {
    return "'RoutingConfig':{'FailoverConfig':{'Primary':{'HealthCheck':"
        + "'arn:aws:route53:::healthcheck/h'},'Secondary':{'Route':'"
        + secondary
        + "'}}}";
  }

  @Test
  void ofTwoUpdatesAtOnceTheSecondIsCheckedAgainstTheFirst() {
    String third = "sa-east-1";
    Call inThird = BusBench.in(third);
    accept(inThird, "CreateEventBus", "{'Name':'gl'}");
    Call call = BusBench.in("us-east-1");
    CompletableFuture<Answer> toThird =
        bench.send(
            call,
            "UpdateEndpoint",
            "{'Name':'e','EventBuses':[{'EventBusArn':'"
                + home.arn()
                + "'},{'EventBusArn':'"
                + home.arn().toString().replace("us-east-1", third)
                + "'}],"
                + routing(third)
                + "}");
    String away = this.away.region().name();
    String toAway =
        BusBench.text(bench.begin(call, "UpdateEndpoint", "{'Name':'e'," + routing(away) + "}"));
    assertThat(BusBench.text(toThird)).contains("UPDATING");
    assertThat(toAway).contains("The secondary Region must be that of the other event bus.");
  }
}
