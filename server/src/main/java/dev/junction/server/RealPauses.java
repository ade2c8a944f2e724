package dev.junction.server;

import dev.junction.pipe.call.Pauses;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Pauses by the real time, and a virtual thread for everything that pipes do.
final class RealPauses implements Pauses {

  static void run(Runnable what) {
    Thread.ofVirtual().name("pipe").start(what);
  }

  @Override
  public Runnable after(long nanos, Runnable what) {
    if (nanos <= 0) {
      what.run();
      return () -> {};
    }
    CompletableFuture<Boolean> timer = new CompletableFuture<>();
    var _ =
        timer.thenAccept(
            isOver -> {
              if (isOver) {
                run(what);
              }
            });
    // Completed before its time, the timer is taken out of the queue of all timers.
    var _ = timer.completeOnTimeout(true, nanos, TimeUnit.NANOSECONDS);
    return () -> timer.complete(false);
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
