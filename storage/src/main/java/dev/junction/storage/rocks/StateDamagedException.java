package dev.junction.storage.rocks;

import dev.junction.storage.StorageFault;
import java.nio.file.Path;

/// The state database cannot be read; the message names its folder and says what can be done.
///
/// State is derived from the journal, so nothing is lost as long as the journal reaches back to its
/// first batch. It is never deleted here: only an operator can tell whether the journal does.
public final class StateDamagedException extends RuntimeException implements StorageFault {
  private static final long serialVersionUID = 1L;

  private final transient Path folder;

  StateDamagedException(Path folder, String damage, Throwable cause) {
    super(message(folder, damage), cause);
    this.folder = folder;
  }

  StateDamagedException(Path folder, String damage) {
    super(message(folder, damage));
    this.folder = folder;
  }

  /// The database's folder.
  public Path folder() {
    return folder;
  }

  private static String message(Path folder, String damage) {
    return ("The state in %s is damaged: %s. If the journal still reaches back to its first batch,"
            + " deleting this folder rebuilds the state from it at the next start; otherwise"
            + " restore the folder from a copy.")
        .formatted(folder.toAbsolutePath(), damage);
  }
}
