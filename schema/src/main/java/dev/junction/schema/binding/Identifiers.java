package dev.junction.schema.binding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Names of members as a language can write them, each of its own.
final class Identifiers {

  /// How the words of a name are put together.
  enum Style {
    CAMEL,
    PASCAL,
    SNAKE
  }

  private Identifiers() {}

  /// The identifier of each name.
  ///
  /// @param reserved words that the language keeps for itself
  static Map<String, String> of(Iterable<String> names, Style style, Set<String> reserved) {
    Map<String, String> identifiers = new LinkedHashMap<>();
    Set<String> taken = new LinkedHashSet<>();
    for (String name : names) {
      String wanted = styled(name, style);
      if (reserved.contains(wanted)) {
        wanted += "_";
      }
      String free = wanted;
      for (int i = 2; !taken.add(free); i++) {
        free = wanted + i;
      }
      identifiers.put(name, free);
    }
    return identifiers;
  }

  /// A part of a package or of a path: small letters and digits.
  ///
  /// @param reserved words that the language keeps for itself
  static String part(String name, Set<String> reserved) {
    String part = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    if (part.isEmpty() || Character.isDigit(part.charAt(0))) {
      part = "_" + part;
    }
    return reserved.contains(part) ? part + "_" : part;
  }

  private static String styled(String name, Style style) {
    List<String> words = words(name);
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      switch (style) {
        case SNAKE -> text.append(text.isEmpty() ? "" : "_").append(word.toLowerCase(Locale.ROOT));
        case CAMEL ->
            text.append(
                text.isEmpty()
                    ? word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1)
                    : capital(word));
        case PASCAL -> text.append(capital(word));
      }
    }
    if (text.isEmpty()) {
      text.append(style == Style.PASCAL ? "Member" : "member");
    }
    if (Character.isDigit(text.charAt(0))) {
      text.insert(0, style == Style.PASCAL ? "N" : "n");
    }
    return text.toString();
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  /// The words of a name: what stands between other characters, and what begins with a capital.
  private static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char previous = ' ';
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean plain = c < 128 && Character.isLetterOrDigit(c);
      boolean begins = Character.isUpperCase(c) && Character.isLowerCase(previous);
      if ((!plain || begins) && !word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
      if (plain) {
        word.append(c);
      }
      previous = c;
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }
}
