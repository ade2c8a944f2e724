package dev.junction.identity.signature;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/// A checksum that a client sends behind its body, as in `x-amz-checksum-crc32:sOO8/Q==`.
///
/// Source: Amazon S3 User Guide, "Checking object integrity", without CRC-64/NVME.
final class TrailingChecksum {

  private TrailingChecksum() {}

  /// What is wrong with a checksum; null when it is right.
  static @Nullable String problemWith(String name, String value, byte[] body) {
    byte[] computed =
        switch (name.toLowerCase(Locale.ROOT)) {
          case "x-amz-checksum-crc32" -> crc(new CRC32(), body);
          case "x-amz-checksum-crc32c" -> crc(new CRC32C(), body);
          case "x-amz-checksum-sha1" -> digest("SHA-1", body);
          case "x-amz-checksum-sha256" -> digest("SHA-256", body);
          default -> null;
        };
    if (computed == null) {
      return "The trailing header '" + AuthenticationFailure.echo(name) + "' is not supported.";
    }
    return Base64.getEncoder().encodeToString(computed).equals(value)
        ? null
        : "Value for " + name + " trailing header is invalid.";
  }

  private static byte[] crc(Checksum checksum, byte[] body) {
    checksum.update(body, 0, body.length);
    return ByteBuffer.allocate(Integer.BYTES).putInt((int) checksum.getValue()).array();
  }

  private static byte[] digest(String algorithm, byte[] body) {
    try {
      return MessageDigest.getInstance(algorithm).digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has " + algorithm, e);
    }
  }
}
