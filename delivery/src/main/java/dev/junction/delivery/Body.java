package dev.junction.delivery;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// A message's body as its recipients get it: the same for all of them, or with a place where the
/// reference of each recipient is put in.
///
/// Threads: one at a time.
public final class Body {

  private final byte[] head;
  private final byte @Nullable [] tail;

  /// The MD5 of the head, to go on from for each recipient.
  private @Nullable MessageDigest headDigest;

  /// @param head everything before that place
  /// @param tail everything behind it; null when there is no such place
  public Body(byte[] head, byte @Nullable [] tail) {
    this.head = head;
    this.tail = tail;
  }

  /// A body that is the same for everybody.
  public static Body fixed(byte[] bytes) {
    return new Body(bytes, null);
  }

  /// Everything before the place of the reference.
  public byte[] head() {
    return head;
  }

  /// Everything behind it; null when there is no such place.
  public byte @Nullable [] tail() {
    return tail;
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

  /// The MD5 of the body for one recipient. What it has in common with the others' is read once.
  byte[] md5(byte[] reference) {
    try {
      if (headDigest == null) {
        headDigest = MessageDigest.getInstance("MD5");
        headDigest.update(head);
      }
      MessageDigest digest = (MessageDigest) headDigest.clone();
      if (tail != null) {
        digest.update(reference);
        digest.update(tail);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException | CloneNotSupportedException e) {
      throw new IllegalStateException("Every Java runtime has an MD5 that can be copied", e);
    }
  }
}
