package dev.junction.kernel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// A value that must never show up in a log, an error or a history.
///
/// It prints as `***`, compares in constant time and gives its content only to code that asks for
/// it by name.
public final class Secret {

  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /// The content; for cryptography and credentials files only.
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
