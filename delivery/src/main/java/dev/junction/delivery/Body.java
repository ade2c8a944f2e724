package dev.junction.delivery;

import org.jspecify.annotations.Nullable;

/// A message's body as its recipients get it: the same for all of them, or with a place where the
/// reference of each recipient is put in.
///
/// @param head everything before that place
/// @param tail everything behind it; null when there is no such place
public record Body(byte[] head, byte @Nullable [] tail) {

  /// A body that is the same for everybody.
  public static Body fixed(byte[] bytes) {
    return new Body(bytes, null);
  }

  /// How many bytes it has, but for a reference.
  int sizeBytes() {
    return head.length + (tail == null ? 0 : tail.length);
  }

  /// The body for one recipient.
  byte[] of(byte[] reference) {
    if (tail == null) {
      return head;
    }
    byte[] whole = new byte[head.length + reference.length + tail.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(reference, 0, whole, head.length, reference.length);
    System.arraycopy(tail, 0, whole, head.length + reference.length, tail.length);
    return whole;
  }
}
