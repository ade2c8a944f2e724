package dev.junction.wire.protocol.constraint;

import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Trait;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One constraint of the model that a value breaks.
///
/// @param path where the value is: names of members, keys of maps, and indices of lists from zero
/// @param member the member that holds it
/// @param constraint the constraint that is broken
/// @param value the value; null when it is missing
/// @param length the value's length, where the constraint is one of length
public record Violation(
    List<Object> path, Member member, Trait constraint, @Nullable Object value, long length) {

  /// The value's place as `/records/0/name`.
  public String pointer() {
    StringBuilder text = new StringBuilder();
    path.forEach(part -> text.append('/').append(part));
    return text.toString();
  }
}
