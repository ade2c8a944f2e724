package dev.junction.wire.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Hands out a [Document], so that a generated record can be made of it.
public final class DocumentReader implements ShapeReader {

  /// Where the reader is inside one open structure, list or map.
  private sealed interface Cursor {
    record OfList(Iterator<?> rest) implements Cursor {}

    record OfMap(Iterator<? extends Map.Entry<?, ?>> rest) implements Cursor {}

    final class OfStructure implements Cursor {
      private final Document document;
      private int next;

      private OfStructure(Document document) {
        this.document = document;
      }
    }
  }

  private final Deque<Cursor> open = new ArrayDeque<>();
  private @Nullable Object current;

  public DocumentReader(Document document) {
    this.current = document;
  }

  @Override
  public void beginStructure(Schema structure) {
    open.push(new Cursor.OfStructure(take(Document.class, structure.name())));
  }

  @Override
  public int nextMember(Schema structure) {
    Cursor.OfStructure cursor = (Cursor.OfStructure) open.element();
    while (cursor.next < structure.members().size()) {
      int index = cursor.next++;
      current = cursor.document.get(structure.member(index));
      if (current != null) {
        return index;
      }
    }
    open.pop();
    return -1;
  }

  @Override
  public void beginList(Member list) {
    open.push(new Cursor.OfList(take(List.class, list.name()).iterator()));
  }

  @Override
  public boolean nextElement(Member list) {
    Iterator<?> rest = ((Cursor.OfList) open.element()).rest();
    if (rest.hasNext()) {
      current = rest.next();
      return true;
    }
    open.pop();
    return false;
  }

  @Override
  public void beginMap(Member map) {
    Map<?, ?> values = take(Map.class, map.name());
    open.push(new Cursor.OfMap(values.entrySet().iterator()));
  }

  @Override
  public @Nullable String nextKey(Member map) {
    Iterator<? extends Map.Entry<?, ?>> rest = ((Cursor.OfMap) open.element()).rest();
    if (rest.hasNext()) {
      Map.Entry<?, ?> entry = rest.next();
      current = entry.getValue();
      return (String) entry.getKey();
    }
    open.pop();
    return null;
  }

  @Override
  public boolean readNull() {
    return current == null;
  }

  private <T> T take(Class<T> kind, String name) {
    Object value = current;
    current = null;
    if (!kind.isInstance(value)) {
      throw new MalformedInput("The value of " + name + " is not a " + kind.getSimpleName());
    }
    return kind.cast(Objects.requireNonNull(value));
  }

  @Override
  public boolean readBoolean(Member member) {
    return take(Boolean.class, member.name());
  }

  @Override
  public byte readByte(Member member) {
    return take(Number.class, member.name()).byteValue();
  }

  @Override
  public short readShort(Member member) {
    return take(Number.class, member.name()).shortValue();
  }

  @Override
  public int readInteger(Member member) {
    return take(Number.class, member.name()).intValue();
  }

  @Override
  public long readLong(Member member) {
    return take(Number.class, member.name()).longValue();
  }

  @Override
  public float readFloat(Member member) {
    return take(Number.class, member.name()).floatValue();
  }

  @Override
  public double readDouble(Member member) {
    return take(Number.class, member.name()).doubleValue();
  }

  @Override
  public BigInteger readBigInteger(Member member) {
    return take(BigInteger.class, member.name());
  }

  @Override
  public BigDecimal readBigDecimal(Member member) {
    return take(BigDecimal.class, member.name());
  }

  @Override
  public String readString(Member member) {
    return take(String.class, member.name());
  }

  @Override
  public byte[] readBlob(Member member) {
    return take(byte[].class, member.name());
  }

  @Override
  public Instant readTimestamp(Member member) {
    return take(Instant.class, member.name());
  }

  @Override
  public @Nullable Object readDocument(Member member) {
    return Document.Untyped.unwrap(take(Object.class, member.name()));
  }

  @Override
  public void skip() {
    current = null;
  }
}
