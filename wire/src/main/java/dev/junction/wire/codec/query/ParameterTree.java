package dev.junction.wire.codec.query;

import dev.junction.wire.codec.PercentCoding;
import dev.junction.wire.schema.MalformedInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parameters such as `Entry.1.Body=x`, put in a tree along the dots of their names.
///
/// Limits: 10,000 parameters, names of 32 parts. Memory grows with the parameters that are there,
/// not with the numbers in their names.
public final class ParameterTree {

  private static final int PARAMETERS_MAX = 10_000;
  private static final int PARTS_MAX = 32;
  private static final int DIGITS_MAX = 9;

  private final Map<String, ParameterTree> children = new LinkedHashMap<>();
  private @Nullable String value;

  /// An entry of a list or map.
  private record Numbered(int number, ParameterTree tree) {}

  /// Reads the parameters of a query string and of a form, each still encoded.
  public static ParameterTree parse(@Nullable String query, String form) {
    ParameterTree root = new ParameterTree();
    int room = PARAMETERS_MAX;
    if (query != null) {
      room = root.addAll(query, room);
    }
    root.addAll(form, room);
    return root;
  }

  private int addAll(String encoded, int room) {
    int left = room;
    int start = 0;
    while (start < encoded.length()) {
      int end = encoded.indexOf('&', start);
      end = end < 0 ? encoded.length() : end;
      if (end > start) {
        if (left-- == 0) {
          throw new MalformedInput("There are more than " + PARAMETERS_MAX + " parameters");
        }
        addEncoded(encoded.substring(start, end));
      }
      start = end + 1;
    }
    return left;
  }

  private void addEncoded(String parameter) {
    int equals = parameter.indexOf('=');
    String name = equals < 0 ? parameter : parameter.substring(0, equals);
    String text = equals < 0 ? "" : parameter.substring(equals + 1);
    add(PercentCoding.decodeForm(name), PercentCoding.decodeForm(text));
  }

  /// Adds a parameter that is not encoded any more; an earlier one of the same name is replaced.
  public void add(String name, String text) {
    ParameterTree tree = this;
    int parts = 0;
    for (int start = 0; start <= name.length(); ) {
      if (parts++ == PARTS_MAX) {
        throw new MalformedInput("The name of a parameter has more than " + PARTS_MAX + " parts");
      }
      int end = name.indexOf('.', start);
      end = end < 0 ? name.length() : end;
      tree = tree.children.computeIfAbsent(name.substring(start, end), _ -> new ParameterTree());
      start = end + 1;
    }
    tree.value = text;
  }

  /// What lies below a part of a name, or null.
  public @Nullable ParameterTree child(String name) {
    return children.get(name);
  }

  /// The value of the parameter whose name ends here, or null.
  public @Nullable String value() {
    return value;
  }

  /// Whether no name goes on from here.
  boolean isLeaf() {
    return children.isEmpty();
  }

  /// What lies below each number, in the order of the numbers.
  List<ParameterTree> numbered() {
    List<Numbered> found = new ArrayList<>(children.size());
    children.forEach(
        (name, tree) -> {
          int number = number(name);
          if (number >= 0) {
            found.add(new Numbered(number, tree));
          }
        });
    found.sort(Comparator.comparingInt(Numbered::number));
    return found.stream().map(Numbered::tree).toList();
  }

  private static int number(String text) {
    if (text.isEmpty() || text.length() > DIGITS_MAX) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }
}
