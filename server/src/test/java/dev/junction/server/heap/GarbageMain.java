package dev.junction.server.heap;

import java.util.ArrayDeque;
import java.util.Deque;

/// A process through which much garbage goes that outlives collections of the young generation;
/// prints how large its heap is in the end, in MiB. Argument: `kept` with the keeper of the heap.
final class GarbageMain {

  private static final int TOTAL = 1_000;

  private GarbageMain() {}

  public static void main(String[] arguments) {
    if (arguments[0].equals("kept")) {
      HeapKeeper.start();
    }
    Deque<byte[]> living = new ArrayDeque<>();
    for (int i = 0; i < TOTAL; i++) {
      living.add(new byte[1 << 20]);
      // More than the survivors' space takes, so that each is moved to the old generation.
      if (living.size() > 6) {
        living.remove();
      }
    }
    System.out.println(Runtime.getRuntime().totalMemory() >> 20);
  }
}
