package dev.junction.storage;

import java.io.UncheckedIOException;

/// What exceptions have in common that tell of damage or of a failed disk: whoever catches one must
/// not go on as if only one request had failed. An `UncheckedIOException` is of this kind too.
public interface StorageFault {

  /// Whether what was thrown tells of damage or of a failed disk.
  static boolean is(Throwable thrown) {
    return thrown instanceof StorageFault || thrown instanceof UncheckedIOException;
  }
}
