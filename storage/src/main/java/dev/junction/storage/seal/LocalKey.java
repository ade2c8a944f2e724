package dev.junction.storage.seal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The operator's key, which opens the key of a data folder and nothing else.
///
/// Shape: 32 bytes, in a file as 64 hexadecimal digits or in base64, with white space around them.
/// It lies outside of the data folder and prints as `***`.
public final class LocalKey {
  static final int BYTES = 32;
  private static final int FILE_BYTES_MAX = 4096;

  private final SecretKey key;

  private LocalKey(byte[] bytes) {
    key = new SecretKeySpec(bytes, "AES");
  }

  /// Reads a key file.
  ///
  /// @throws KeyRefused when it cannot be read or holds no key
  public static LocalKey read(Path file) {
    try {
      if (Files.size(file) <= FILE_BYTES_MAX) {
        return of(Files.readString(file));
      }
    } catch (IOException e) {
      String why = e instanceof NoSuchFileException ? "it does not exist" : e.toString();
      throw new KeyRefused("The key file " + file + " cannot be read: " + why + ".");
    } catch (IllegalArgumentException _) {
      // Told below, without what the file holds.
    }
    throw new KeyRefused(
        "The key file "
            + file
            + " holds no key: a key is 32 bytes as 64 hexadecimal digits or in base64, as"
            + " `head -c 32 /dev/urandom | base64` writes it.");
  }

  /// A key from its text.
  ///
  /// @throws IllegalArgumentException when it is none
  public static LocalKey of(String text) {
    String digits = text.strip();
    byte[] bytes =
        digits.length() == 2 * BYTES
            ? HexFormat.of().parseHex(digits)
            : Base64.getDecoder().decode(digits);
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("Not a key of 32 bytes");
    }
    return new LocalKey(bytes);
  }

  SecretKey key() {
    return key;
  }

  @Override
  public String toString() {
    return "***";
  }
}
