package dev.junction.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The calls of one partition that were run and wait for another command to answer them.
///
/// Whoever parked a call may forget it once its caller has gone, without telling; such calls are
/// swept out whenever their number has doubled. Threads: the partition's.
final class ParkedCalls {

  private static final int SWEEP_AT_LEAST = 64;

  private final List<Call<?, ?>> calls = new ArrayList<>();
  private int sweepAt = SWEEP_AT_LEAST;

  void add(Call<?, ?> call) {
    if (calls.size() >= sweepAt) {
      sweep();
      sweepAt = Math.max(SWEEP_AT_LEAST, 2 * calls.size());
    }
    call.parkedAt = calls.size();
    calls.add(call);
  }

  /// Takes a call out; does nothing when it is not in.
  void remove(Call<?, ?> call) {
    if (call.parkedAt < 0) {
      return;
    }
    Call<?, ?> last = calls.removeLast();
    if (last != call) {
      calls.set(call.parkedAt, last);
      last.parkedAt = call.parkedAt;
    }
    call.parkedAt = -1;
  }

  int size() {
    return calls.size();
  }

  /// Takes all calls out, the latest first.
  void drain(Consumer<Call<?, ?>> to) {
    while (!calls.isEmpty()) {
      Call<?, ?> call = calls.getLast();
      remove(call);
      to.accept(call);
    }
  }

  private void sweep() {
    for (int i = calls.size() - 1; i >= 0; i--) {
      if (calls.get(i).isAbandoned()) {
        remove(calls.get(i));
      }
    }
  }
}
