package dev.junction.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.wire.http.PartSource;
import dev.junction.wire.protocol.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Live Tail sessions over time. Source: CloudWatch Logs API reference, StartLiveTail.
final class LiveTailScenarioTest {

  private static final String ARN = "arn:aws:logs:us-east-1:" + LogBench.ACCOUNT + ":log-group:";

  private final LogBench bench = new LogBench();

  @BeforeEach
  void createGroups() {
    for (String group : List.of("g", "h")) {
      bench.accept("CreateLogGroup", "{'logGroupName':'" + group + "'}");
      for (String stream : List.of("a1", "a2", "b")) {
        bench.accept(
            "CreateLogStream", "{'logGroupName':'" + group + "','logStreamName':'" + stream + "'}");
      }
    }
  }

  private PartSource start(String input) {
    Answer answer =
        Objects.requireNonNull(bench.ask("StartLiveTail", input.replace('\'', '"')).getNow(null));
    assertThat(answer.errorCode())
        .as(new String(answer.response().body(), StandardCharsets.UTF_8))
        .isEmpty();
    PartSource parts = Objects.requireNonNull(answer.parts());
    assertThat(next(parts)).contains("initial-response");
    assertThat(next(parts)).contains("sessionStart").contains("\"sessionId\":");
    return parts;
  }

  private PartSource startOn(String group) {
    return start("{'logGroupIdentifiers':['" + ARN + group + "']}");
  }

  private String next(PartSource parts) {
    return now(parts.next().toCompletableFuture());
  }

  /// What lies in a part, or "end".
  private String now(CompletableFuture<Optional<byte[]>> part) {
    bench.run();
    assertThat(part).isDone();
    return part.join().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("end");
  }

  private String afterSecond(PartSource parts) {
    CompletableFuture<Optional<byte[]>> part = parts.next().toCompletableFuture();
    bench.run();
    assertThat(part).isNotDone();
    bench.clock.advance(Duration.ofSeconds(1));
    return now(part);
  }

  private void put(String group, String stream, String... messages) {
    String events =
        List.of(messages).stream()
            .map(text -> "{'timestamp':" + bench.clock.millis() + ",'message':'" + text + "'}")
            .collect(Collectors.joining(","));
    bench.accept(
        "PutLogEvents",
        "{'logGroupName':'"
            + group
            + "','logStreamName':'"
            + stream
            + "','logEvents':["
            + events
            + "]}");
  }

  @Test
  void eachSecondShowsWhatCameSinceTheLast() {
    put("g", "b", "before");
    PartSource parts = start("{'logGroupIdentifiers':['" + ARN + "g','" + ARN + "h']}");
    put("g", "a1", "one");
    put("h", "b", "two");
    assertThat(afterSecond(parts))
        .contains("sessionUpdate")
        .contains("\"sampled\":false")
        .contains("\"message\":\"one\"")
        .contains("\"message\":\"two\"")
        .contains("\"logGroupIdentifier\":\"" + ARN + "h\"")
        .doesNotContain("before");
    assertThat(afterSecond(parts)).contains("\"sessionResults\":[]");
  }

  @Test
  void onlyWhatIsWantedIsShown() {
    PartSource named =
        start("{'logGroupIdentifiers':['" + ARN + "g'],'logStreamNames':['a1','b']}");
    PartSource prefixed =
        start("{'logGroupIdentifiers':['" + ARN + "g'],'logStreamNamePrefixes':['a']}");
    PartSource filtered =
        start("{'logGroupIdentifiers':['" + ARN + "g'],'logEventFilterPattern':'bad'}");
    put("g", "a1", "one", "bad");
    put("g", "a2", "two");
    put("g", "b", "three");
    assertThat(afterSecond(named)).contains("one", "bad", "three").doesNotContain("two");
    assertThat(next(prefixed)).contains("one", "bad", "two").doesNotContain("three");
    assertThat(next(filtered)).contains("bad").doesNotContain("one", "two", "three");
  }

  @Test
  void moreThanFiveHundredEventsAreSampled() {
    PartSource parts = startOn("g");
    String[] many = IntStream.range(0, 700).mapToObj(i -> "m" + i).toArray(String[]::new);
    put("g", "b", many);
    String update = afterSecond(parts);
    assertThat(update).contains("\"sampled\":true");
    assertThat(update.split("\"message\":", -1)).hasSize(501);
  }

  @Test
  void whoDoesNotReadLosesTheOldestUpdates() {
    PartSource parts = startOn("g");
    for (int second = 0; second < 14; second++) {
      put("g", "b", "second" + second + ".");
      bench.clock.advance(Duration.ofSeconds(1));
      bench.run();
    }
    List<String> read = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      read.add(next(parts));
    }
    assertThat(read.getFirst()).contains("second4.");
    assertThat(read.getLast()).contains("second13.");
    assertThat(afterSecond(parts)).contains("\"sessionResults\":[]");
  }

  @Test
  void aSessionEndsAfterThreeHours() {
    PartSource parts = startOn("g");
    bench.clock.advance(Duration.ofHours(3));
    assertThat(next(parts)).contains("sessionUpdate");
    assertThat(next(parts))
        .contains(":exception-type")
        .contains("SessionTimeoutException")
        .contains("three hours");
    assertThat(next(parts)).isEqualTo("end");
  }

  @Test
  void anAccountHasFifteenSessionsAndClosingOneMakesRoom() {
    List<PartSource> open = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      open.add(startOn("g"));
    }
    String one = "{'logGroupIdentifiers':['" + ARN + "g']}";
    assertThat(bench.refuse("StartLiveTail", one)).startsWith("LimitExceededException");
    open.getFirst().close();
    open.add(startOn("g"));
    assertThat(bench.refuse("StartLiveTail", one)).startsWith("LimitExceededException");
    assertThat(next(open.getFirst())).isEqualTo("end");
  }

  @Test
  void wrongRequestsAreRefusedAndCostNoSession() {
    for (int i = 0; i < 20; i++) {
      assertThat(bench.refuse("StartLiveTail", "{'logGroupIdentifiers':['" + ARN + "none']}"))
          .startsWith("ResourceNotFoundException");
    }
    assertThat(bench.refuse("StartLiveTail", "{'logGroupIdentifiers':['g']}"))
        .startsWith("InvalidParameterException");
    assertThat(bench.refuse("StartLiveTail", "{'logGroupIdentifiers':['" + ARN + "g:*']}"))
        .startsWith("InvalidParameterException");
    assertThat(
            bench.refuse(
                "StartLiveTail",
                "{'logGroupIdentifiers':['" + ARN + "g','" + ARN + "h'],'logStreamNames':['a1']}"))
        .startsWith("InvalidParameterException");
    assertThat(
            bench.refuse(
                "StartLiveTail",
                "{'logGroupIdentifiers':['"
                    + ARN
                    + "g'],'logStreamNames':['a1'],'logStreamNamePrefixes':['a']}"))
        .startsWith("InvalidParameterException");
    assertThat(
            bench.refuse(
                "StartLiveTail",
                "{'logGroupIdentifiers':['" + ARN + "g'],'logEventFilterPattern':'{ $.a }'}"))
        .startsWith("InvalidParameterException");
    bench.accept("CreateLogGroup", "{'logGroupName':'rare','logGroupClass':'INFREQUENT_ACCESS'}");
    assertThat(bench.refuse("StartLiveTail", "{'logGroupIdentifiers':['" + ARN + "rare']}"))
        .startsWith("InvalidOperationException");
    PartSource parts = startOn("g");
    put("g", "b", "well");
    assertThat(afterSecond(parts)).contains("well");
  }

  @Test
  void theEndOfTheServerEndsSessions() {
    PartSource parts = startOn("g");
    CompletableFuture<Optional<byte[]>> part = parts.next().toCompletableFuture();
    var _ = bench.module().endFollowing(bench.engine());
    assertThat(now(part)).isEqualTo("end");
    assertThat(bench.refuse("StartLiveTail", "{'logGroupIdentifiers':['" + ARN + "g']}"))
        .startsWith("ServiceUnavailable");
  }

  @Test
  void aSessionThatFailsSaysSoAndMakesRoom() {
    PartSource parts = startOn("g");
    CompletableFuture<Optional<byte[]>> part = parts.next().toCompletableFuture();
    bench.looks =
        _ -> {
          throw new RejectedExecutionException("for the test");
        };
    bench.clock.advance(Duration.ofSeconds(1));
    assertThat(now(part)).contains(":exception-type").contains("SessionStreamingException");
    assertThat(next(parts)).isEqualTo("end");
    for (int i = 0; i < 15; i++) {
      startOn("g");
    }
  }

  @Test
  void aSessionOutlivesASecondThatItsPartitionHadNoRoomFor() throws InterruptedException {
    PartSource parts = startOn("g");
    Semaphore looked = new Semaphore(0);
    bench.looks =
        what -> {
          what.run();
          looked.release();
        };
    bench.fault();
    // It hears of the refusal, and a second later waits again.
    bench.run();
    assertThat(looked.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
    assertThat(afterSecond(parts)).contains("\"sessionResults\":[]");
    put("g", "b", "after");
    assertThat(afterSecond(parts)).contains("after");
  }

  @Test
  void aSessionThatCannotAskTheTimeEndsAllTheSame() throws InterruptedException {
    PartSource parts = startOn("g");
    bench.clock.advance(Duration.ofHours(3).minusSeconds(2));
    assertThat(next(parts)).contains("sessionUpdate");
    Semaphore looked = new Semaphore(0);
    bench.looks =
        what -> {
          what.run();
          looked.release();
        };
    CompletableFuture<Optional<byte[]>> part = parts.next().toCompletableFuture();
    // It hears of the refusal and waits again, and is refused again: two seconds.
    bench.fault();
    bench.run();
    assertThat(looked.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
    assertThat(part).isNotDone();
    bench.fault();
    assertThat(now(part)).contains(":exception-type").contains("SessionTimeoutException");
    assertThat(next(parts)).isEqualTo("end");
  }

  @Test
  void aGroupThatIsDeletedShowsNothingMore() {
    PartSource parts = startOn("g");
    bench.accept("DeleteLogGroup", "{'logGroupName':'g'}");
    assertThat(afterSecond(parts)).contains("\"sessionResults\":[]");
  }
}
