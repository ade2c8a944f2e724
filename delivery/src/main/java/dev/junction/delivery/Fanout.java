package dev.junction.delivery;

import dev.junction.delivery.format.FieldWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The recipients of one message, gathered by partition; used again for the next message.
///
/// Threads: those of one partition.
public final class Fanout {

  private final @Nullable FieldWriter[] byPartition;
  private int count;

  /// How many bytes a partition had at most, which the next message will need as well.
  private int expectedBytes = 256;

  Fanout(int partitions) {
    byPartition = new FieldWriter[partitions];
  }

  /// Adds a recipient of the message's body with this number.
  public void add(Recipient recipient, int body) {
    FieldWriter out = byPartition[recipient.partition()];
    if (out == null) {
      out = new FieldWriter(expectedBytes);
      byPartition[recipient.partition()] = out;
    }
    out.octet(body).raw(recipient.encoded());
    count++;
  }

  /// How many recipients there are.
  public int count() {
    return count;
  }

  /// How many bytes the recipients take.
  public long sizeBytes() {
    long bytes = 0;
    for (FieldWriter out : byPartition) {
      bytes += out == null ? 0 : out.size();
    }
    return bytes;
  }

  int partitions() {
    return byPartition.length;
  }

  byte @Nullable [] recipients(int partition) {
    FieldWriter out = byPartition[partition];
    if (out == null) {
      return null;
    }
    expectedBytes = Math.max(expectedBytes, out.size());
    return out.toBytes();
  }

  void clear() {
    Arrays.fill(byPartition, null);
    count = 0;
  }
}
