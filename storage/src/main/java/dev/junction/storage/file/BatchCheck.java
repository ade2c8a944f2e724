package dev.junction.storage.file;

import dev.junction.storage.WriteBatch;
import org.jspecify.annotations.Nullable;

/// Looks into the batches that the offline check comes by.
@FunctionalInterface
public interface BatchCheck {

  /// What is wrong with a batch whose frame is whole; null when nothing is.
  @Nullable String faultOf(int partition, long lsn, WriteBatch batch);
}
