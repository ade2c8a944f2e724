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
  public void after(long nanos, Runnable what) {
    if (nanos <= 0) {
      what.run();
      return;
    }
    CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, RealPauses::run).execute(what);
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
