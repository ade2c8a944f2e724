package dev.junction.pipe.run;

import dev.junction.kernel.Clock;
import dev.junction.kernel.Outcome;
import dev.junction.pipe.call.Pauses;
import dev.junction.pipe.domain.PipeLimits;
import dev.junction.pipe.source.SourceMessage;
import dev.junction.wire.protocol.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One pipe at work: it waits for messages and sends batches on their way, a few at once.
///
/// While there is nothing to do it is one parked receive. After a failure it pauses, longer each
/// time, and for as long as enrichment or target want to be left alone. Threads: any.
final class PipeRun {

  private static final Logger LOG = LoggerFactory.getLogger(PipeRun.class);

  /// A receive that found nothing sooner than this did not wait as it was asked to.
  private static final long WAITED_NANOS = 100_000_000;

  private final String pipeArn;
  private final Plan plan;
  private final Clock clock;
  private final Executor executor;
  private final Pauses pauses;
  private final PipeTraffic traffic;
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
  private final List<Runnable> departure = new ArrayList<>();
  private boolean stopped;
  private boolean busy;

  /// Whether a receive begins or waits, and whether it was sent away because of a rest.
  private boolean receives;

  private boolean sentAway;
  private int flying;
  private int failures;

  PipeRun(
      String pipeArn,
      Plan plan,
      Clock clock,
      Executor executor,
      Pauses pauses,
      PipeTraffic traffic) {
    this.pipeArn = pipeArn;
    this.plan = plan;
    this.clock = clock;
    this.executor = executor;
    this.pauses = pauses;
    this.traffic = traffic;
  }

  /// How many batches are on their way.
  synchronized int flying() {
    return flying;
  }

  /// Begins to wait for messages.
  void start() {
    next();
  }

  /// Takes no more messages; ends when all batches have ended.
  CompletableFuture<Boolean> stop() {
    List<Runnable> waiting;
    synchronized (this) {
      stopped = true;
      waiting = List.copyOf(departure);
      departure.clear();
    }
    waiting.forEach(Runnable::run);
    endIfIdle();
    return ended;
  }

  private void endIfIdle() {
    boolean isIdle;
    synchronized (this) {
      isIdle = stopped && !busy && flying == 0;
    }
    if (isIdle) {
      ended.complete(true);
    }
  }

  /// Waits for messages unless it does already, or there is enough on its way.
  private void next() {
    synchronized (this) {
      if (stopped || busy || flying >= PipeLimits.BATCHES_AT_ONCE_MAX) {
        return;
      }
      busy = true;
      // Said before one looks, so that a rest that begins now is seen here or sends it away.
      receives = true;
      sentAway = false;
    }
    long quiet = plan.restNanos();
    if (quiet > 0) {
      synchronized (this) {
        receives = false;
      }
      // Messages that are received now would only come again, and at last not any more.
      pause(quiet);
      return;
    }
    long began = pauses.nanos();
    var _ =
        received()
            .whenComplete(
                (outcome, failure) ->
                    executor.execute(
                        () -> {
                          synchronized (this) {
                            receives = false;
                            departure.clear();
                          }
                          if (failure != null) {
                            failed(failure);
                          } else {
                            received(outcome, pauses.nanos() - began);
                          }
                        }));
  }

  /// A receive that was sent away because the run stops or rests is cancelled, and no fault.
  private void failed(Throwable failure) {
    boolean stops;
    boolean rests;
    synchronized (this) {
      stops = stopped;
      rests = sentAway;
    }
    if (rests) {
      idle();
      return;
    }
    if (!stops) {
      LOG.error("{}: receiving failed", pipeArn, failure);
    }
    rest(true);
  }

  /// Sends a receive away that waits: what came now would only fail, and come again less often.
  private void leaveIfResting() {
    if (plan.restNanos() <= 0) {
      return;
    }
    List<Runnable> waiting;
    synchronized (this) {
      if (!receives || sentAway || stopped) {
        return;
      }
      sentAway = true;
      waiting = List.copyOf(departure);
      departure.clear();
    }
    waiting.forEach(Runnable::run);
  }

  /// What an intake throws is a failed receive, too: otherwise the run would never end.
  private CompletionStage<Outcome<List<SourceMessage>>> received() {
    try {
      return plan.intake().receive(departure());
    } catch (RuntimeException broken) {
      return CompletableFuture.failedFuture(broken);
    }
  }

  private Call.Departure departure() {
    return listener -> {
      boolean isGone;
      synchronized (this) {
        isGone = stopped || sentAway;
        if (!isGone) {
          departure.add(listener);
        }
      }
      if (isGone) {
        listener.run();
      }
    };
  }

  private void received(Outcome<List<SourceMessage>> outcome, long waitedNanos) {
    switch (outcome) {
      case Outcome.Rejected<List<SourceMessage>> _ -> rest(true);
      case Outcome.Accepted<List<SourceMessage>>(var messages) -> {
        if (messages.isEmpty()) {
          if (waitedNanos < WAITED_NANOS) {
            rest(false);
          } else {
            idle();
          }
          return;
        }
        synchronized (this) {
          flying++;
          busy = false;
        }
        process(messages);
        next();
      }
    }
  }

  private void idle() {
    synchronized (this) {
      busy = false;
    }
    endIfIdle();
    next();
  }

  private void process(List<SourceMessage> messages) {
    traffic.countReceived(messages.size());
    Execution execution = new Execution(plan, clock, executor, traffic);
    CompletableFuture<Boolean> result;
    try {
      result = execution.run(messages);
    } catch (RuntimeException broken) {
      result = CompletableFuture.failedFuture(broken);
    }
    var _ =
        result.whenComplete(
            (whole, failure) -> {
              if (failure != null) {
                LOG.error("{}: a batch failed", pipeArn, failure);
              }
              traffic.countFailed(messages.size() - execution.settled());
              executor.execute(() -> landed(failure == null && whole));
            });
  }

  private void landed(boolean isWhole) {
    boolean pauses;
    synchronized (this) {
      flying--;
      pauses = !isWhole && !busy && !stopped;
      if (isWhole) {
        failures = 0;
      } else if (!pauses) {
        failures++;
      }
      busy |= pauses;
    }
    leaveIfResting();
    if (pauses) {
      rest(true);
    } else {
      endIfIdle();
      next();
    }
  }

  /// Pauses before the next receive.
  ///
  /// @param failed whether something went wrong, so that the next pause is longer
  private void rest(boolean failed) {
    long nanos;
    synchronized (this) {
      failures += failed ? 1 : 0;
      int doublings = Math.min(Math.max(failures - 1, 0), 16);
      nanos =
          Math.min(
              PipeLimits.PAUSE_FIRST.toNanos() << doublings, PipeLimits.PAUSE_LONGEST.toNanos());
    }
    pause(nanos);
  }

  private void pause(long nanos) {
    boolean isOver;
    synchronized (this) {
      isOver = stopped;
      if (!isOver) {
        Runnable wake = onceIdle();
        Runnable timer = pauses.after(nanos, wake);
        departure.add(
            () -> {
              timer.run();
              wake.run();
            });
      } else {
        busy = false;
      }
    }
    if (isOver) {
      endIfIdle();
    }
  }

  private Runnable onceIdle() {
    CompletableFuture<Boolean> woken = new CompletableFuture<>();
    return () -> {
      if (woken.complete(true)) {
        idle();
      }
    };
  }
}
