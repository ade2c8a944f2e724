package dev.junction.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.log.domain.GroupAddress;
import dev.junction.log.domain.LogEvent;
import dev.junction.log.filter.Effort;
import dev.junction.log.filter.FilterPattern;
import dev.junction.log.filter.MalformedFilter;
import dev.junction.log.operation.FilterLogEvents;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Requests and messages that were made to hurt, or that nobody thinks of.
final class AwkwardRequestsScenarioTest {

  private final LogBench bench = new LogBench();

  @BeforeEach
  void createGroup() {
    bench.accept("CreateLogGroup", "{'logGroupName':'g'}");
    bench.accept("CreateLogStream", "{'logGroupName':'g','logStreamName':'s'}");
  }

  private void put(String stream, String... messages) {
    StringBuilder events = new StringBuilder();
    for (String message : messages) {
      events.append(events.isEmpty() ? "" : ",");
      events.append("{'timestamp':" + bench.clock.millis() + ",'message':'" + message + "'}");
    }
    bench.accept(
        "PutLogEvents",
        "{'logGroupName':'g','logStreamName':'" + stream + "','logEvents':[" + events + "]}");
  }

  /// U+FFFF twice, which no name of a group comes behind, with the list's check sum.
  @Test
  void aTokenBehindAllNamesEndsTheList() {
    assertThat(bench.accept("DescribeLogGroups", "{'nextToken':'77-_77-_ugnq_g'}"))
        .contains("\"logGroups\":[]");
    assertThat(bench.accept("DescribeLogGroups", "{}")).contains("\"logGroupName\":\"g\"");
  }

  @Test
  void aNumberOfABillionDigitsIsNotWrittenOut() {
    String tried =
        bench.accept(
            "TestMetricFilter",
            "{'filterPattern':'{ $.a > 1 }','logEventMessages':['{\\\"a\\\":1e999999999}']}");
    assertThat(tried).contains("\"$.a\":\"1E+999999999\"");
    assertThat(
            bench.accept(
                "TestMetricFilter",
                "{'filterPattern':'{ $.a = \\\"x\\\" }',"
                    + "'logEventMessages':['{\\\"a\\\":1e-999999999}']}"))
        .contains("\"matches\":[]");
  }

  @Test
  void bracketsThatNeverCloseAreFieldsOfTheirOwn() {
    String brackets = "[ ".repeat(120_000);
    assertThat(
            bench.accept(
                "TestMetricFilter",
                "{'filterPattern':'[first, ..., last]','logEventMessages':['" + brackets + "']}"))
        .contains("\"$first\":\"[\"");
  }

  /// Source: the real service's answer in public reports: the stream does not exist.
  @Test
  void aSearchInAStreamThatIsNotThereIsRefused() {
    for (String names : new String[] {"'x'", "'s','x'"}) {
      assertThat(
              bench.refuse(
                  "FilterLogEvents", "{'logGroupName':'g','logStreamNames':[" + names + "]}"))
          .contains("The specified log stream does not exist.");
    }
  }

  @Test
  void whoeverTurnsRoundOnAnEmptyPageSeesTheLastEventAgain() {
    put("s", "a", "b");
    String all = read(",'startFromHead':true");
    String end = read(",'nextToken':'" + token(all, "nextForwardToken") + "'");
    assertThat(end).contains("\"events\":[]");
    assertThat(read(",'limit':1,'nextToken':'" + token(end, "nextBackwardToken") + "'"))
        .contains("\"message\":\"b\"");
    String start = read(",'nextToken':'" + token(all, "nextBackwardToken") + "'");
    assertThat(start).contains("\"events\":[]");
    assertThat(read(",'limit':1,'nextToken':'" + token(start, "nextForwardToken") + "'"))
        .contains("\"message\":\"a\"");
  }

  private String read(String more) {
    return bench.accept("GetLogEvents", "{'logGroupName':'g','logStreamName':'s'" + more + "}");
  }

  private static String token(String answer, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(answer);
    assertThat(matcher.find()).as(answer).isTrue();
    return matcher.group(1);
  }

  /// Three messages take more steps than a request has: its page ends early, and the next goes on.
  @Test
  void aSearchThatTakesTooManyStepsGoesOnOnTheNextPage() {
    String endless = "a".repeat(60_000);
    put("s", "x", endless, endless, endless, "y");
    String wish = "'logGroupName':'g','filterPattern':'-%" + "a{0,30}".repeat(30) + "b%'";
    String first = bench.accept("FilterLogEvents", "{" + wish + "}");
    assertThat(first).contains("\"message\":\"x\"").doesNotContain("\"message\":\"y\"");
    String answer = first;
    int pages = 1;
    while (answer.contains("nextToken")) {
      String next = ",'nextToken':'" + token(answer, "nextToken") + "'";
      answer = bench.accept("FilterLogEvents", "{" + wish + next + "}");
      assertThat(answer).doesNotContain("aaa");
      assertThat(++pages).isLessThan(6);
    }
    assertThat(answer).contains("\"message\":\"y\"");
  }

  /// A walk goes on over pages until its own steps are spent.
  @Test
  void aWalkThatTakesTooManyStepsIsRefused() throws MalformedFilter {
    String endless = "a".repeat(60_000);
    put("s", "x", endless, "y");
    String refused = walk("-%" + "a{0,30}".repeat(30) + "b%");
    assertThat(refused).startsWith("InvalidParameterException: There is too much to search");
    assertThat(walk("-%b%")).isEqualTo("3 events");
  }

  private String walk(String pattern) throws MalformedFilter {
    FilterLogEvents.Search search =
        new FilterLogEvents.Search(
            new GroupAddress(new AccountId(LogBench.ACCOUNT), Region.DEFAULT, "g"),
            null,
            "",
            0,
            Long.MAX_VALUE,
            FilterPattern.parse(pattern),
            10_000);
    var walk = bench.module().walk(bench.engine(), search, Effort.of(1_000_000), 10);
    while (!walk.isDone()) {
      bench.run();
      Thread.onSpinWait();
    }
    return switch (walk.join()) {
      case Outcome.Rejected<List<LogEvent>>(var error) -> error.code() + ": " + error.message();
      case Outcome.Accepted<List<LogEvent>>(var events) -> events.size() + " events";
    };
  }

  @Test
  void aTokenThatNoSearchHandedOutIsRefused() {
    put("s", "x", "y");
    String answer = bench.accept("FilterLogEvents", "{'logGroupName':'g','limit':1}");
    String next = token(answer, "nextToken");
    assertThat(bench.accept("FilterLogEvents", "{'logGroupName':'g','nextToken':'" + next + "'}"))
        .contains("\"message\":\"y\"");
    for (String other : new String[] {"0".repeat(56), next + "AAAA"}) {
      assertThat(
              bench.refuse("FilterLogEvents", "{'logGroupName':'g','nextToken':'" + other + "'}"))
          .contains("The specified nextToken is invalid.");
    }
    assertThat(bench.refuse("DescribeLogGroups", "{'nextToken':'" + next + "'}"))
        .contains("The specified nextToken is invalid.");
  }
}
