package dev.junction.wire.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A structure or union value without a class of its own: members by name, as its schema lists
/// them.
///
/// Shape: values are Boolean, Byte, Short, Integer, Long, Float, Double, BigInteger, BigDecimal,
/// String, `byte[]`, Instant, Document for structures and unions, List, and Map by String. Threads:
/// immutable, as far as the `byte[]` in it are left alone.
public final class Document implements Shape {

  private final Schema schema;
  private final @Nullable Object[] values;

  private Document(Schema schema, @Nullable Object[] values) {
    this.schema = schema;
    this.values = values;
  }

  /// A builder of a value of this structure or union.
  public static Builder of(Schema schema) {
    return new Builder(schema);
  }

  /// The same value as another shape, with no class of its own.
  public static Document copyOf(Shape shape) {
    return shape instanceof Document document ? document : DocumentWriter.toDocument(shape);
  }

  /// Reads a structure or union; members that were left out get their defaults.
  public static Document read(Schema schema, ShapeReader in) {
    Builder document = new Builder(schema);
    in.beginStructure(schema);
    for (int index = in.nextMember(schema); index >= 0; index = in.nextMember(schema)) {
      document.values[index] = readValue(schema.member(index), in);
    }
    return document.build();
  }

  private static Object readValue(Member member, ShapeReader in) {
    return switch (member.type()) {
      case BOOLEAN -> in.readBoolean(member);
      case BYTE -> in.readByte(member);
      case SHORT -> in.readShort(member);
      case INTEGER -> in.readInteger(member);
      case LONG -> in.readLong(member);
      case FLOAT -> in.readFloat(member);
      case DOUBLE -> in.readDouble(member);
      case BIG_INTEGER -> in.readBigInteger(member);
      case BIG_DECIMAL -> in.readBigDecimal(member);
      case STRING -> in.readString(member);
      case BLOB -> in.readBlob(member);
      case TIMESTAMP -> in.readTimestamp(member);
      case DOCUMENT -> new Untyped(in.readDocument(member));
      case LIST -> readList(member, in);
      case MAP -> readMap(member, in);
      case STRUCTURE, UNION -> read(member.target(), in);
    };
  }

  private static List<@Nullable Object> readList(Member list, ShapeReader in) {
    Member element = list.target().element();
    List<@Nullable Object> values = new ArrayList<>();
    in.beginList(list);
    while (in.nextElement(list)) {
      values.add(in.readNull() ? null : readValue(element, in));
    }
    return Collections.unmodifiableList(values);
  }

  private static Map<String, @Nullable Object> readMap(Member map, ShapeReader in) {
    Member value = map.target().value();
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    in.beginMap(map);
    for (String key = in.nextKey(map); key != null; key = in.nextKey(map)) {
      values.put(key, in.readNull() ? null : readValue(value, in));
    }
    return Collections.unmodifiableMap(values);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  /// The value of a member, or null when it is absent.
  public @Nullable Object get(String member) {
    return get(schema.member(member));
  }

  /// The value of a member, or null when it is absent.
  public @Nullable Object get(Member member) {
    return values[member.index()];
  }

  @Override
  public void writeMembers(ShapeWriter out) {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value != null) {
        writeValue(schema.member(i), value, out);
      }
    }
  }

  private static void writeValue(Member member, Object value, ShapeWriter out) {
    switch (member.type()) {
      case BOOLEAN -> out.writeBoolean(member, (Boolean) value);
      case BYTE -> out.writeByte(member, ((Number) value).byteValue());
      case SHORT -> out.writeShort(member, ((Number) value).shortValue());
      case INTEGER -> out.writeInteger(member, ((Number) value).intValue());
      case LONG -> out.writeLong(member, ((Number) value).longValue());
      case FLOAT -> out.writeFloat(member, ((Number) value).floatValue());
      case DOUBLE -> out.writeDouble(member, ((Number) value).doubleValue());
      case BIG_INTEGER -> out.writeBigInteger(member, (BigInteger) value);
      case BIG_DECIMAL -> out.writeBigDecimal(member, (BigDecimal) value);
      case STRING -> out.writeString(member, (String) value);
      case BLOB -> out.writeBlob(member, (byte[]) value);
      case TIMESTAMP -> out.writeTimestamp(member, (Instant) value);
      case DOCUMENT -> out.writeDocument(member, Untyped.unwrap(value));
      case LIST -> writeList(member, (List<?>) value, out);
      case MAP -> writeMap(member, (Map<?, ?>) value, out);
      case STRUCTURE, UNION -> out.writeStructure(member, (Shape) value);
    }
  }

  private static void writeList(Member list, List<?> values, ShapeWriter out) {
    Member element = list.target().element();
    out.beginList(list, values.size());
    for (Object value : values) {
      writeNullable(element, value, out);
    }
    out.endList(list);
  }

  private static void writeMap(Member map, Map<?, ?> values, ShapeWriter out) {
    Member value = map.target().value();
    out.beginMap(map, values.size());
    values.forEach(
        (key, item) -> {
          out.writeKey(map, (String) key);
          writeNullable(value, item, out);
        });
    out.endMap(map);
  }

  private static void writeNullable(Member member, @Nullable Object value, ShapeWriter out) {
    if (value == null) {
      out.writeNull(member);
    } else {
      writeValue(member, value, out);
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(schema.name()).append('[');
    String separator = "";
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        Member member = schema.member(i);
        text.append(separator).append(member.name()).append('=');
        text.append(member.isSensitive() ? "***" : String.valueOf(values[i]));
        separator = ", ";
      }
    }
    return text.append(']').toString();
  }

  /// A value of the document type, wrapped so that a JSON null is a value too.
  ///
  /// @param value null, Boolean, Number, String, List or Map of these
  public record Untyped(@Nullable Object value) {
    static @Nullable Object unwrap(Object value) {
      return value instanceof Untyped(Object inner) ? inner : value;
    }
  }

  /// Collects the members of a [Document].
  public static final class Builder {

    private final Schema schema;
    private final @Nullable Object[] values;

    private Builder(Schema schema) {
      this.schema = schema;
      this.values = new @Nullable Object[schema.members().size()];
    }

    /// Sets a member; null takes it away.
    public Builder set(String member, @Nullable Object value) {
      return set(schema.member(member), value);
    }

    /// Sets a member; null takes it away.
    public Builder set(Member member, @Nullable Object value) {
      values[member.index()] = value;
      return this;
    }

    /// The document, in which members that were left out have their defaults.
    public Document build() {
      @Nullable Object[] filled = values.clone();
      for (int i = 0; i < filled.length; i++) {
        if (filled[i] == null) {
          filled[i] = schema.member(i).defaultValue();
        }
      }
      return new Document(schema, filled);
    }

    /// The schema of the document that is built.
    public Schema schema() {
      return schema;
    }
  }
}
