package dev.junction.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.engine.run.Workers;
import dev.junction.kernel.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Where answers are given out.
final class ExitsTest {

  private final Exits exits = new Exits(new Workers());

  private static Call<Counters.View, Long> decided(@Nullable Executor home) {
    Call<Counters.View, Long> call = new Call<>(0, new Counters(), (_, _, _) -> {}, home);
    call.setOutcome(Outcome.accepted(1L));
    return call;
  }

  @Test
  void anAnswerGoesToWhereItsCallerRuns() {
    List<Runnable> home = new ArrayList<>();
    Call<Counters.View, Long> call = decided(home::add);
    exits.answer(call);
    exits.releaseAnswers();
    assertThat(call.future()).isNotDone();
    home.forEach(Runnable::run);
    assertThat(call.future()).isCompletedWithValue(Outcome.accepted(1L));
  }

  @Test
  void anAnswerOfACallerThatRunsNowhereWaitsForTheReleaser() {
    Call<Counters.View, Long> call = decided(null);
    exits.answer(call);
    assertThat(call.future()).isNotDone();
    exits.releaseAnswers();
    assertThat(call.future()).isCompletedWithValue(Outcome.accepted(1L));
  }

  /// As that of a connection whose thread has ended: no caller is left without an answer.
  @Test
  void anAnswerWhoseHomeIsGoneIsGivenOutAllTheSame() {
    Call<Counters.View, Long> call =
        decided(
            _ -> {
              throw new RejectedExecutionException("ended");
            });
    exits.answer(call);
    exits.releaseAnswers();
    assertThat(call.future()).isCompletedWithValue(Outcome.accepted(1L));
  }
}
