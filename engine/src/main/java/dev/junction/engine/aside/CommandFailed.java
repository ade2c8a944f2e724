package dev.junction.engine.aside;

import dev.junction.kernel.Invariant;
import dev.junction.storage.StateFull;
import dev.junction.storage.StorageFault;

/// A service threw while it ran a command, before anything of it was written: its partition can
/// take it back and go on.
///
/// Not of this kind are broken invariants, faults of the storage and errors of the machine, which
/// stop the partition, and a map that has no space, which is taken back too.
public final class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String service;
  private final transient Object work;

  private CommandFailed(String service, Throwable cause, Object work) {
    super(null, cause, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    this.service = service;
    this.work = work;
  }

  /// The name of the service that threw.
  public String service() {
    return service;
  }

  /// What the service was to do: a call, an alarm, a timer, a message, something that was set aside
  /// before, or something that was put off to the end of a round.
  public Object work() {
    return work;
  }

  /// Makes one of what a service threw, or throws it again if it is not of this kind.
  ///
  /// @param thrown a `RuntimeException` or an error
  public static CommandFailed of(String service, Throwable thrown, Object work) {
    boolean isOfTheCommand =
        thrown instanceof StackOverflowError
            || (thrown instanceof RuntimeException
                && !(thrown instanceof Invariant.Broken)
                && !(thrown instanceof StateFull)
                && !StorageFault.is(thrown));
    if (isOfTheCommand) {
      return new CommandFailed(service, thrown, work);
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }
}
