package dev.junction.engine;

import dev.junction.engine.timer.WakeHeap;

/// A command that waits for its monotonic time.
final class Alarm<S> extends WakeHeap.Alarm implements Transaction.Wake {

  private final ServiceSlot<S> slot;
  private final Command<S, ?> command;
  private final WakeHeap<Alarm<?>> heap;

  Alarm(long nanos, ServiceSlot<S> slot, Command<S, ?> command, WakeHeap<Alarm<?>> heap) {
    super(nanos);
    this.slot = slot;
    this.command = command;
    this.heap = heap;
  }

  ServiceSlot<S> slot() {
    return slot;
  }

  Command<S, ?> command() {
    return command;
  }

  @Override
  public void cancel() {
    heap.cancel(this);
  }
}
