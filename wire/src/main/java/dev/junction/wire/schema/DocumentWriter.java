package dev.junction.wire.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a [Document] of any shape.
final class DocumentWriter implements ShapeWriter {

  /// Something that members are put into: the document, a list or a map under construction.
  private interface Target {
    void put(Member member, @Nullable Object value);
  }

  private static final class MapTarget implements Target {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private String key = "";

    @Override
    public void put(Member member, @Nullable Object value) {
      values.put(key, value);
    }
  }

  private record ListTarget(List<@Nullable Object> values) implements Target {
    @Override
    public void put(Member member, @Nullable Object value) {
      values.add(value);
    }
  }

  private final Deque<Target> open = new ArrayDeque<>();

  private DocumentWriter() {}

  static Document toDocument(Shape shape) {
    return new DocumentWriter().structure(shape);
  }

  private Document structure(Shape shape) {
    Document.Builder document = Document.of(shape.schema());
    open.push(document::set);
    shape.writeMembers(this);
    open.pop();
    return document.build();
  }

  private void put(Member member, @Nullable Object value) {
    open.element().put(member, value);
  }

  @Override
  public void writeStructure(Member member, Shape value) {
    put(member, structure(value));
  }

  @Override
  public void beginList(Member list, int size) {
    open.push(new ListTarget(new ArrayList<>(size)));
  }

  @Override
  public void endList(Member list) {
    ListTarget target = (ListTarget) open.pop();
    put(list, Collections.unmodifiableList(target.values));
  }

  @Override
  public void beginMap(Member map, int size) {
    open.push(new MapTarget());
  }

  @Override
  public void writeKey(Member map, String key) {
    ((MapTarget) open.element()).key = key;
  }

  @Override
  public void endMap(Member map) {
    MapTarget target = (MapTarget) open.pop();
    put(map, Collections.unmodifiableMap(target.values));
  }

  @Override
  public void writeNull(Member member) {
    put(member, null);
  }

  @Override
  public void writeBoolean(Member member, boolean value) {
    put(member, value);
  }

  @Override
  public void writeByte(Member member, byte value) {
    put(member, value);
  }

  @Override
  public void writeShort(Member member, short value) {
    put(member, value);
  }

  @Override
  public void writeInteger(Member member, int value) {
    put(member, value);
  }

  @Override
  public void writeLong(Member member, long value) {
    put(member, value);
  }

  @Override
  public void writeFloat(Member member, float value) {
    put(member, value);
  }

  @Override
  public void writeDouble(Member member, double value) {
    put(member, value);
  }

  @Override
  public void writeBigInteger(Member member, BigInteger value) {
    put(member, value);
  }

  @Override
  public void writeBigDecimal(Member member, BigDecimal value) {
    put(member, value);
  }

  @Override
  public void writeString(Member member, String value) {
    put(member, value);
  }

  @Override
  public void writeBlob(Member member, byte[] value) {
    put(member, value);
  }

  @Override
  public void writeTimestamp(Member member, Instant value) {
    put(member, value);
  }

  @Override
  public void writeDocument(Member member, @Nullable Object value) {
    put(member, new Document.Untyped(value));
  }
}
