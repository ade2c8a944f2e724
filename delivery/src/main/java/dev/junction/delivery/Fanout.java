package dev.junction.delivery;

import dev.junction.delivery.format.FieldWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The recipients of one message, gathered by partition; used again for the next message.
///
/// Threads: those of one partition.
public final class Fanout {

  private static final Body NOTHING = Body.fixed(new byte[0]);

  private final @Nullable FieldWriter[] byPartition;

  /// Which bodies the recipients of each partition need.
  private final @Nullable BitSet[] bodies;

  private int count;
  private boolean isReported;
  private boolean hasLetterBodies;

  /// How many bytes a partition had at most, which the next message will need as well.
  private int expectedBytes = 256;

  Fanout(int partitions) {
    byPartition = new FieldWriter[partitions];
    bodies = new BitSet[partitions];
  }

  /// Adds a recipient of the message's body with this number.
  public void add(Recipient recipient, int body) {
    FieldWriter out = byPartition[recipient.partition()];
    if (out == null) {
      out = new FieldWriter(expectedBytes);
      byPartition[recipient.partition()] = out;
    }
    out.octet(body).raw(recipient.encoded());
    need(recipient.partition(), body);
    if (recipient.letterBody() >= 0) {
      hasLetterBodies = true;
      need(recipient.partition(), recipient.letterBody());
    }
    if (recipient.hasNotes()) {
      need(recipient.partition(), 0);
    }
    count++;
    isReported |= !recipient.reports().isEmpty();
  }

  private void need(int partition, int body) {
    BitSet needed = bodies[partition];
    if (needed == null) {
      needed = new BitSet();
      bodies[partition] = needed;
    }
    needed.set(body);
  }

  /// Whether the recipients of a partition need all bodies of a message.
  boolean needsAll(int partition, int count) {
    BitSet needed = bodies[partition];
    return needed != null && needed.cardinality() == count;
  }

  /// The bodies of a message that the recipients of a partition need, in their places; those that
  /// they do not need are empty.
  List<Body> needed(int partition, List<Body> all) {
    BitSet needed = bodies[partition];
    List<Body> kept = new ArrayList<>(all.size());
    for (int body = 0; body < all.size(); body++) {
      kept.add(needed != null && needed.get(body) ? all.get(body) : NOTHING);
    }
    return kept;
  }

  /// Whether somebody may want reports, so that the message needs a stamp.
  public boolean isReported() {
    return isReported;
  }

  /// Whether the dead letters of a recipient hold another body than it gets itself.
  boolean hasLetterBodies() {
    return hasLetterBodies;
  }

  /// How many recipients there are.
  public int count() {
    return count;
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
    Arrays.fill(bodies, null);
    count = 0;
    isReported = false;
    hasLetterBodies = false;
  }
}
