package dev.junction.log.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A message of fields with spaces between, as in `[ip, user, ..., status_code = 4*, size > 10]`.
///
/// Brackets and quotation marks hold a field of a message together. An ellipsis stands for any
/// number of fields; without one the numbers of fields have to be the same.
///
/// @param before the fields before the ellipsis, or all of them
/// @param after those behind it
/// @param hasEllipsis whether there is one
record SpacePattern(List<Field> before, List<Field> after, boolean hasEllipsis)
    implements FilterPattern {

  private static final String ENDS = ",]&|=!<>()";

  /// A field: its name and, in groups of which one has to hold, what has to hold for it.
  record Field(String name, List<List<Comparison>> anyOf) {

    boolean holds(String value, Effort effort) {
      return anyOf.isEmpty()
          || anyOf.stream()
              .anyMatch(
                  all -> all.stream().allMatch(comparison -> comparison.holds(value, effort)));
    }
  }

  static SpacePattern read(String text) {
    FilterScanner in = new FilterScanner(text);
    in.expect('[');
    List<Field> before = new ArrayList<>();
    List<Field> after = new ArrayList<>();
    boolean ellipsis = false;
    do {
      if (in.takeText("...")) {
        if (ellipsis) {
          throw new MalformedFilter("there is a second ellipsis.");
        }
        ellipsis = true;
      } else {
        (ellipsis ? after : before).add(field(in));
      }
    } while (in.takeText(","));
    in.expect(']');
    in.expectEnd();
    return new SpacePattern(List.copyOf(before), List.copyOf(after), ellipsis);
  }

  private static Field field(FilterScanner in) {
    String name = name(in);
    List<List<Comparison>> anyOf = new ArrayList<>();
    in.skipBlanks();
    if (in.peek() == ',' || in.peek() == ']') {
      return new Field(name, anyOf);
    }
    List<Comparison> all = new ArrayList<>();
    all.add(Comparison.read(in, ENDS));
    while (true) {
      if (in.takeText("&&")) {
        again(in, name);
        all.add(Comparison.read(in, ENDS));
      } else if (in.takeText("||")) {
        anyOf.add(List.copyOf(all));
        all.clear();
        again(in, name);
        all.add(Comparison.read(in, ENDS));
      } else {
        anyOf.add(List.copyOf(all));
        return new Field(name, anyOf);
      }
    }
  }

  private static String name(FilterScanner in) {
    in.skipBlanks();
    String name = in.word(ENDS);
    if (name.isEmpty()) {
      throw new MalformedFilter("the name of a field is missing.");
    }
    return name;
  }

  private static void again(FilterScanner in, String name) {
    String other = name(in);
    if (!other.equals(name)) {
      throw new MalformedFilter("the field " + name + " is compared, not " + other + ".");
    }
  }

  @Override
  public boolean fits(String message, Effort effort) {
    List<String> fields = fields(message);
    if (hasEllipsis
        ? fields.size() < before.size() + after.size()
        : fields.size() != before.size()) {
      return false;
    }
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).holds(fields.get(i), effort)) {
        return false;
      }
    }
    int tail = fields.size() - after.size();
    for (int i = 0; i < after.size(); i++) {
      if (!after.get(i).holds(fields.get(tail + i), effort)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Map<String, String> extracted(String message) {
    List<String> fields = fields(message);
    Map<String, String> found = new LinkedHashMap<>();
    int tail = fields.size() - after.size();
    for (int i = 0; i < fields.size(); i++) {
      String name = "$" + (i + 1);
      if (i < before.size()) {
        name = "$" + before.get(i).name();
      } else if (i >= tail) {
        name = "$" + after.get(i - tail).name();
      }
      found.put(name, fields.get(i));
    }
    return found;
  }

  private static List<String> fields(String message) {
    List<String> fields = new ArrayList<>();
    // Behind these nothing closes any more; looking each time would take the square of the length.
    int lastBracket = message.lastIndexOf(']');
    int lastQuote = message.lastIndexOf('"');
    int at = 0;
    while (at < message.length()) {
      char c = message.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
        continue;
      }
      char close = c == '[' ? ']' : c == '"' ? '"' : '\0';
      boolean closes = close != '\0' && at < (close == ']' ? lastBracket : lastQuote);
      int end = closes ? message.indexOf(close, at + 1) : -1;
      if (end >= 0) {
        fields.add(message.substring(at + 1, end));
        at = end + 1;
      } else {
        int from = at;
        while (at < message.length() && !Character.isWhitespace(message.charAt(at))) {
          at++;
        }
        fields.add(message.substring(from, at));
      }
    }
    return fields;
  }
}
