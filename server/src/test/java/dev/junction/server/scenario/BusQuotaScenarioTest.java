package dev.junction.server.scenario;

import static dev.junction.server.scenario.SteppedBuses.busArn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.wire.protocol.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Quotas of what lies on several partitions, with all requests under way at once. Source of the
/// hundred buses: EventBridge User Guide, "Amazon EventBridge quotas".
final class BusQuotaScenarioTest {

  private final SteppedBuses buses = new SteppedBuses(4, 1);

  private long accepted(int requests, String operation, IntFunction<String> json) {
    List<CompletableFuture<Answer>> all =
        IntStream.range(0, requests).mapToObj(i -> buses.begin(operation, json.apply(i))).toList();
    buses.services.run();
    return all.stream()
        .map(CompletableFuture::join)
        .filter(answer -> answer.errorCode().isEmpty())
        .count();
  }

  @Test
  void anAccountHasAHundredBusesBesideTheDefaultOne() {
    buses.accept("PutRule", "{'Name':'r','ScheduleExpression':'rate(1 day)'}");
    assertThat(accepted(110, "CreateEventBus", i -> "{'Name':'b" + i + "'}")).isEqualTo(100);
    assertThat(buses.refused("CreateEventBus", "{'Name':'more'}"))
        .isEqualTo("LimitExceededException");
    buses.accept("DeleteEventBus", "{'Name':'b0'}");
    buses.accept("CreateEventBus", "{'Name':'more'}");
  }

  @Test
  void aBusHasTenArchives() {
    IntFunction<String> archive =
        i -> "{'ArchiveName':'a" + i + "','EventSourceArn':'" + busArn("default") + "'}";
    assertThat(accepted(15, "CreateArchive", archive)).isEqualTo(10);
    buses.accept("DeleteArchive", "{'ArchiveName':'a0'}");
    assertThat(accepted(5, "CreateArchive", i -> archive.apply(20 + i))).isEqualTo(1);
  }
}
