package dev.junction.delivery;

import java.nio.charset.StandardCharsets;

/// A named, typed value beside a message's body.
///
/// @param name the attribute's name
/// @param type as in `String`, `Number.int` or `Binary`
/// @param binary whether the value is bytes rather than text
/// @param value the bytes, or the text in UTF-8
public record Attribute(String name, String type, boolean binary, byte[] value) {

  /// A textual attribute.
  public static Attribute text(String name, String type, String value) {
    return new Attribute(name, type, false, value.getBytes(StandardCharsets.UTF_8));
  }

  /// The value as text.
  public String text() {
    return new String(value, StandardCharsets.UTF_8);
  }

  /// How many bytes the attribute adds to the size of its message.
  public int sizeBytes() {
    return name.getBytes(StandardCharsets.UTF_8).length
        + type.getBytes(StandardCharsets.UTF_8).length
        + value.length;
  }
}
