package dev.junction.kernel;

import java.util.regex.Pattern;

/// A named, isolated set of resources, as in `eu-central-1`.
///
/// Shape: lower-case letters, digits and single hyphens, at most 32 characters. Any well-formed
/// name is a region: this process serves all of them, apart from each other.
///
/// @param name the region's name
public record Region(String name) {

  private static final Pattern SHAPE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /// The region of a request that names none.
  public static final Region DEFAULT = new Region("us-east-1");

  public Region {
    if (!isValid(name)) {
      throw new IllegalArgumentException("Not a region name: " + name);
    }
  }

  /// Whether the text is a well-formed region name.
  public static boolean isValid(String text) {
    return !text.isEmpty() && text.length() <= 32 && SHAPE.matcher(text).matches();
  }

  @Override
  public String toString() {
    return name;
  }
}
