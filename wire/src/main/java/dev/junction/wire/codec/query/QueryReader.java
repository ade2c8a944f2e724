package dev.junction.wire.codec.query;

import dev.junction.wire.codec.Scalars;
import dev.junction.wire.codec.Timestamps;
import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.ShapeReader;
import dev.junction.wire.schema.ShapeType;
import dev.junction.wire.schema.TimestampFormat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads values from the parameters of the query protocol.
///
/// Members are read in the order of the model. Beside what the model says it takes the forms that
/// old clients send: a list with or without `member`, and a list of one element without a number.
/// Source: Smithy, "AWS query protocol, query key resolution".
public final class QueryReader implements ShapeReader {

  /// Where the reader is inside one open structure, list or map.
  private static final class Cursor {
    private final ParameterTree tree;
    private final Iterator<ParameterTree> entries;
    private int next;
    private int found;

    Cursor(ParameterTree tree, List<ParameterTree> entries) {
      this.tree = tree;
      this.entries = entries.iterator();
    }
  }

  private final Deque<Cursor> open = new ArrayDeque<>();
  private ParameterTree current;

  public QueryReader(ParameterTree root) {
    this.current = root;
  }

  @Override
  public void beginStructure(Schema structure) {
    open.push(new Cursor(current, List.of()));
  }

  @Override
  public int nextMember(Schema structure) {
    Cursor cursor = open.element();
    while (cursor.next < structure.members().size()) {
      int index = cursor.next++;
      ParameterTree child = cursor.tree.child(structure.member(index).xmlName());
      if (child != null) {
        current = child;
        cursor.found++;
        return index;
      }
    }
    open.pop();
    if (structure.type() == ShapeType.UNION && cursor.found != 1) {
      throw new MalformedInput("The union " + structure.name() + " must have one member");
    }
    return -1;
  }

  @Override
  public void beginList(Member list) {
    ParameterTree inner = current.child(list.target().element().xmlName());
    ParameterTree tree = inner == null ? current : inner;
    List<ParameterTree> entries = tree.numbered();
    boolean single = entries.isEmpty() && current.isLeaf() && !text(list).isEmpty();
    open.push(new Cursor(tree, single ? List.of(current) : entries));
  }

  @Override
  public boolean nextElement(Member list) {
    return nextEntry();
  }

  private boolean nextEntry() {
    Iterator<ParameterTree> entries = open.element().entries;
    if (entries.hasNext()) {
      current = entries.next();
      return true;
    }
    open.pop();
    return false;
  }

  @Override
  public void beginMap(Member map) {
    ParameterTree inner = current.child("entry");
    ParameterTree tree = inner == null ? current : inner;
    open.push(new Cursor(tree, tree.numbered()));
  }

  @Override
  public @Nullable String nextKey(Member map) {
    if (!nextEntry()) {
      return null;
    }
    Schema schema = map.target();
    ParameterTree key = current.child(schema.key().xmlName());
    ParameterTree value = current.child(schema.value().xmlName());
    if (key == null || key.value() == null) {
      throw new MalformedInput("An entry of " + map.name() + " has no key");
    }
    if (value == null) {
      throw new MalformedInput("An entry of " + map.name() + " has no value");
    }
    current = value;
    return key.value();
  }

  @Override
  public boolean readNull() {
    return false;
  }

  private String text(Member member) {
    String value = current.value();
    if (value == null) {
      throw new MalformedInput("The parameter " + member.name() + " has no value");
    }
    return value;
  }

  @Override
  public boolean readBoolean(Member member) {
    return Scalars.toBoolean(text(member), member);
  }

  @Override
  public byte readByte(Member member) {
    return (byte) Scalars.toWhole(text(member), member, Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  @Override
  public short readShort(Member member) {
    return (short) Scalars.toWhole(text(member), member, Short.MIN_VALUE, Short.MAX_VALUE);
  }

  @Override
  public int readInteger(Member member) {
    return (int) Scalars.toWhole(text(member), member, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  @Override
  public long readLong(Member member) {
    return Scalars.toWhole(text(member), member, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Override
  public float readFloat(Member member) {
    return (float) readDouble(member);
  }

  @Override
  public double readDouble(Member member) {
    return Scalars.toDouble(text(member), member);
  }

  @Override
  public BigInteger readBigInteger(Member member) {
    return Scalars.toBigInteger(text(member), member);
  }

  @Override
  public BigDecimal readBigDecimal(Member member) {
    return Scalars.toBigDecimal(text(member), member);
  }

  @Override
  public String readString(Member member) {
    return text(member);
  }

  @Override
  public byte[] readBlob(Member member) {
    return Scalars.toBlob(text(member), member);
  }

  @Override
  public Instant readTimestamp(Member member) {
    return Timestamps.parse(text(member), member.timestampFormat(TimestampFormat.DATE_TIME));
  }

  @Override
  public @Nullable Object readDocument(Member member) {
    throw new MalformedInput("The query protocol has no documents");
  }

  @Override
  public void skip() {}
}
