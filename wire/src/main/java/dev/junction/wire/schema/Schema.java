package dev.junction.wire.schema;

import dev.junction.kernel.Invariant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The description of one shape of a service model: its type, its members and its traits.
///
/// Shape: a list has one member, its element; a map has two, its key and its value; a structure or
/// union has any number. Schemas may be recursive, so one is declared first and given its members
/// with [#link] later, once; it must not be used in between. Threads: immutable once linked.
public final class Schema {

  // The shapes of values of which a model says nothing but the type.
  public static final Schema STRING = simple("String", ShapeType.STRING);

  public static final Schema BOOLEAN = simple("Boolean", ShapeType.BOOLEAN);
  public static final Schema BYTE = simple("Byte", ShapeType.BYTE);
  public static final Schema SHORT = simple("Short", ShapeType.SHORT);
  public static final Schema INTEGER = simple("Integer", ShapeType.INTEGER);
  public static final Schema LONG = simple("Long", ShapeType.LONG);
  public static final Schema FLOAT = simple("Float", ShapeType.FLOAT);
  public static final Schema DOUBLE = simple("Double", ShapeType.DOUBLE);
  public static final Schema BIG_INTEGER = simple("BigInteger", ShapeType.BIG_INTEGER);
  public static final Schema BIG_DECIMAL = simple("BigDecimal", ShapeType.BIG_DECIMAL);
  public static final Schema BLOB = simple("Blob", ShapeType.BLOB);
  public static final Schema TIMESTAMP = simple("Timestamp", ShapeType.TIMESTAMP);
  public static final Schema DOCUMENT = simple("Document", ShapeType.DOCUMENT);

  /// Where a list's schema keeps its element.
  static final int ELEMENT = 0;

  /// Where a map's schema keeps its key and its value.
  static final int KEY = 0;

  static final int VALUE = 1;

  private final String name;
  private final ShapeType type;
  private final Trait[] traits;
  private final boolean sparse;
  private Member[] members;
  private Map<String, Member> byName = Map.of();
  private Map<String, Member> byJsonName = Map.of();
  private boolean required;
  private boolean linked;

  private Schema(String name, ShapeType type, Trait[] traits) {
    this.name = name;
    this.type = type;
    this.traits = traits;
    this.sparse = has(Trait.Marker.SPARSE);
    this.members = new Member[0];
  }

  /// A shape without members.
  public static Schema simple(String name, ShapeType type, Trait... traits) {
    return new Schema(name, type, traits);
  }

  /// A list, map, structure or union that still has to be linked.
  public static Schema declare(String name, ShapeType type, Trait... traits) {
    return new Schema(name, type, traits);
  }

  /// Gives a declared schema its members and returns it.
  public Schema link(Member... parts) {
    Invariant.check(!linked, "The schema %s is linked twice", name);
    members = parts;
    for (int i = 0; i < parts.length; i++) {
      parts[i].join(this, i);
    }
    byName = HashMap.newHashMap(parts.length);
    boolean renamed = false;
    for (Member member : parts) {
      byName.put(member.name(), member);
      required |= member.isRequired();
      renamed |= !member.jsonName().equals(member.name());
    }
    byJsonName = byName;
    if (renamed) {
      byJsonName = HashMap.newHashMap(parts.length);
      for (Member member : parts) {
        byJsonName.put(member.jsonName(), member);
      }
    }
    linked = true;
    return this;
  }

  /// The shape's name in its service, as in `SendMessageRequest`.
  public String name() {
    return name;
  }

  public ShapeType type() {
    return type;
  }

  /// The members in the model's order.
  public List<Member> members() {
    return Arrays.asList(members);
  }

  /// The member at a place.
  public Member member(int index) {
    return members[index];
  }

  /// The member of this name, or null.
  public @Nullable Member find(String memberName) {
    return byName.get(memberName);
  }

  /// The member of this name in JSON, or null.
  public @Nullable Member findByJsonName(String jsonName) {
    return byJsonName.get(jsonName);
  }

  /// The member of this name, which must be there.
  public Member member(String memberName) {
    Member member = byName.get(memberName);
    Invariant.check(member != null, "%s has no member %s", name, memberName);
    return Objects.requireNonNull(member);
  }

  /// A list's element.
  public Member element() {
    return members[ELEMENT];
  }

  /// A map's key.
  public Member key() {
    return members[KEY];
  }

  /// A map's value.
  public Member value() {
    return members[VALUE];
  }

  /// Whether some member must be present.
  public boolean hasRequired() {
    return required;
  }

  /// Whether a list or map may hold nulls.
  public boolean isSparse() {
    return sparse;
  }

  /// The shape's own traits.
  public List<Trait> traits() {
    return List.of(traits);
  }

  /// Whether the shape has this trait.
  public boolean has(Trait.Marker marker) {
    return find(traits, marker);
  }

  /// The trait of this kind, or null.
  public <T extends Trait> @Nullable T trait(Class<T> kind) {
    return find(traits, kind);
  }

  static boolean find(Trait[] traits, Trait.Marker marker) {
    for (Trait trait : traits) {
      if (trait == marker) {
        return true;
      }
    }
    return false;
  }

  static <T extends Trait> @Nullable T find(Trait[] traits, Class<T> kind) {
    for (Trait trait : traits) {
      if (kind.isInstance(trait)) {
        return kind.cast(trait);
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return name + ' ' + type;
  }
}
