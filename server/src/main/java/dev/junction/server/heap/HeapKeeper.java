package dev.junction.server.heap;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/// Has the whole heap collected once it has grown well beyond what lives in it.
///
/// The serial collector of JDK 25 lets the old generation grow up to the largest heap before it
/// looks there for what is dead (ADR 13), so that a process would end up with half of the machine's
/// memory however little lives. After each collection of the young generation this looks at what is
/// in use; beyond twice of what lived last plus a grain it asks for a full collection, which
/// takes as long as what lives is large.
///
/// Threads: one daemon of its own, which sleeps while nothing is collected.
public final class HeapKeeper {

  /// What may gather without a full collection, beside as much as lives: 64 MiB.
  static final long GRAIN_BYTES = 64L << 20;

  /// How much of the heap is in use, and how all of it is collected.
  interface Heap {
    long usedBytes();

    void collect();
  }

  private final Heap heap;
  private long limitBytes = GRAIN_BYTES;

  HeapKeeper(Heap heap) {
    this.heap = heap;
  }

  /// Keeps the heap of this process from now on.
  public static void start() {
    HeapKeeper keeper = new HeapKeeper(new OwnHeap());
    Thread.ofPlatform().daemon().name("heap-keeper").start(keeper::run);
  }

  /// Looks once, after the young generation was collected.
  void look() {
    if (heap.usedBytes() > limitBytes) {
      heap.collect();
      limitBytes = 2 * heap.usedBytes() + GRAIN_BYTES;
    }
  }

  private void run() {
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    Reference<Object> sign = sign(collected);
    try {
      while (true) {
        if (collected.remove().equals(sign)) {
          look();
          sign = sign(collected);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// What refers to an object that is dead at once: the next collection of the young generation
  /// tells of itself by it.
  private static Reference<Object> sign(ReferenceQueue<Object> collected) {
    return new WeakReference<>(new Object(), collected);
  }

  private static final class OwnHeap implements Heap {

    private final Runtime runtime = Runtime.getRuntime();

    @Override
    public long usedBytes() {
      return runtime.totalMemory() - runtime.freeMemory();
    }

    @Override
    public void collect() {
      System.gc();
    }
  }
}
