package dev.junction.engine.run;

import dev.junction.kernel.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A runner with one platform thread per piece of work, which sleeps when there is nothing to do.
///
/// Platform threads rather than virtual ones: the work calls native code of the state store, which
/// would pin its carrier, and a stalled store in a few partitions could then stop every virtual
/// thread of the process. A sleeping thread has no wake-ups of its own but its deadline.
public final class ThreadRunner implements Runner {

  private static final Logger LOG = LoggerFactory.getLogger(ThreadRunner.class);

  private final Clock clock;
  private final Supplier<@Nullable Executor> callers;

  /// A runner that knows nothing of the threads of its callers.
  public ThreadRunner(Clock clock) {
    this(clock, () -> null);
  }

  /// @param callers what [#caller] answers, asked on the caller's thread
  public ThreadRunner(Clock clock, Supplier<@Nullable Executor> callers) {
    this.clock = clock;
    this.callers = callers;
  }

  @Override
  public @Nullable Executor caller() {
    return callers.get();
  }

  @Override
  public Worker start(String name, Work work) {
    ThreadWorker worker = new ThreadWorker(name, work);
    worker.thread.start();
    return worker;
  }

  @Override
  public void await(CompletableFuture<?> future) {
    future.handle((_, _) -> true).join();
  }

  private final class ThreadWorker implements Worker {
    private final Work work;
    private final Thread thread;
    private volatile boolean woken;
    private volatile boolean stopped;

    ThreadWorker(String name, Work work) {
      this.work = work;
      thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    @Override
    public void wake() {
      // Two callers may both unpark; that only costs an extra look.
      if (!woken) {
        woken = true;
        LockSupport.unpark(thread);
      }
    }

    @Override
    public void stop() {
      stopped = true;
      LockSupport.unpark(thread);
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private void run() {
      try {
        while (!stopped) {
          woken = false;
          long deadline = work.round();
          if (deadline != AT_ONCE) {
            sleepUntil(deadline);
          }
        }
      } catch (Throwable broken) {
        LOG.error("{} ended by a fault of its own", thread.getName(), broken);
      }
    }

    private void sleepUntil(long deadline) {
      while (!woken && !stopped) {
        if (deadline == WHEN_WOKEN) {
          LockSupport.park(this);
        } else {
          long wait = clock.nanosUntil(deadline);
          if (wait <= 0) {
            return;
          }
          LockSupport.parkNanos(this, wait);
        }
        // An interrupt would turn every further park into a busy loop; nobody stops us that way.
        boolean _ = Thread.interrupted();
      }
    }
  }
}
