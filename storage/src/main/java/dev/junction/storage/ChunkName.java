package dev.junction.storage;

/// The rule for the name of a chunk.
///
/// Shape: parts of letters, digits, `-`, `_` and `.`, joined by `/`; no part is empty, `.` or `..`.
/// Limits: 200 characters, so that every file system can hold it as one file name.
public final class ChunkName {

  /// The longest name, in characters.
  public static final int LENGTH_MAX = 200;

  private ChunkName() {}

  /// Whether the text may name a chunk.
  public static boolean isValid(String text) {
    if (text.length() > LENGTH_MAX) {
      return false;
    }
    for (String part : text.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return false;
      }
    }
    return text.chars().allMatch(ChunkName::isAllowed);
  }

  /// The name itself.
  ///
  /// @throws IllegalArgumentException when the text may not name a chunk
  public static String checked(String text) {
    if (!isValid(text)) {
      throw new IllegalArgumentException("Not a chunk name: " + text);
    }
    return text;
  }

  private static boolean isAllowed(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.'
        || c == '/';
  }
}
