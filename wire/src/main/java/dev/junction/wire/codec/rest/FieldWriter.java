package dev.junction.wire.codec.rest;

import dev.junction.wire.codec.TextShapeWriter;
import dev.junction.wire.codec.Timestamps;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.schema.HttpBinding;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.ShapeType;
import dev.junction.wire.schema.TimestampFormat;
import dev.junction.wire.schema.Trait;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Writes members into header fields.
///
/// Line breaks and other control characters would end a field; they become spaces.
final class FieldWriter implements TextShapeWriter {

  private final HttpHeaders headers;
  private final List<String> elements = new ArrayList<>();
  private String field = "";
  private boolean inList;

  FieldWriter(HttpHeaders headers) {
    this.headers = headers;
  }

  @Override
  public void writeText(Member member, String text) {
    if (inList) {
      elements.add(text);
    } else {
      headers.add(member.isNamed() ? member.bindingName() : field, clean(text));
    }
  }

  private static String clean(String text) {
    StringBuilder cleaned = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      cleaned.append((c < 0x20 && c != '\t') || c == 0x7F ? ' ' : c);
    }
    return cleaned.toString();
  }

  @Override
  public void writeString(Member member, String value) {
    if (member.trait(Trait.MediaType.class) != null) {
      writeBlob(member, value.getBytes(StandardCharsets.UTF_8));
    } else {
      writeText(member, inList ? HeaderLists.quoted(value) : value);
    }
  }

  @Override
  public void writeBlob(Member member, byte[] value) {
    writeText(member, Base64.getEncoder().encodeToString(value));
  }

  @Override
  public void writeTimestamp(Member member, Instant value) {
    writeText(member, Timestamps.format(value, member.timestampFormat(TimestampFormat.HTTP_DATE)));
  }

  @Override
  public void beginList(Member list, int size) {
    inList = true;
    elements.clear();
  }

  @Override
  public void endList(Member list) {
    inList = false;
    if (!elements.isEmpty()) {
      writeText(list, String.join(", ", elements));
    }
  }

  @Override
  public void beginMap(Member map, int size) {}

  @Override
  public void writeKey(Member map, String key) {
    String prefix = map.binding() == HttpBinding.PREFIX_HEADERS ? map.bindingName() : "";
    field = clean(prefix + key);
  }

  @Override
  public void endMap(Member map) {}

  @Override
  public void writeStructure(Member member, Shape value) {
    throw new IllegalStateException(
        "A header field holds no " + ShapeType.STRUCTURE + ": " + member);
  }
}
