package dev.junction.wire.codec;

import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.ShapeWriter;
import dev.junction.wire.schema.Structure;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// Writes shapes as XML elements.
///
/// Source: Smithy 2.0, "AWS Query protocol", response serialization.
final class XmlShapeWriter implements ShapeWriter {

  private final StringBuilder out;

  /// The element name of the entries of the flattened list that is being written, or empty.
  private String entryName = "";

  XmlShapeWriter(StringBuilder out) {
    this.out = out;
  }

  @Override
  public void text(Member member, String value) {
    open(member);
    escape(out, value);
    close(member);
  }

  @Override
  public void bool(Member member, boolean value) {
    plain(member, String.valueOf(value));
  }

  @Override
  public void integer(Member member, long value) {
    plain(member, String.valueOf(value));
  }

  @Override
  public void number(Member member, double value) {
    plain(member, String.valueOf(value));
  }

  @Override
  public void blob(Member member, byte[] value) {
    plain(member, Base64.getEncoder().encodeToString(value));
  }

  @Override
  public void timestamp(Member member, Instant value) {
    plain(member, value.truncatedTo(ChronoUnit.MILLIS).toString());
  }

  @Override
  public void structure(Member member, Structure value) {
    open(member);
    String outer = entryName;
    entryName = "";
    value.write(this);
    entryName = outer;
    close(member);
  }

  @Override
  public <T> void list(Member member, List<T> values, Element<T> element) {
    Member entry = member.target().element();
    boolean flattened = member.traits().flattened();
    if (!flattened) {
      open(member);
    }
    String outer = entryName;
    entryName = flattened ? member.xmlName() : "";
    for (T value : values) {
      element.write(this, entry, value);
    }
    entryName = outer;
    if (!flattened) {
      close(member);
    }
  }

  @Override
  public <T> void map(Member member, Map<String, T> values, Element<T> element) {
    boolean flattened = member.traits().flattened();
    String entry = flattened ? member.xmlName() : "entry";
    if (!flattened) {
      open(member);
    }
    String outer = entryName;
    entryName = "";
    values.forEach(
        (key, value) -> {
          out.append('<').append(entry).append('>');
          text(member.target().key(), key);
          element.write(this, member.target().value(), value);
          out.append("</").append(entry).append('>');
        });
    entryName = outer;
    if (!flattened) {
      close(member);
    }
  }

  private void plain(Member member, String text) {
    open(member);
    out.append(text);
    close(member);
  }

  private void open(Member member) {
    out.append('<').append(entryName.isEmpty() ? member.xmlName() : entryName).append('>');
  }

  private void close(Member member) {
    out.append("</").append(entryName.isEmpty() ? member.xmlName() : entryName).append('>');
  }

  /// Appends text with the characters escaped that XML gives a meaning to, and those that a reader
  /// would normalise away.
  static void escape(StringBuilder out, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\r' -> out.append("&#xd;");
        default -> out.append(c);
      }
    }
  }
}
