package dev.junction.pipe.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.ServiceError;
import dev.junction.pipe.run.PlayedPipes.PlayedTarget;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// How pipes come from state to state while batches are on their way. Source of the states: API
/// reference, PipeState; of what is retried: EventBridge User Guide, "Amazon EventBridge Pipes
/// batching and concurrency", "Partial batch failure".
final class PipeRunnerTest {

  private final PlayedPipes pipes = new PlayedPipes();

  @Test
  void deletedPipesLeaveNothingBehind() {
    for (int i = 0; i < 40; i++) {
      pipes.create("p" + i);
    }
    pipes.stop("p0");
    assertThat(pipes.size()).isEqualTo(40);
    for (int i = 0; i < 40; i++) {
      pipes.delete("p" + i);
    }
    assertThat(pipes.size()).isZero();
    assertThat(pipes.source.receives).isEmpty();
    pipes.create("p0");
    assertThat(pipes.state("p0")).isEqualTo("RUNNING");
    assertThat(pipes.size()).isEqualTo(1);
  }

  @Test
  void aPipeIsStoppedWhenItsBatchHasEnded() {
    pipes.create("p");
    pipes.source.give("a-1");
    pipes.stop("p");
    assertThat(pipes.state("p")).isEqualTo("STOPPING");
    assertThat(pipes.refusalOfStart("p")).isEqualTo("ConflictException");
    pipes.target.next().takeAllBut();
    assertThat(pipes.source.acknowledged).containsExactly("a-1");
    assertThat(pipes.state("p")).isEqualTo("STOPPED");
    assertThat(pipes.source.receives).isEmpty();
    pipes.start("p");
    assertThat(pipes.state("p")).isEqualTo("RUNNING");
    assertThat(pipes.source.receives).hasSize(1);
  }

  @Test
  void aPipeIsDeletedWhenItsBatchHasEnded() {
    pipes.create("p");
    pipes.source.give("a-1");
    pipes.delete("p");
    assertThat(pipes.state("p")).isEqualTo("DELETING");
    pipes.target.next().takeAllBut();
    assertThat(pipes.source.acknowledged).containsExactly("a-1");
    assertThat(pipes.state("p")).isEqualTo("GONE");
  }

  @Test
  void anUpdateCountsFromTheNextBatchOn() {
    pipes.create("p");
    pipes.source.give("a-1");
    pipes.update("p", "other");
    assertThat(pipes.state("p")).isEqualTo("UPDATING");
    assertThat(pipes.source.receives).isEmpty();
    PlayedTarget.Waiting before = pipes.target.next();
    assertThat(before.target()).endsWith(":out");
    before.takeAllBut();
    assertThat(pipes.state("p")).isEqualTo("RUNNING");
    pipes.source.give("a-2");
    assertThat(pipes.target.next().target()).endsWith(":other");
  }

  @Test
  void onlyWhatTheTargetTookIsAcknowledged() {
    pipes.create("p");
    pipes.source.give("a-1", "b-1", "c-1");
    pipes.target.next().takeAllBut(1);
    assertThat(pipes.source.acknowledged).containsExactly("a-1", "c-1");
  }

  @Test
  void behindAMessageThatIsNotTakenItsGroupWaits() {
    pipes.source.isOrdered = true;
    pipes.create("p");
    pipes.source.give("a-1", "a-2", "b-1", "b-2", "a-3");
    PlayedTarget.Waiting first = pipes.target.next();
    assertThat(first.texts()).containsExactly("a-1", "b-1");
    first.takeAllBut(0);
    PlayedTarget.Waiting second = pipes.target.next();
    assertThat(second.texts()).containsExactly("b-2");
    second.takeAllBut();
    assertThat(pipes.target.calls).isEmpty();
    assertThat(pipes.source.acknowledged).containsExactly("b-1", "b-2");
  }

  @Test
  void noMoreThanFiveBatchesAreOnTheirWay() {
    pipes.create("p");
    for (int i = 0; i < 5; i++) {
      pipes.source.give("a-" + i);
    }
    assertThat(pipes.source.receives).isEmpty();
    pipes.target.next().takeAllBut();
    assertThat(pipes.source.receives).hasSize(1);
  }

  @Test
  void failuresMakePausesLongerAndASuccessEndsThem() {
    pipes.create("p");
    // A second receive is on its way when the first batch fails, so that only the next one pauses.
    pipes.source.give("a-1");
    pipes.target.next().takeAllBut(0);
    pipes.source.receives.getLast().completeExceptionally(new IllegalStateException("broken"));
    assertThat(pipes.pauses.end()).isEqualTo(Duration.ofMillis(400));
    pipes.source.receives.getLast().completeExceptionally(new IllegalStateException("broken"));
    assertThat(pipes.pauses.end()).isEqualTo(Duration.ofMillis(800));
    pipes.source.give("a-2");
    pipes.target.next().takeAllBut();
    pipes.source.receives.getLast().completeExceptionally(new IllegalStateException("broken"));
    assertThat(pipes.pauses.end()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void aReceiveIsSentAwayWhenTheTargetWantsToBeLeftAlone() {
    pipes.create("p");
    pipes.source.give("a-1");
    assertThat(pipes.source.receives).hasSize(1);
    pipes.target.restNanos = Duration.ofMinutes(1).toNanos();
    pipes.target.next().takeAllBut(0);
    assertThat(pipes.source.receives).isEmpty();
    pipes.target.restNanos = 0;
    assertThat(pipes.pauses.end()).isEqualTo(Duration.ofMinutes(1));
    pipes.source.give("a-1");
    pipes.target.next().takeAllBut();
    assertThat(pipes.source.acknowledged).containsExactly("a-1");
  }

  @Test
  void aPipeThatStopsLeavesNoPause() {
    pipes.create("p");
    pipes.source.give("a-1");
    pipes.target.restNanos = Duration.ofDays(1).toNanos();
    pipes.target.next().takeAllBut(0);
    assertThat(pipes.pauses.size()).isEqualTo(1);
    pipes.stop("p");
    assertThat(pipes.state("p")).isEqualTo("STOPPED");
    assertThat(pipes.pauses.size()).isZero();
  }

  @Test
  void aPipeWhoseSourceGoesGoesOnWhenItIsBack() {
    pipes.create("p");
    pipes.source.gone = ServiceError.client("QueueDoesNotExist", 400, "It is no more.");
    pipes.source.give("a-1");
    pipes.target.next().takeAllBut();
    pipes.pauses.end();
    assertThat(pipes.state("p")).isEqualTo("RUNNING");
    pipes.source.gone = null;
    pipes.pauses.end();
    pipes.source.give("a-2");
    pipes.target.next().takeAllBut();
    assertThat(pipes.source.acknowledged).containsExactly("a-1", "a-2");
  }

  @Test
  void aPipeWhoseSourceIsGoneDoesNotStart() {
    pipes.create("p");
    pipes.stop("p");
    pipes.source.gone = ServiceError.client("QueueDoesNotExist", 400, "It is no more.");
    pipes.start("p");
    assertThat(pipes.state("p"))
        .isEqualTo("START_FAILED: The source cannot be read: It is no more.");
    pipes.source.gone = null;
    pipes.start("p");
    assertThat(pipes.state("p")).isEqualTo("RUNNING");
  }

  @Test
  void aStoredPatternThatWouldNowBeRefusedGoesOn() {
    pipes.putRunning("p", "{\"eventSource\":[\"aws:sqs\"]}");
    assertThat(pipes.state("p")).isEqualTo("RUNNING");
    assertThat(pipes.source.receives).hasSize(1);
  }

  @Test
  void aPipeThatCannotBeStartedSaysSo() {
    pipes.putRunning("p", "{\"a\":\"x\"}");
    assertThat(pipes.state("p"))
        .startsWith("START_FAILED: The pipe cannot be started: Event pattern is not valid.");
    assertThat(pipes.source.receives).isEmpty();
    pipes.crash();
    assertThat(pipes.state("p")).startsWith("START_FAILED: ");
    pipes.delete("p");
    assertThat(pipes.state("p")).isEqualTo("GONE");
  }

  @Test
  void aBatchWhoseTargetFailsComesAgain() {
    pipes.create("p");
    pipes.source.give("a-1");
    pipes.target.next().answer().completeExceptionally(new IllegalStateException("broken"));
    assertThat(pipes.source.acknowledged).isEmpty();
    pipes.source.give("a-1");
    pipes.target.next().takeAllBut();
    assertThat(pipes.source.acknowledged).containsExactly("a-1");
  }

  @Test
  void aBatchThatBreaksIsCountedAndAStoppedPipeKeepsItsCounts() {
    pipes.create("p");
    pipes.source.give("a-1", "b-1");
    pipes.target.next().answer().completeExceptionally(new IllegalStateException("broken"));
    pipes.source.give("a-1", "b-1", "c-1");
    pipes.target.next().takeAllBut(2);
    assertThat(pipes.traffic("p")).isEqualTo(new PipeTraffic.Counts(5, 0, 0, 0, 2, 3));
    pipes.stop("p");
    pipes.start("p");
    assertThat(pipes.traffic("p").delivered()).isEqualTo(2);
    pipes.delete("p");
    pipes.create("p");
    assertThat(pipes.traffic("p").received()).isZero();
  }

  @Test
  void whatWasWantedBeforeACrashComesAboutAfterIt() {
    pipes.create("kept");
    pipes.create("stopped");
    pipes.source.give("a-1");
    pipes.stop("stopped");
    assertThat(pipes.state("stopped")).isEqualTo("STOPPING");
    pipes.crash();
    assertThat(pipes.state("stopped")).isEqualTo("STOPPED");
    assertThat(pipes.state("kept")).isEqualTo("RUNNING");
    assertThat(pipes.source.receives).hasSize(1);
    pipes.source.give("a-1");
    pipes.delete("kept");
    pipes.crash();
    assertThat(pipes.state("kept")).isEqualTo("GONE");
    assertThat(pipes.source.acknowledged).isEmpty();
  }
}
