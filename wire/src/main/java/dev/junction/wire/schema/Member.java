package dev.junction.wire.schema;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One member of a shape: its name, what it holds and what its traits say of the wire.
public final class Member {

  private final String name;
  private final int index;
  private final Supplier<Schema> target;
  private final Traits traits;
  private @Nullable Schema resolved;

  /// What the model says beside name and target.
  ///
  /// @param required whether a request must hold the member
  /// @param xmlName another name in XML and query strings, or null
  /// @param flattened whether a list or map has no element around its entries
  public record Traits(boolean required, @Nullable String xmlName, boolean flattened) {
    static final Traits NONE = new Traits(false, null, false);
  }

  /// @param index the member's place in its shape, from 0
  /// @param target what it holds; asked once, and only when needed, so that shapes may hold
  ///     themselves
  public Member(String name, int index, Supplier<Schema> target, Traits traits) {
    this.name = name;
    this.index = index;
    this.target = target;
    this.traits = traits;
  }

  /// A member without traits.
  public static Member of(String name, int index, Supplier<Schema> target) {
    return new Member(name, index, target, Traits.NONE);
  }

  public String name() {
    return name;
  }

  public int index() {
    return index;
  }

  public Traits traits() {
    return traits;
  }

  /// The name in XML and query strings.
  public String xmlName() {
    String other = traits.xmlName();
    return other == null ? name : other;
  }

  public Schema target() {
    Schema schema = resolved;
    if (schema == null) {
      schema = target.get();
      resolved = schema;
    }
    return schema;
  }

  @Override
  public String toString() {
    return name;
  }
}
