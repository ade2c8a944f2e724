package dev.junction.storage.chunk;

import dev.junction.storage.StorageFault;
import java.nio.file.Path;

/// A chunk's file does not hold what was once stored in it; the message names the file.
public final class ChunkDamagedException extends RuntimeException implements StorageFault {
  private static final long serialVersionUID = 1L;

  ChunkDamagedException(Path file, String damage) {
    super("The chunk in %s is damaged: %s".formatted(file.toAbsolutePath(), damage));
  }
}
