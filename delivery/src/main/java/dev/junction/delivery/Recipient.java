package dev.junction.delivery;

import dev.junction.delivery.format.FieldWriter;
import org.jspecify.annotations.Nullable;

/// Somebody who gets messages of a source, made once and used for many messages.
///
/// @param partition where its target lives
/// @param target the ARN of the target
/// @param reference what tells it apart from the source's other recipients, as in the ARN of a
///     subscription; put into bodies that have a place for it
/// @param withAttributes whether it gets the attributes beside the body
/// @param deadLetterTarget the ARN of the queue for what its target does not take, or null
/// @param outside how to reach it outside of this process; null for a target inside
/// @param encoded all of it but the partition, as [Dispatch] reads it
public record Recipient(
    int partition,
    String target,
    String reference,
    boolean withAttributes,
    @Nullable String deadLetterTarget,
    @Nullable Outside outside,
    byte[] encoded) {

  static Recipient of(
      int partition,
      String target,
      String reference,
      boolean withAttributes,
      @Nullable String deadLetterTarget) {
    return of(partition, target, reference, withAttributes, deadLetterTarget, null);
  }

  static Recipient of(
      int partition,
      String target,
      String reference,
      boolean withAttributes,
      @Nullable String deadLetterTarget,
      @Nullable Outside outside) {
    FieldWriter out = new FieldWriter(32 + target.length() + reference.length());
    out.text(target).text(reference).flag(withAttributes).text(deadLetterTarget);
    out.flag(outside != null);
    if (outside != null) {
      outside.write(out);
    }
    return new Recipient(
        partition, target, reference, withAttributes, deadLetterTarget, outside, out.toBytes());
  }
}
