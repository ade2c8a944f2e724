package dev.junction.kernel;

/// A named, isolated set of resources, as in `eu-central-1`.
///
/// Shape: lower-case letters, digits and single hyphens, at most 32 characters. Any well-formed
/// name is a region: this process serves all of them, apart from each other.
///
/// @param name the region's name
public record Region(String name) {

  /// The region of a request that names none.
  public static final Region DEFAULT = new Region("us-east-1");

  public Region {
    if (!isValid(name)) {
      throw new IllegalArgumentException("Not a region name: " + name);
    }
  }

  /// Whether the text is a well-formed region name.
  public static boolean isValid(String text) {
    if (text.isEmpty() || text.length() > 32) {
      return false;
    }
    boolean hyphenMayFollow = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!alphanumeric && !(c == '-' && hyphenMayFollow)) {
        return false;
      }
      hyphenMayFollow = alphanumeric;
    }
    return hyphenMayFollow;
  }

  @Override
  public String toString() {
    return name;
  }
}
