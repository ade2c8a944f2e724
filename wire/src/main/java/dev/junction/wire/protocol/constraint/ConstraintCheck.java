package dev.junction.wire.protocol.constraint;

import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.ShapeWriter;
import dev.junction.wire.schema.Trait;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Walks through a value and finds every constraint of the model that it breaks.
///
/// Limits: it stops counting at 100. Source: Smithy 2.0, "Constraint traits".
public final class ConstraintCheck implements ShapeWriter {

  private static final int VIOLATIONS_MAX = 100;

  private final List<Violation> violations = new ArrayList<>();
  private final List<Object> path = new ArrayList<>();

  /// The members seen of each open structure, and the next index or the key of each open list or
  /// map.
  private final Deque<BitSet> present = new ArrayDeque<>();

  private final Deque<Place> places = new ArrayDeque<>();

  /// The contents of open lists whose elements must differ, and of what lies in them.
  private final Deque<List<Object>> captured = new ArrayDeque<>();

  /// Where the walk is in an open list or map.
  private static final class Place {
    private int index;
    private @Nullable String key;
  }

  private final Shape root;
  private @Nullable Document copy;

  private ConstraintCheck(Shape root) {
    this.root = root;
  }

  /// What is wrong with a value; nothing for a good one.
  public static List<Violation> of(Shape value) {
    ConstraintCheck check = new ConstraintCheck(value);
    check.structure(value);
    return check.violations;
  }

  private void structure(Shape value) {
    Schema schema = value.schema();
    present.push(new BitSet(0));
    value.writeMembers(this);
    BitSet seen = present.pop();
    if (schema.hasRequired()) {
      for (Member member : schema.members()) {
        if (member.isRequired() && !seen.get(member.index())) {
          path.add(member.name());
          violated(member, Trait.Marker.REQUIRED, null, 0);
          path.removeLast();
        }
      }
    }
  }

  private void violated(Member member, Trait constraint, @Nullable Object value, long length) {
    if (violations.size() < VIOLATIONS_MAX) {
      violations.add(new Violation(List.copyOf(path), member, constraint, value, length));
    }
  }

  /// Steps into a member's value, an element or an entry.
  private void enter(Member member) {
    if (member.isNamed()) {
      if (member.isRequired()) {
        present.element().set(member.index());
      }
      path.add(member.name());
    } else {
      Place place = places.element();
      if (place.key == null) {
        path.add(place.index++);
      } else {
        path.add(place.key);
      }
    }
  }

  private void leave() {
    path.removeLast();
  }

  private void scalar(Member member, Object value) {
    enter(member);
    if (!captured.isEmpty()) {
      captured.element().add(value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value);
    }
    check(member, value);
    leave();
  }

  private void check(Member member, Object value) {
    for (Trait constraint : member.constraints()) {
      switch (constraint) {
        case Trait.Length length -> checkLength(member, length, value);
        case Trait.Range range -> {
          if (value instanceof Number number && !range.contains(number)) {
            violated(member, range, value, 0);
          }
        }
        case Trait.Pattern pattern -> {
          if (value instanceof String text && !Patterns.matches(pattern, text)) {
            violated(member, pattern, value, 0);
          }
        }
        case Trait.Enumeration enumeration -> {
          if (value instanceof String && !enumeration.values().contains(value)) {
            violated(member, enumeration, value, 0);
          }
        }
        default -> throw new IllegalStateException("No constraint: " + constraint);
      }
    }
  }

  private void checkLength(Member member, Trait.Length length, Object value) {
    if (value instanceof String text) {
      checkLength(member, length, value, text.codePointCount(0, text.length()));
    } else if (value instanceof byte[] bytes) {
      checkLength(member, length, value, bytes.length);
    }
  }

  private void checkLength(Member member, Trait.Length constraint, Object value, long length) {
    if (length < constraint.min() || length > constraint.max()) {
      violated(member, constraint, value, length);
    }
  }

  @Override
  public void writeStructure(Member member, Shape value) {
    enter(member);
    beginCapture(false);
    structure(value);
    endCapture();
    leave();
  }

  /// Starts to collect what lies in a list whose elements must differ, or in an element of it.
  private void beginCapture(boolean unique) {
    if (unique || !captured.isEmpty()) {
      captured.push(new ArrayList<>());
    }
  }

  /// Ends the innermost collection and hands it to the one around it.
  private List<Object> endCapture() {
    if (captured.isEmpty()) {
      return List.of();
    }
    List<Object> values = captured.pop();
    if (!captured.isEmpty()) {
      captured.element().add(values);
    }
    return values;
  }

  private void checkSize(Member member, int size) {
    Trait.Length length = member.trait(Trait.Length.class);
    if (length != null
        && (size < length.min() || size > length.max())
        && violations.size() < VIOLATIONS_MAX) {
      violated(member, length, here(), size);
    }
  }

  /// The list or map that the walk has come to.
  private @Nullable Object here() {
    Document whole = copy;
    if (whole == null) {
      // Once only: inputs are large, and many of their lists can be too long.
      whole = Document.copyOf(root);
      copy = whole;
    }
    Object found = whole;
    for (Object part : path) {
      found =
          switch (found) {
            case Shape shape -> Document.copyOf(shape).get(part.toString());
            case List<?> list -> list.get((Integer) part);
            case Map<?, ?> map -> map.get(part);
            case null, default -> null;
          };
    }
    return found;
  }

  @Override
  public void beginList(Member list, int size) {
    enter(list);
    checkSize(list, size);
    places.push(new Place());
    beginCapture(list.has(Trait.Marker.UNIQUE_ITEMS));
  }

  @Override
  public void endList(Member list) {
    List<Object> values = endCapture();
    places.pop();
    if (list.has(Trait.Marker.UNIQUE_ITEMS) && new HashSet<>(values).size() < values.size()) {
      violated(list, Trait.Marker.UNIQUE_ITEMS, "", 0);
    }
    leave();
  }

  @Override
  public void beginMap(Member map, int size) {
    enter(map);
    checkSize(map, size);
    places.push(new Place());
    beginCapture(false);
  }

  @Override
  public void writeKey(Member map, String key) {
    places.element().key = key;
    if (!captured.isEmpty()) {
      captured.element().add(key);
    }
    check(map.target().key(), key);
  }

  @Override
  public void endMap(Member map) {
    endCapture();
    places.pop();
    leave();
  }

  @Override
  public void writeNull(Member member) {
    enter(member);
    leave();
  }

  @Override
  public void writeBoolean(Member member, boolean value) {
    scalar(member, value);
  }

  @Override
  public void writeByte(Member member, byte value) {
    scalar(member, value);
  }

  @Override
  public void writeShort(Member member, short value) {
    scalar(member, value);
  }

  @Override
  public void writeInteger(Member member, int value) {
    scalar(member, value);
  }

  @Override
  public void writeLong(Member member, long value) {
    scalar(member, value);
  }

  @Override
  public void writeFloat(Member member, float value) {
    scalar(member, value);
  }

  @Override
  public void writeDouble(Member member, double value) {
    scalar(member, value);
  }

  @Override
  public void writeBigInteger(Member member, BigInteger value) {
    scalar(member, value);
  }

  @Override
  public void writeBigDecimal(Member member, BigDecimal value) {
    scalar(member, value);
  }

  @Override
  public void writeString(Member member, String value) {
    scalar(member, value);
  }

  @Override
  public void writeBlob(Member member, byte[] value) {
    scalar(member, value);
  }

  @Override
  public void writeTimestamp(Member member, Instant value) {
    scalar(member, value);
  }

  @Override
  public void writeDocument(Member member, @Nullable Object value) {
    enter(member);
    leave();
  }
}
