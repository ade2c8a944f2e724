package dev.junction.server.heap;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/// A process through which much garbage goes that outlives collections of the young generation;
/// prints how large its heap is in the end, in MiB. Argument: `kept` with the keeper of the heap.
final class GarbageMain {

  private static final int TOTAL = 1_000;

  /// More than the keeper lets gather and the young generation takes: it has been told by then.
  private static final long WAITS_BYTES = 110 << 20;

  private static final int WAITS_MAX = 10_000;

  private GarbageMain() {}

  public static void main(String[] arguments) {
    boolean isKept = arguments[0].equals("kept");
    if (isKept) {
      HeapKeeper.start();
    }
    Deque<byte[]> living = new ArrayDeque<>();
    int waits = 0;
    for (int i = 0; i < TOTAL; i++) {
      living.add(new byte[1 << 20]);
      // More than the survivors' space takes, so that each is moved to the old generation.
      if (living.size() > 6) {
        living.remove();
      }
      // The keeper may have to wait for a processor.
      while (isKept && usedBytes() > WAITS_BYTES && waits < WAITS_MAX) {
        LockSupport.parkNanos(1_000_000);
        waits++;
      }
    }
    System.out.println(Runtime.getRuntime().totalMemory() >> 20);
  }

  private static long usedBytes() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
