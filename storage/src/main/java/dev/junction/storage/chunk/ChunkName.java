package dev.junction.storage.chunk;

import java.util.regex.Pattern;

/// The rule for names of chunks: parts of letters, digits, `-`, `_` and `.`, joined by `/`.
///
/// Limits: 512 characters, 128 per part. No part begins with a dot, so that neither `..` nor a
/// hidden file can be named.
public final class ChunkName {
  private static final int CHARACTERS_MAX = 512;
  private static final Pattern PARTS =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}(/[A-Za-z0-9_-][A-Za-z0-9._-]{0,127})*+");

  private ChunkName() {}

  /// Answers the name when it keeps to the rule.
  ///
  /// @throws IllegalArgumentException when it does not
  public static String check(String name) {
    if (name.length() > CHARACTERS_MAX || !PARTS.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a name for a chunk: " + name);
    }
    return name;
  }
}
