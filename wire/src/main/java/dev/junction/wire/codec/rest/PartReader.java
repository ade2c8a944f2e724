package dev.junction.wire.codec.rest;

import dev.junction.wire.codec.Scalars;
import dev.junction.wire.codec.TextShapeReader;
import dev.junction.wire.codec.Timestamps;
import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.TimestampFormat;
import dev.junction.wire.schema.Trait;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads one value from a label, a header field or query parameters.
final class PartReader implements TextShapeReader {

  private final boolean header;
  private final Map<String, List<String>> entries;
  private List<String> texts;
  private @Nullable Iterator<String> elements;
  private @Nullable Iterator<Map.Entry<String, List<String>>> rest;

  private PartReader(boolean header, List<String> texts, Map<String, List<String>> entries) {
    this.header = header;
    this.texts = texts;
    this.entries = entries;
  }

  /// A reader of a label or of the values of a query parameter.
  static PartReader ofParameter(List<String> texts) {
    return new PartReader(false, texts, Map.of());
  }

  /// A reader of the values of a header field.
  static PartReader ofHeader(List<String> texts) {
    return new PartReader(true, texts, Map.of());
  }

  /// A reader of a map.
  static PartReader ofEntries(boolean header, Map<String, List<String>> entries) {
    return new PartReader(header, List.of(), entries);
  }

  @Override
  public String readText(Member member) {
    return header ? String.join(", ", texts).trim() : texts.getFirst();
  }

  @Override
  public String readString(Member member) {
    String text = readText(member);
    return header && member.trait(Trait.MediaType.class) != null
        ? new String(Scalars.toBlob(text, member), StandardCharsets.UTF_8)
        : text;
  }

  @Override
  public Instant readTimestamp(Member member) {
    return Timestamps.parse(readText(member), format(member));
  }

  private TimestampFormat format(Member member) {
    return member.timestampFormat(header ? TimestampFormat.HTTP_DATE : TimestampFormat.DATE_TIME);
  }

  @Override
  public void beginList(Member list) {
    List<String> values = texts;
    if (header) {
      Member element = list.target().element();
      boolean httpDates =
          element.target().type() == Schema.TIMESTAMP.type()
              && format(element) == TimestampFormat.HTTP_DATE;
      values = new ArrayList<>();
      for (String text : texts) {
        values.addAll(HeaderLists.split(text, httpDates));
      }
    }
    elements = values.iterator();
  }

  @Override
  public boolean nextElement(Member list) {
    Iterator<String> left = Objects.requireNonNull(elements);
    if (left.hasNext()) {
      texts = List.of(left.next());
      return true;
    }
    return false;
  }

  @Override
  public void beginMap(Member map) {
    rest = entries.entrySet().iterator();
  }

  @Override
  public @Nullable String nextKey(Member map) {
    Iterator<Map.Entry<String, List<String>>> left = Objects.requireNonNull(rest);
    if (left.hasNext()) {
      Map.Entry<String, List<String>> entry = left.next();
      texts = entry.getValue();
      return entry.getKey();
    }
    return null;
  }

  @Override
  public void beginStructure(Schema structure) {
    throw new MalformedInput("A header field or parameter is no structure");
  }

  @Override
  public int nextMember(Schema structure) {
    return -1;
  }

  @Override
  public @Nullable Object readDocument(Member member) {
    return readText(member);
  }

  @Override
  public void skip() {}
}
