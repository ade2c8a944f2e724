package dev.junction.server.scenario;

import static dev.junction.server.scenario.SteppedBuses.busArn;
import static dev.junction.server.scenario.SteppedBuses.queueArn;
import static dev.junction.server.scenario.SteppedBuses.target;
import static dev.junction.server.scenario.SteppedSchedules.settings;
import static dev.junction.server.scenario.SteppedSchedules.toQueue;
import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.storage.memory.MemoryJournals.Space;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What buses and schedules do while the disk is full: what would grow is refused, what deletes is
/// done, and what is planned comes when there is space again.
final class FullDiskScenarioTest {

  private final SteppedBuses buses = new SteppedBuses(3, 1);
  private final SteppedSchedules schedules = new SteppedSchedules(buses.services);

  private void leave(Space space) {
    buses.services.journals.leave(space);
    schedules.advance(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @EnumSource(names = {"RESERVE", "LITTLE"})
  void whatGrowsIsRefusedAndDeletesAreDone(Space left) {
    buses.createQueue("q");
    buses.rule("default", "r", target("1", queueArn("q"), ""));
    buses.rule("default", "gone", target("1", queueArn("q"), ""));
    buses.accept("CreateEventBus", "{'Name':'gone'}");
    archive("gone");
    leave(left);
    String put =
        "{'Entries':[{'Source':'app','DetailType':'t','Detail':'{}'},"
            + "{'Source':'app','DetailType':'t','Detail':'{}'}]}";
    assertThat(buses.refused("PutEvents", put)).isEqualTo("ServiceUnavailable");
    assertThat(buses.refused("CreateEventBus", "{'Name':'b'}")).isEqualTo("ServiceUnavailable");
    assertThat(
            buses.refused(
                "PutRule", "{'Name':'s','EventPattern':'{\\\"source\\\":[\\\"app\\\"]}'}"))
        .isEqualTo("ServiceUnavailable");
    assertThat(
            buses.refused(
                "PutTargets", "{'Rule':'r','Targets':[" + target("2", queueArn("q"), "") + "]}"))
        .isEqualTo("ServiceUnavailable");
    assertThat(
            buses.refused(
                "CreateArchive",
                "{'ArchiveName':'a','EventSourceArn':'" + busArn("default") + "'}"))
        .isEqualTo("ServiceUnavailable");
    assertThat(
            schedules.refused(
                schedules.services.scheduler(
                    "POST /schedules/new", settings("rate(1 hour)", toQueue("q", "new"), ""))))
        .startsWith("ServiceUnavailable");
    buses.accept("DescribeRule", "{'Name':'r'}");
    buses.accept("RemoveTargets", "{'Rule':'gone','Ids':['1']}");
    buses.accept("DeleteRule", "{'Name':'gone'}");
    buses.accept("DeleteEventBus", "{'Name':'gone'}");
    buses.accept("DeleteArchive", "{'ArchiveName':'gone'}");
    leave(Space.AMPLE);
    buses.put("default", "{\"n\":1}");
    assertThat(buses.drain("q")).hasSize(1).first().asString().contains("\"n\":1");
    assertThat(buses.accept("ListRules", "{}")).doesNotContain("\"gone\"");
    archive("a");
  }

  /// What is refused for want of space has the views of its partition made again.
  @Test
  void refusalsMeanwhileLoseNoPlannedTimes() {
    SteppedBuses one = new SteppedBuses(1, 1);
    one.createQueue("q");
    one.destination("d", "https://api.example/");
    one.accept("PutRule", "{'Name':'t','ScheduleExpression':'cron(0/5 * * * ? *)'}");
    one.accept(
        "PutTargets",
        "{'Rule':'t','Targets':[" + target("1", queueArn("q"), ",'InputPath':'$.time'") + "]}");
    one.services.journals.leave(Space.RESERVE);
    one.services.clock.advance(Duration.ofMinutes(10));
    one.services.run();
    assertThat(one.refused("DeauthorizeConnection", "{'Name':'d'}"))
        .isEqualTo("ServiceUnavailable");
    one.services.journals.leave(Space.AMPLE);
    one.services.clock.advance(Duration.ofSeconds(5));
    one.services.run();
    assertThat(one.drain("q"))
        .containsExactly("\"2026-01-02T03:05:00Z\"", "\"2026-01-02T03:10:00Z\"");
  }

  private void archive(String name) {
    buses.accept(
        "CreateArchive",
        "{'ArchiveName':'" + name + "','EventSourceArn':'" + busArn("default") + "'}");
  }

  /// The clock began at 2026-01-02T03:04:05Z.
  @Test
  void schedulesComeWhenThereIsSpaceAgain() {
    buses.createQueue("q");
    buses.createQueue("ticks");
    String time = "<aws.scheduler.scheduled-time>";
    schedules.create("s", settings("at(2026-01-02T03:10:00)", toQueue("q", "s " + time), ""));
    schedules.create("c", settings("cron(0/5 * * * ? *)", toQueue("q", "c " + time), ""));
    schedules.create("d", settings("at(2026-01-02T03:11:00)", toQueue("q", "d"), ""));
    buses.accept("PutRule", "{'Name':'t','ScheduleExpression':'cron(0/5 * * * ? *)'}");
    buses.accept(
        "PutTargets",
        "{'Rule':'t','Targets':[" + target("1", queueArn("ticks"), ",'InputPath':'$.time'") + "]}");
    leave(Space.RESERVE);
    assertThat(
            schedules.refused(
                schedules.services.scheduler(
                    "POST /schedules/new", settings("rate(1 hour)", toQueue("q", "new"), ""))))
        .startsWith("ServiceUnavailable");
    schedules.accept(schedules.services.scheduler("DELETE /schedules/d", ""));
    for (int minute = 0; minute < 8; minute++) {
      schedules.advance(Duration.ofMinutes(1));
    }
    assertThat(schedules.drain("q")).isEmpty();
    leave(Space.AMPLE);
    assertThat(schedules.drain("q"))
        .containsExactlyInAnyOrder(
            "s 2026-01-02T03:10:00Z", "c 2026-01-02T03:05:00Z", "c 2026-01-02T03:10:00Z");
    assertThat(buses.drain("ticks"))
        .containsExactly("\"2026-01-02T03:05:00Z\"", "\"2026-01-02T03:10:00Z\"");
  }
}
