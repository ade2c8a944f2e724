package dev.junction.server.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The path and query of a page.
final class PagePath {

  private final StringBuilder text;
  private char next = '?';

  /// @param name the last part, which may hold anything
  PagePath(String folder, String name) {
    text = new StringBuilder(folder).append(encoded(name));
  }

  /// Adds a parameter, unless it has no value.
  void add(String name, @Nullable String value) {
    if (value != null) {
      text.append(next).append(name).append('=').append(encoded(value));
      next = '&';
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
