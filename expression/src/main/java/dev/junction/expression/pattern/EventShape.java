package dev.junction.expression.pattern;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What an event looks like, whatever its values are, as a number.
///
/// Events with the same names of fields and the same kinds of values have the same fingerprint;
/// others have another one, but for chance. Kinds are texts, times, whole and other numbers, flags
/// and null; of an array those of its elements count, not their number or order. Pure.
public final class EventShape {

  private static final long TEXT = 0x9E3779B97F4A7C15L;
  private static final long TIME = 0xC2B2AE3D27D4EB4FL;
  private static final long WHOLE = 0x165667B19E3779F9L;
  private static final long NUMBER = 0x27D4EB2F165667C5L;
  private static final long FLAG = 0x85EBCA77C2B2AE63L;
  private static final long NOTHING = 0xD6E8FEB86659FD93L;
  private static final long ARRAY = 0xA0761D6478BD642FL;
  private static final long OBJECT = 0xE7037ED1A0B428DBL;

  private EventShape() {}

  /// The fingerprint of an event.
  ///
  /// @param telling the fields at the top whose texts count, too
  public static long fingerprint(EventObject event, List<String> telling) {
    long print = of(event);
    for (String name : telling) {
      if (event.get(name) instanceof Scalar scalar) {
        print = mixed(print ^ text(scalar.text()));
      }
    }
    return print;
  }

  private static long of(EventNode node) {
    return switch (node) {
      case EventObject object -> {
        long sum = OBJECT;
        for (Map.Entry<String, EventNode> field : object.fields().entrySet()) {
          sum += mixed(text(field.getKey()) ^ mixed(of(field.getValue())));
        }
        yield sum;
      }
      case EventArray(List<EventNode> elements) -> mixed(ARRAY ^ ofAll(elements));
      case EventUnion(List<EventNode> nodes) -> ofAll(nodes);
      case Scalar scalar -> of(scalar);
    };
  }

  /// Each kind of element counts once.
  private static long ofAll(List<EventNode> nodes) {
    if (nodes.isEmpty()) {
      return NOTHING;
    }
    long first = of(nodes.getFirst());
    long sum = mixed(first);
    Set<Long> others = null;
    for (EventNode node : nodes.subList(1, nodes.size())) {
      long next = of(node);
      if (next != first) {
        others = others == null ? new HashSet<>() : others;
        sum += others.add(next) ? mixed(next) : 0;
      }
    }
    return sum;
  }

  private static long of(Scalar scalar) {
    String text = scalar.text();
    return switch (scalar.kind()) {
      case TEXT -> isTime(text) ? TIME : TEXT;
      case NUMBER -> isWhole(text) ? WHOLE : NUMBER;
      case LITERAL -> text.equals("null") ? NOTHING : FLAG;
    };
  }

  private static boolean isWhole(String number) {
    return number.indexOf('.') < 0 && number.indexOf('e') < 0 && number.indexOf('E') < 0;
  }

  private static boolean isTime(String text) {
    if (text.length() < 17 || text.length() > 40 || text.charAt(10) != 'T') {
      return false;
    }
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }

  private static long text(String text) {
    long print = text.length();
    for (int i = 0; i < text.length(); i++) {
      print = print * 0x100000001B3L + text.charAt(i);
    }
    return mixed(print);
  }

  /// The finalizer of SplitMix64.
  private static long mixed(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
