package dev.junction.wire.codec.query;

import dev.junction.wire.codec.TextShapeReader;
import dev.junction.wire.codec.Timestamps;
import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.ShapeType;
import dev.junction.wire.schema.TimestampFormat;
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
public final class QueryReader implements TextShapeReader {

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
    boolean single = entries.isEmpty() && current.isLeaf() && !readText(list).isEmpty();
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
  public String readText(Member member) {
    String value = current.value();
    if (value == null) {
      throw new MalformedInput("The parameter " + member.name() + " has no value");
    }
    return value;
  }

  @Override
  public Instant readTimestamp(Member member) {
    return Timestamps.parse(readText(member), member.timestampFormat(TimestampFormat.DATE_TIME));
  }

  @Override
  public @Nullable Object readDocument(Member member) {
    throw new MalformedInput("The query protocol has no documents");
  }

  @Override
  public void skip() {}
}
