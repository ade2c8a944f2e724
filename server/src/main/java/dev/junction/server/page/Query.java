package dev.junction.server.page;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The parameters in the query of a page's address.
///
/// Parameters of a presigned URL are left alone.
final class Query {

  private final Map<String, String> parameters = new TreeMap<>();

  private Query() {}

  /// What is wrong with a query; the reason says what is allowed.
  static final class Malformed extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    Malformed(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  /// The text behind a part of an address that is percent-encoded.
  static String decodedPath(String text) throws Malformed {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw new Malformed(String.valueOf(malformed.getMessage()));
    }
  }

  /// Reads a query in which each parameter is one of the known ones and stands once.
  static Query parse(@Nullable String text, Set<String> known) throws Malformed {
    Query query = new Query();
    if (text == null || text.isEmpty()) {
      return query;
    }
    for (String part : text.split("&")) {
      int equals = part.indexOf('=');
      String name = decode(equals < 0 ? part : part.substring(0, equals));
      if (name.startsWith("X-Amz-")) {
        continue;
      }
      if (!known.contains(name)) {
        throw new Malformed(
            "\"" + name + "\" is no parameter of this page. It has: " + String.join(", ", known));
      }
      String value = equals < 0 ? "" : decode(part.substring(equals + 1));
      if (query.parameters.put(name, value) != null) {
        throw new Malformed("The parameter \"" + name + "\" stands there twice.");
      }
    }
    return query;
  }

  private static String decode(String text) throws Malformed {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new Malformed("The query is not well percent-encoded: " + text);
    }
  }

  /// The parameter's value, or the given one when it is not there.
  String get(String name, String otherwise) {
    return parameters.getOrDefault(name, otherwise);
  }

  /// The parameter's value, or null when it is not there.
  @Nullable String get(String name) {
    return parameters.get(name);
  }
}
