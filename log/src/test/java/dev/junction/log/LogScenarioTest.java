package dev.junction.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.engine.PartitionService;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.log.access.LogAccess;
import dev.junction.log.domain.EventPosition;
import dev.junction.log.domain.GroupAddress;
import dev.junction.log.state.GroupEvents;
import dev.junction.log.state.Groups;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Log groups over time and crashes. Rules of times and tokens: CloudWatch Logs API reference.
final class LogScenarioTest {

  private static final Pattern MESSAGE = Pattern.compile("\"message\":\"([^\"]*)\"");
  private static final String STREAM = "{'logGroupName':'g','logStreamName':'s'}";

  private final LogBench bench = new LogBench();

  @BeforeEach
  void createGroup() {
    bench.accept("CreateLogGroup", "{'logGroupName':'g'}");
    bench.accept("CreateLogStream", STREAM);
  }

  private long now() {
    return bench.clock.millis();
  }

  private String put(String stream, Object... timesAndMessages) {
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < timesAndMessages.length; i += 2) {
      events
          .append(i == 0 ? "" : ",")
          .append("{'timestamp':" + timesAndMessages[i])
          .append(",'message':'" + timesAndMessages[i + 1] + "'}");
    }
    return "{'logGroupName':'g','logStreamName':'" + stream + "','logEvents':[" + events + "]}";
  }

  private List<String> read(String more) {
    return messages(
        bench.accept("GetLogEvents", "{'logGroupName':'g','logStreamName':'s'" + more + "}"));
  }

  private List<String> filter(String more) {
    return messages(bench.accept("FilterLogEvents", "{'logGroupName':'g'" + more + "}"));
  }

  private static List<String> messages(String answer) {
    List<String> found = new ArrayList<>();
    Matcher matcher = MESSAGE.matcher(answer);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  private static String member(String answer, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(answer);
    assertThat(matcher.find()).as(answer).isTrue();
    return matcher.group(1);
  }

  @Test
  void eventsAreReadInTheOrderOfTheirTimesAlsoAfterACrash() {
    bench.accept("PutLogEvents", put("s", now(), "b", now() + 5, "c"));
    bench.accept("PutLogEvents", put("s", now() - 10, "a"));
    bench.accept("PutLogEvents", put("s", now() + 5, "d"));
    bench.crash();
    assertThat(read(",'startFromHead':true")).containsExactly("a", "b", "c", "d");
    assertThat(read("")).containsExactly("a", "b", "c", "d");
    assertThat(read(",'limit':2")).containsExactly("c", "d");
    assertThat(read(",'limit':2,'startFromHead':true")).containsExactly("a", "b");
    assertThat(read(",'startTime':" + now() + ",'endTime':" + (now() + 5))).containsExactly("b");
    assertThat(filter("")).containsExactly("a", "b", "c", "d");
    // The end of a filter counts, that of a read does not.
    assertThat(filter(",'startTime':" + now() + ",'endTime':" + (now() + 5)))
        .containsExactly("b", "c", "d");
  }

  @Test
  void tokensLeadToAndFroAndEndWhereTheyAreTheSame() {
    bench.accept(
        "PutLogEvents", put("s", now(), "a", now() + 1, "b", now() + 2, "c", now() + 3, "d"));
    String page =
        bench.accept("GetLogEvents", "{'logGroupName':'g','logStreamName':'s','limit':2}");
    assertThat(messages(page)).containsExactly("c", "d");
    String back = member(page, "nextBackwardToken");
    String forth = member(page, "nextForwardToken");
    assertThat(read(",'nextToken':'" + back + "'")).containsExactly("a", "b");
    String none =
        bench.accept(
            "GetLogEvents", "{'logGroupName':'g','logStreamName':'s','nextToken':'" + forth + "'}");
    assertThat(messages(none)).isEmpty();
    assertThat(member(none, "nextForwardToken")).isEqualTo(forth);
    bench.accept("PutLogEvents", put("s", now() + 3, "e"));
    assertThat(read(",'nextToken':'" + forth + "'")).containsExactly("e");
    assertThat(
            bench.refuse(
                "GetLogEvents", "{'logGroupName':'g','logStreamName':'s','nextToken':'f/1/s'}"))
        .contains("InvalidParameterException", "nextToken");
  }

  @Test
  void whatIsTooOldTooNewOrOutOfOrderIsRefused() {
    long day = Duration.ofDays(1).toMillis();
    long hour = Duration.ofHours(1).toMillis();
    String old =
        bench.accept("PutLogEvents", put("s", now() - 14 * day - 1, "x", now() - 14 * day, "a"));
    assertThat(old).contains("\"rejectedLogEventsInfo\":{\"tooOldLogEventEndIndex\":1}");
    String ahead = bench.accept("PutLogEvents", put("s", now() + 2 * hour, "b"));
    assertThat(ahead).doesNotContain("rejected");
    ahead = bench.accept("PutLogEvents", put("s", now(), "c", now() + 2 * hour + 1, "x"));
    assertThat(ahead).contains("{\"tooNewLogEventStartIndex\":1}");
    assertThat(bench.refuse("PutLogEvents", put("s", now() + 1, "x", now(), "x")))
        .startsWith("InvalidParameterException")
        .contains("must be in chronological order");
    assertThat(bench.refuse("PutLogEvents", put("s", now() - day - 1, "x", now(), "x")))
        .contains("cannot span more than 24 hours");
    assertThat(bench.refuse("PutLogEvents", put("s", now(), "x".repeat(1_048_551))))
        .contains("Upload too large: 1048577 bytes exceeds limit of 1048576");
    bench.accept("PutRetentionPolicy", "{'logGroupName':'g','retentionInDays':1}");
    assertThat(bench.accept("PutLogEvents", put("s", now() - day - 1, "x", now() - day, "d")))
        .contains("{\"expiredLogEventEndIndex\":1}");
    assertThat(read(",'startFromHead':true")).containsExactly("d", "c", "b");
  }

  @Test
  void retentionHidesEventsAtOnceAndGivesTheirSpaceBack() {
    int empty = bench.entries();
    for (int i = 0; i < 30; i++) {
      Object[] events = new Object[200];
      for (int j = 0; j < events.length; j += 2) {
        events[j] = now();
        events[j + 1] = "m" + i + "-" + j;
      }
      bench.accept("PutLogEvents", put("s", events));
    }
    assertThat(bench.entries()).isGreaterThan(6_000);
    bench.accept("PutRetentionPolicy", "{'logGroupName':'g','retentionInDays':1}");
    bench.crash();
    bench.clock.advance(Duration.ofHours(23));
    bench.accept("PutLogEvents", put("s", now(), "kept"));
    bench.clock.advance(Duration.ofHours(1).plusMillis(1));
    assertThat(filter(",'limit':3")).containsExactly("kept");
    bench.clock.advance(Duration.ofHours(1));
    bench.run();
    // The counters of the group, the event and its place in the index.
    assertThat(bench.entries()).isEqualTo(empty + 2);
    assertThat(bench.accept("DescribeLogGroups", "{}")).contains("\"storedBytes\":30");
    bench.clock.advance(Duration.ofDays(2));
    bench.run();
    assertThat(bench.entries()).isEqualTo(empty);
    assertThat(bench.accept("DescribeLogGroups", "{}")).contains("\"storedBytes\":0");
  }

  @Test
  void aDeletedStreamLeavesNothingBehind() {
    int before = bench.entries();
    bench.accept("CreateLogStream", "{'logGroupName':'g','logStreamName':'t'}");
    Object[] events = new Object[5_000];
    for (int j = 0; j < events.length; j += 2) {
      events[j] = now();
      events[j + 1] = "m";
    }
    bench.accept("PutLogEvents", put("t", events));
    bench.accept("PutLogEvents", put("s", now(), "other"));
    bench.accept("DeleteLogStream", "{'logGroupName':'g','logStreamName':'t'}");
    assertThat(filter("")).containsExactly("other");
    assertThat(bench.entries()).isEqualTo(before + 2);
    assertThat(bench.refuse("PutLogEvents", put("t", now(), "x")))
        .contains("The specified log stream does not exist.");
    bench.accept("CreateLogStream", "{'logGroupName':'g','logStreamName':'t'}");
    assertThat(filter(",'logStreamNames':['t']")).isEmpty();
  }

  @Test
  void deletionProtectionHoldsUntilItIsSwitchedOff() {
    bench.accept(
        "PutLogGroupDeletionProtection",
        "{'logGroupIdentifier':'g','deletionProtectionEnabled':true}");
    bench.crash();
    assertThat(bench.refuse("DeleteLogGroup", "{'logGroupName':'g'}"))
        .startsWith("ValidationException");
    assertThat(bench.refuse("DeleteLogStream", STREAM)).startsWith("ValidationException");
    bench.accept(
        "PutLogGroupDeletionProtection",
        "{'logGroupIdentifier':'arn:aws:logs:us-east-1:123456789012:log-group:g',"
            + "'deletionProtectionEnabled':false}");
    bench.accept("PutLogEvents", put("s", now(), "a"));
    bench.accept("DeleteLogGroup", "{'logGroupName':'g'}");
    // The number of the next group.
    assertThat(bench.entries()).isEqualTo(1);
  }

  @Test
  void filtersGoThroughLongGroupsInPages() {
    bench.accept("CreateLogStream", "{'logGroupName':'g','logStreamName':'t'}");
    for (int batch = 0; batch < 6; batch++) {
      Object[] events = new Object[2_000];
      for (int j = 0; j < events.length; j += 2) {
        events[j] = now() + batch;
        events[j + 1] = j == 0 ? "needle " + batch : "hay";
      }
      bench.accept("PutLogEvents", put(batch % 2 == 0 ? "s" : "t", events));
    }
    assertThat(filterAll(",'filterPattern':'needle','limit':2"))
        .containsExactly("needle 0", "needle 1", "needle 2", "needle 3", "needle 4", "needle 5");
    assertThat(filterAll(",'filterPattern':'needle','logStreamNames':['t']"))
        .containsExactly("needle 1", "needle 3", "needle 5");
    assertThat(filterAll(",'filterPattern':'needle','logStreamNamePrefix':'s','limit':1"))
        .containsExactly("needle 0", "needle 2", "needle 4");
  }

  private List<String> filterAll(String more) {
    List<String> all = new ArrayList<>();
    String token = "";
    do {
      String answer = bench.accept("FilterLogEvents", "{'logGroupName':'g'" + more + token + "}");
      all.addAll(messages(answer));
      token =
          answer.contains("nextToken") ? ",'nextToken':'" + member(answer, "nextToken") + "'" : "";
    } while (!token.isEmpty());
    return all;
  }

  @Test
  void streamsAreListedByNameAndByTheirLastEvent() {
    for (String name : List.of("b", "c", "a")) {
      bench.accept("CreateLogStream", "{'logGroupName':'g','logStreamName':'" + name + "'}");
    }
    bench.accept("PutLogEvents", put("c", now(), "x"));
    bench.accept("PutLogEvents", put("a", now() + 1, "x"));
    bench.accept("PutLogEvents", put("c", now() + 2, "x"));
    assertThat(streams("")).containsExactly("a", "b", "c", "s");
    assertThat(streams(",'descending':true")).containsExactly("s", "c", "b", "a");
    assertThat(streams(",'orderBy':'LastEventTime'")).containsExactly("b", "s", "a", "c");
    assertThat(streams(",'orderBy':'LastEventTime','descending':true"))
        .containsExactly("c", "a", "s", "b");
    assertThat(streams(",'logStreamNamePrefix':'b'")).containsExactly("b");
    assertThat(
            bench.refuse(
                "DescribeLogStreams",
                "{'logGroupName':'g','orderBy':'LastEventTime','logStreamNamePrefix':'b'}"))
        .contains("Cannot order by LastEventTime with a logStreamNamePrefix.");
  }

  private List<String> streams(String more) {
    List<String> all = new ArrayList<>();
    String token = "";
    do {
      String answer =
          bench.accept("DescribeLogStreams", "{'logGroupName':'g','limit':3" + more + token + "}");
      Matcher matcher = Pattern.compile("\"logStreamName\":\"([^\"]*)\"").matcher(answer);
      while (matcher.find()) {
        all.add(matcher.group(1));
      }
      token =
          answer.contains("nextToken") ? ",'nextToken':'" + member(answer, "nextToken") + "'" : "";
    } while (!token.isEmpty());
    return all;
  }

  /// What was deleted would have to be skipped entry by entry.
  @Test
  void aReadFromTheStartDoesNotBeginAtWhatWasDeleted() {
    bench.accept("CreateLogStream", "{'logGroupName':'g','logStreamName':'t'}");
    for (int i = 0; i < 50; i++) {
      bench.accept("PutLogEvents", put("s", now() - 60_000 + i, "old" + i));
    }
    bench.accept("PutLogEvents", put("t", now(), "kept"));
    bench.accept("DeleteLogStream", STREAM);
    assertThat(filter("")).containsExactly("kept");
    bench.reads.clear();
    assertThat(filter("")).containsExactly("kept");
    assertThat(timeOfScan()).isEqualTo(now());

    // What comes later with an earlier time is found all the same.
    bench.accept("PutLogEvents", put("t", now() - 5, "earlier"));
    assertThat(filter("")).containsExactly("earlier", "kept");
    assertThat(filter(",'startTime':" + (now() - 4))).containsExactly("kept");
    bench.accept("DeleteLogStream", "{'logGroupName':'g','logStreamName':'t'}");
    assertThat(filter("")).isEmpty();
    bench.accept("CreateLogStream", STREAM);
    bench.accept("PutLogEvents", put("s", now() - 9, "again"));
    bench.crash();
    assertThat(filter("")).containsExactly("again");
    assertThat(filter("")).containsExactly("again");
  }

  /// The time in the key where the last scan over events by time began.
  private long timeOfScan() {
    byte[] from =
        bench.reads.scans.stream()
            .filter(key -> key.length > 18 && key[1] == 'T')
            .toList()
            .getLast();
    return ByteBuffer.wrap(from, 10, 8).getLong();
  }

  /// A read holds up the partition for as long as it fetches.
  @Test
  void aPortionCountsWhatItFetches() {
    for (int i = 0; i < 40; i++) {
      bench.accept("PutLogEvents", put("s", now() + i, "a" + i));
    }
    bench.reads.clear();
    GroupEvents.Chunk chunk = portion(30);
    assertThat(chunk.events()).hasSize(15);
    assertThat(bench.reads.gets).isLessThanOrEqualTo(30);
    assertThat(portion(1_000).events()).hasSize(40);
  }

  @SuppressWarnings("unchecked")
  private GroupEvents.Chunk portion(int events) {
    GroupAddress group = new GroupAddress(new AccountId(LogBench.ACCOUNT), Region.DEFAULT, "g");
    var found =
        new LogAccess(bench.engine(), (PartitionService<Groups>) bench.module().partitionService())
            .run(
                group,
                (here, tx) ->
                    Outcome.accepted(
                        here.events()
                            .ofAllStreams(
                                tx,
                                EventPosition.before(0),
                                Long.MAX_VALUE,
                                _ -> true,
                                new GroupEvents.Portion(events, 1 << 20))));
    bench.run();
    return ((Outcome.Accepted<GroupEvents.Chunk>) found.join()).value();
  }
}
