package dev.junction.wire.codec.query;

import dev.junction.wire.codec.TextShapeWriter;
import dev.junction.wire.codec.Timestamps;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.ShapeType;
import dev.junction.wire.schema.TimestampFormat;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The result of an operation as the JSON-like values that the query protocol answers where JSON is
/// asked for: a member without a value is null, and a map is a list of its entries, whose key and
/// value have the names that they have in XML.
///
/// Source: answers of the real service in LocalStack's issue 3715 and its test
/// `test_get_queue_attributes_json_format`, and those that API Gateway passes on.
public final class ResultTree implements TextShapeWriter {

  /// How members are called here whose name in the model is another one.
  private final Map<String, String> names;

  /// The open structures and lists, the innermost first; one of each that is open.
  private final Deque<Map<String, @Nullable Object>> structures = new ArrayDeque<>();

  private final Deque<List<@Nullable Object>> lists = new ArrayDeque<>();
  private String key = "";

  private ResultTree(Map<String, String> names) {
    this.names = names;
  }

  /// The members of a structure.
  ///
  /// @param names how members are called whose name in the model is another one
  public static Map<String, @Nullable Object> of(Shape value, Map<String, String> names) {
    return new ResultTree(names).members(value);
  }

  private Map<String, @Nullable Object> members(Shape value) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (Member member : value.schema().members()) {
      members.put(nameOf(member), null);
    }
    structures.push(members);
    value.writeMembers(this);
    structures.pop();
    return members;
  }

  private String nameOf(Member member) {
    return names.getOrDefault(member.name(), member.name());
  }

  private void write(Member member, @Nullable Object value) {
    if (member.isNamed()) {
      structures.getFirst().put(nameOf(member), value);
    } else if (member.container().type() == ShapeType.MAP) {
      Map<String, @Nullable Object> entry = new LinkedHashMap<>();
      entry.put(member.container().key().xmlName(), key);
      entry.put(member.xmlName(), value);
      lists.getFirst().add(entry);
    } else {
      lists.getFirst().add(value);
    }
  }

  @Override
  public void writeStructure(Member member, Shape value) {
    String outer = key;
    Map<String, @Nullable Object> members = members(value);
    key = outer;
    write(member, members);
  }

  @Override
  public void beginList(Member list, int size) {
    List<@Nullable Object> items = new ArrayList<>(size);
    write(list, items);
    lists.push(items);
  }

  @Override
  public void endList(Member list) {
    lists.pop();
  }

  @Override
  public void beginMap(Member map, int size) {
    beginList(map, size);
  }

  @Override
  public void writeKey(Member map, String name) {
    key = name;
  }

  @Override
  public void endMap(Member map) {
    endList(map);
  }

  @Override
  public void writeNull(Member member) {
    write(member, null);
  }

  @Override
  public void writeText(Member member, String text) {
    write(member, text);
  }

  @Override
  public void writeBoolean(Member member, boolean value) {
    write(member, value);
  }

  @Override
  public void writeInteger(Member member, int value) {
    write(member, value);
  }

  @Override
  public void writeLong(Member member, long value) {
    write(member, value);
  }

  @Override
  public void writeString(Member member, String value) {
    write(member, value);
  }

  @Override
  public void writeBlob(Member member, byte[] value) {
    write(member, Base64.getEncoder().encodeToString(value));
  }

  @Override
  public void writeTimestamp(Member member, Instant value) {
    TimestampFormat format = member.timestampFormat(TimestampFormat.DATE_TIME);
    write(member, Timestamps.format(value, format));
  }
}
