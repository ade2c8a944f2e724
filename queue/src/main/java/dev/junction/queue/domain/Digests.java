package dev.junction.queue.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/// The digests that clients compare to what they sent.
///
/// Source: SQS Developer Guide, "Calculating the MD5 message digest for message attributes".
public final class Digests {

  private static final ThreadLocal<MessageDigest> MD5 = ThreadLocal.withInitial(() -> of("MD5"));
  private static final byte TEXT = 1;
  private static final byte BINARY = 2;

  private Digests() {}

  /// The MD5 of a body.
  public static byte[] md5(byte[] content) {
    return MD5.get().digest(content);
  }

  /// The MD5 of a set of attributes: in order of their names, each part with its length before it.
  public static byte[] md5(List<MessageAttribute> attributes) {
    MessageDigest digest = MD5.get();
    digest.reset();
    attributes.stream()
        .sorted(Comparator.comparing(MessageAttribute::name))
        .forEach(
            attribute -> {
              add(digest, attribute.name().getBytes(StandardCharsets.UTF_8));
              add(digest, attribute.type().getBytes(StandardCharsets.UTF_8));
              digest.update(attribute.binary() ? BINARY : TEXT);
              add(digest, attribute.value());
            });
    return digest.digest();
  }

  /// The SHA-256 of a text or body, as content-based deduplication uses it.
  public static byte[] sha256(byte[] content) {
    return of("SHA-256").digest(content);
  }

  public static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  private static void add(MessageDigest digest, byte[] part) {
    digest.update(ByteBuffer.allocate(4).putInt(part.length).flip());
    digest.update(part);
  }

  private static MessageDigest of(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
