package dev.junction.pipe.call;

/// How pipes wait without a thread. Threads: any.
public interface Pauses {

  /// Runs something after a time, or at once when there is none; never on the caller's thread if
  /// there is a time.
  ///
  /// @return what to run so that it is not run any more, unless it has begun, and nothing of it is
  ///     kept
  Runnable after(long nanos, Runnable what);

  /// The time that the pauses are counted by.
  long nanos();
}
