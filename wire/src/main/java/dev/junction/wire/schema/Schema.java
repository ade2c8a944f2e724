package dev.junction.wire.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One shape of a service model.
///
/// A list has one member, a map two (key and value), a structure or union as many as the model
/// says. Source: the published service models, through the generator.
public final class Schema {

  public static final Schema STRING = simple("String", Kind.STRING);
  public static final Schema BOOLEAN = simple("Boolean", Kind.BOOLEAN);
  public static final Schema INTEGER = simple("Integer", Kind.INTEGER);
  public static final Schema LONG = simple("Long", Kind.LONG);
  public static final Schema DOUBLE = simple("Double", Kind.DOUBLE);
  public static final Schema BLOB = simple("Blob", Kind.BLOB);
  public static final Schema TIMESTAMP = simple("Timestamp", Kind.TIMESTAMP);
  public static final Schema DOCUMENT = simple("Document", Kind.DOCUMENT);

  private final String name;
  private final Kind kind;
  private final List<Member> members;
  private final Map<String, Member> byName = new HashMap<>();

  private Schema(String name, Kind kind, List<Member> members) {
    this.name = name;
    this.kind = kind;
    this.members = List.copyOf(members);
    for (Member member : members) {
      byName.put(member.name(), member);
    }
  }

  private static Schema simple(String name, Kind kind) {
    return new Schema(name, kind, List.of());
  }

  /// A structure or union; the members stand in the order of their indices.
  public static Schema structure(String name, Member... members) {
    return new Schema(name, Kind.STRUCTURE, List.of(members));
  }

  public static Schema list(String name, Member element) {
    return new Schema(name, Kind.LIST, List.of(element));
  }

  public static Schema map(String name, Member key, Member value) {
    return new Schema(name, Kind.MAP, List.of(key, value));
  }

  public String name() {
    return name;
  }

  public Kind kind() {
    return kind;
  }

  public List<Member> members() {
    return members;
  }

  public Member member(int index) {
    return members.get(index);
  }

  /// The member with this name in the model, or null.
  public @Nullable Member member(String memberName) {
    return byName.get(memberName);
  }

  /// The element of a list.
  public Member element() {
    return members.getFirst();
  }

  /// The key of a map.
  public Member key() {
    return members.getFirst();
  }

  /// The value of a map.
  public Member value() {
    return members.getLast();
  }

  @Override
  public String toString() {
    return name;
  }
}
