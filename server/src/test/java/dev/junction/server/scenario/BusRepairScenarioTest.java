package dev.junction.server.scenario;

import static dev.junction.server.scenario.SteppedBuses.busArn;
import static dev.junction.server.scenario.SteppedBuses.queueArn;
import static dev.junction.server.scenario.SteppedBuses.target;
import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.delivery.outbound.OutboundResult;
import dev.junction.wire.protocol.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What the end of the process in the middle of something leaves behind on buses, and what deletes
/// leave behind.
final class BusRepairScenarioTest {

  private static final String CLIENT_CREDENTIALS =
      "{'Name':'c','AuthorizationType':'OAUTH_CLIENT_CREDENTIALS','AuthParameters':{"
          + "'OAuthParameters':{'ClientParameters':{'ClientID':'i','ClientSecret':'s'},"
          + "'AuthorizationEndpoint':'https://token.example/','HttpMethod':'POST'}}}";

  private SteppedBuses buses = new SteppedBuses(3, 1);

  /// Source: API reference, CreateConnection: a connection is authorizing until it is authorized or
  /// has failed to be.
  @Test
  void aConnectionDoesNotStayAuthorizingAfterACrash() {
    buses.services.outbound.answers = _ -> new CompletableFuture<OutboundResult>();
    assertThat(buses.accept("CreateConnection", CLIENT_CREDENTIALS)).contains("AUTHORIZING");
    assertThat(buses.accept("DescribeConnection", "{'Name':'c'}")).contains("AUTHORIZING");
    assertThat(buses.services.outbound.sent).hasSize(1);
    buses.services.outbound.answers =
        _ -> CompletableFuture.completedFuture(SteppedOutbound.FAILED);
    buses.services.crash();
    assertThat(buses.services.outbound.sent).hasSize(2);
    assertThat(buses.accept("DescribeConnection", "{'Name':'c'}"))
        .contains("DEAUTHORIZED")
        .doesNotContain("AUTHORIZING\"");
    buses.services.crash();
    assertThat(buses.services.outbound.sent).hasSize(2);
  }

  private String destinationOf(String connection) {
    return SteppedBuses.arnIn(
        buses.accept(
            "CreateApiDestination",
            "{'Name':'d','ConnectionArn':'"
                + connection
                + "','HttpMethod':'POST','InvocationEndpoint':'https://api.example/'}"));
  }

  @Test
  void aConnectionIsAuthorizedWhenATokenComesLater() {
    SteppedOutbound outbound = buses.services.outbound;
    outbound.answers = _ -> CompletableFuture.completedFuture(SteppedOutbound.FAILED);
    String connection = SteppedBuses.arnIn(buses.accept("CreateConnection", CLIENT_CREDENTIALS));
    assertThat(buses.accept("DescribeConnection", "{'Name':'c'}"))
        .contains("\"ConnectionState\":\"DEAUTHORIZED\"", "StateReason");
    buses.rule("default", "r", target("t", destinationOf(connection), ""));
    outbound.answers = _ -> CompletableFuture.completedFuture(SteppedOutbound.TAKEN);
    outbound.reply = "{\"access_token\":\"t\"}";
    buses.put("default", "{}");
    buses.services.clock.advance(Duration.ofMinutes(5));
    buses.services.run();
    assertThat(outbound.sent.getLast().url()).startsWith("https://api.example/");
    for (int start = 0; start < 2; start++) {
      assertThat(buses.accept("DescribeConnection", "{'Name':'c'}"))
          .contains("\"ConnectionState\":\"AUTHORIZED\"")
          .doesNotContain("StateReason");
      buses.services.crash();
    }
  }

  @Test
  void aConnectionThatWasDeauthorizedStaysSoUntilItIsChanged() {
    SteppedOutbound outbound = buses.services.outbound;
    outbound.reply = "{\"access_token\":\"t\"}";
    String connection = SteppedBuses.arnIn(buses.accept("CreateConnection", CLIENT_CREDENTIALS));
    buses.rule("default", "r", target("t", destinationOf(connection), ""));
    buses.put("default", "{}");
    int before = outbound.sent.size();
    assertThat(outbound.sent.getLast().url()).startsWith("https://api.example/");
    buses.accept("DeauthorizeConnection", "{'Name':'c'}");
    buses.put("default", "{}");
    buses.services.clock.advance(Duration.ofMinutes(5));
    buses.services.run();
    assertThat(outbound.sent).hasSize(before);
    assertThat(buses.accept("DescribeConnection", "{'Name':'c'}"))
        .contains("\"ConnectionState\":\"DEAUTHORIZED\"");
    assertThat(buses.refused("UpdateConnection", "{'Name':'c','Description':'again'}"))
        .isEqualTo("ValidationException");
    String other =
        ",'AuthParameters':{'ApiKeyAuthParameters':{'ApiKeyName':'X-K','ApiKeyValue':'v'}}";
    assertThat(buses.refused("UpdateConnection", "{'Name':'c'" + other + "}"))
        .isEqualTo("ValidationException");
    buses.accept("UpdateConnection", CLIENT_CREDENTIALS);
    buses.services.clock.advance(Duration.ofMinutes(5));
    buses.services.run();
    assertThat(outbound.sent).hasSize(before + 2);
    assertThat(outbound.sent.getLast().url()).startsWith("https://api.example/");
  }

  /// The event is so large that its targets get it in several transactions.
  @Test
  void aCrashBetweenTheStepsOfALargeEventLeavesNobodyOut() {
    String detail = "{\"text\":\"" + "x".repeat(450_000) + "\"}";
    for (int rounds : new int[] {1, 6}) {
      buses = new SteppedBuses(2, rounds);
      for (int rule = 0; rule < 8; rule++) {
        String[] targets = new String[5];
        for (int i = 0; i < targets.length; i++) {
          String queue = "q" + rule + '-' + i;
          buses.createQueue(queue);
          targets[i] = target("t" + i, queueArn(queue), ",'InputPath':'$.detail'");
        }
        buses.rule("default", "r" + rule, targets);
      }
      CompletableFuture<Answer> answer = buses.beginPut("default", detail);
      for (int i = 0; !answer.isDone() || i < rounds; i++) {
        buses.services.run(1);
      }
      buses.services.crash();
      for (int rule = 0; rule < 8; rule++) {
        for (int i = 0; i < 5; i++) {
          assertThat(buses.drain("q" + rule + '-' + i)).as("after %d rounds", rounds).hasSize(1);
        }
      }
    }
  }

  /// An end between the steps of a delete leaves an archive that can be deleted, or none; never
  /// events without a name.
  @Test
  void aCrashWhileAnArchiveIsDeletedLeavesOneThatCanBeDeleted() {
    for (int rounds = 0; rounds <= 8; rounds++) {
      buses = new SteppedBuses(3, rounds);
      archive("warm");
      buses.accept("DeleteArchive", "{'ArchiveName':'warm'}");
      int empty = buses.services.entries();
      archive("a");
      buses.put("default", "{\"n\":1}");
      assertThat(buses.services.entries()).isGreaterThan(empty);
      CompletableFuture<Answer> delete = buses.begin("DeleteArchive", "{'ArchiveName':'a'}");
      buses.services.run(rounds);
      boolean isDone = delete.isDone();
      buses.services.crash();
      String list = buses.accept("ListArchives", "{}");
      if (list.contains("\"ArchiveName\":\"a\"")) {
        assertThat(isDone).isFalse();
        buses.accept("DeleteArchive", "{'ArchiveName':'a'}");
      }
      assertThat(buses.services.entries()).as("after %d rounds", rounds).isEqualTo(empty);
    }
  }

  /// What a start makes whole it read a moment before.
  @Test
  void anUpdateWhileAStartMakesArchivesWholeCounts() {
    for (int rounds = 0; rounds <= 12; rounds++) {
      buses = new SteppedBuses(3, rounds);
      archive("a");
      buses.services.beginAfterCrash();
      buses.services.run(rounds);
      CompletableFuture<Answer> update =
          buses.begin(
              "UpdateArchive",
              "{'ArchiveName':'a','EventPattern':'{\\\"detail\\\":{\\\"n\\\":[2]}}'}");
      buses.services.run();
      assertThat(SteppedServices.text(update)).contains("ArchiveArn");
      buses.put("default", "{\"n\":1}");
      buses.put("default", "{\"n\":2}");
      assertThat(buses.accept("DescribeArchive", "{'ArchiveName':'a'}"))
          .as("after %d rounds", rounds)
          .contains("\"EventCount\":1");
    }
  }

  @Test
  void aDeleteWhileAStartMakesArchivesWholeCounts() {
    for (int rounds = 0; rounds <= 12; rounds++) {
      buses = new SteppedBuses(3, rounds);
      archive("warm");
      buses.accept("DeleteArchive", "{'ArchiveName':'warm'}");
      int empty = buses.services.entries();
      archive("a");
      buses.services.beginAfterCrash();
      buses.services.run(rounds);
      CompletableFuture<Answer> delete = buses.begin("DeleteArchive", "{'ArchiveName':'a'}");
      buses.services.run();
      assertThat(delete).isCompletedWithValueMatching(answer -> answer.errorCode().isEmpty());
      buses.put("default", "{\"n\":1}");
      assertThat(buses.services.entries()).as("after %d rounds", rounds).isEqualTo(empty);
    }
  }

  /// Whenever its name is free again, an archive of that name on another bus is another archive.
  @Test
  void aDeletedArchiveLeavesNothingBesideALaterOneOfItsName() {
    for (int rounds = 0; rounds <= 8; rounds++) {
      for (int after = 0; after <= 6; after++) {
        buses = new SteppedBuses(3, rounds);
        buses.accept("CreateEventBus", "{'Name':'other'}");
        archive("warm");
        buses.accept("DeleteArchive", "{'ArchiveName':'warm'}");
        buses.accept("CreateArchive", archiveOf("warm", "other"));
        buses.accept("DeleteArchive", "{'ArchiveName':'warm'}");
        int empty = buses.services.entries();
        archive("a");
        var _ = buses.begin("DeleteArchive", "{'ArchiveName':'a'}");
        buses.services.run(rounds);
        buses.services.beginAfterCrash();
        buses.services.run(after);
        // Two archives of a name were not created at the same millisecond.
        buses.services.clock.advance(Duration.ofMillis(1));
        CompletableFuture<Answer> gone = buses.begin("DeleteArchive", "{'ArchiveName':'a'}");
        CompletableFuture<Answer> created = buses.begin("CreateArchive", archiveOf("a", "other"));
        buses.services.run();
        assertThat(gone).isDone();
        if (!created.join().errorCode().isEmpty()) {
          buses.accept("CreateArchive", archiveOf("a", "other"));
        }
        buses.services.crash();
        buses.put("default", "{\"n\":1}");
        buses.put("other", "{\"n\":2}");
        String where = "after " + rounds + " and " + after + " rounds";
        assertThat(buses.accept("ListRules", "{}")).as(where).contains("\"Rules\":[]");
        assertThat(buses.accept("ListRules", "{'EventBusName':'other'}"))
            .as(where)
            .contains("Events-Archive-a");
        assertThat(buses.accept("DescribeArchive", "{'ArchiveName':'a'}"))
            .as(where)
            .contains("\"EventCount\":1");
        buses.accept("DeleteArchive", "{'ArchiveName':'a'}");
        assertThat(buses.services.entries()).as(where).isEqualTo(empty);
      }
    }
  }

  private void archive(String name) {
    buses.accept("CreateArchive", archiveOf(name, "default"));
  }

  private static String archiveOf(String name, String bus) {
    return "{'ArchiveName':'" + name + "','EventSourceArn':'" + busArn(bus) + "'}";
  }

  @Test
  void deletedRulesAndSchedulesLeaveNoTimers() {
    String hourly = "{'Name':'r','ScheduleExpression':'rate(1 hour)'}";
    buses.accept("PutRule", hourly);
    buses.accept("DeleteRule", "{'Name':'r'}");
    int none = buses.services.entries();
    for (int round = 0; round < 3; round++) {
      buses.accept("PutRule", hourly);
      buses.accept("PutRule", "{'Name':'r','ScheduleExpression':'cron(0 12 * * ? *)'}");
      // The rule and its timer.
      assertThat(buses.services.entries()).isEqualTo(none + 2);
      buses.accept("DeleteRule", "{'Name':'r'}");
      assertThat(buses.services.entries()).isEqualTo(none);
      buses.accept("PutRule", hourly);
      buses.accept("DisableRule", "{'Name':'r'}");
      assertThat(buses.services.entries()).isEqualTo(none + 1);
      buses.accept("EnableRule", "{'Name':'r'}");
      buses.accept("DeleteRule", "{'Name':'r'}");
      assertThat(buses.services.entries()).isEqualTo(none);
    }
    SteppedSchedules schedules = new SteppedSchedules(buses.services);
    schedules.createQueue("q");
    String target = SteppedSchedules.toQueue("q", "x");
    schedules.create("warm", SteppedSchedules.settings("rate(1 hour)", target, ""));
    schedules.accept(schedules.services.scheduler("DELETE /schedules/warm", ""));
    schedules.drain("q");
    int before = schedules.services.entries();
    schedules.create("s", SteppedSchedules.settings("cron(0 5 * * ? *)", target, ""));
    schedules.accept(
        schedules.services.scheduler(
            "PUT /schedules/s", SteppedSchedules.settings("cron(0 6 * * ? *)", target, "")));
    assertThat(schedules.services.entries()).isEqualTo(before + 2);
    schedules.accept(schedules.services.scheduler("DELETE /schedules/s", ""));
    assertThat(schedules.services.entries()).isEqualTo(before);
    schedules.advance(Duration.ofDays(1));
    assertThat(schedules.drain("q")).isEmpty();
  }
}
