package dev.junction.models.generator;

import java.util.TreeSet;

/// The text of one Java source file under construction, with its imports and indentation.
final class JavaFile {

  private static final String HEADER =
      "// Generated from the service model; see models/README.md. Changes here are lost.\n";

  private static final int COLUMNS = 100;

  private final String packageName;
  private final String className;
  private final TreeSet<String> imports = new TreeSet<>();
  private final StringBuilder body = new StringBuilder();
  private int depth;

  JavaFile(String packageName, String className) {
    this.packageName = packageName;
    this.className = className;
  }

  String className() {
    return className;
  }

  /// Imports a class and answers its simple name.
  String use(Class<?> type) {
    if (!type.getPackageName().equals("java.lang")) {
      imports.add(type.getCanonicalName());
    }
    return type.getSimpleName();
  }

  /// Adds a line; one that ends in an opening brace indents what follows, one that starts with a
  /// closing brace ends that.
  JavaFile line(String text) {
    if (text.startsWith("}") || text.startsWith(")")) {
      depth--;
    }
    if (text.isEmpty()) {
      body.append('\n');
    } else {
      wrapped("  ".repeat(depth), text);
    }
    if (text.endsWith("{")) {
      depth++;
    }
    return this;
  }

  /// Indents what follows, up to a line that starts with a closing brace.
  void indent() {
    depth++;
  }

  /// Adds an empty line.
  JavaFile gap() {
    return line("");
  }

  /// Adds a line that goes on from the one before.
  JavaFile more(String text) {
    wrapped("  ".repeat(depth + 2), text);
    return this;
  }

  /// Breaks a line that is too long after a comma that is not part of a string.
  private void wrapped(String indent, String text) {
    String rest = text;
    String margin = indent;
    while (margin.length() + rest.length() > COLUMNS) {
      int comma = lastComma(rest, COLUMNS - margin.length());
      if (comma < 0) {
        break;
      }
      body.append(margin).append(rest, 0, comma + 1).append('\n');
      margin = indent + "    ";
      rest = rest.substring(comma + 1).stripLeading();
    }
    body.append(margin).append(rest).append('\n');
  }

  private static int lastComma(String text, int end) {
    boolean quoted = false;
    int comma = -1;
    for (int i = 0; i < end && i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted && text.startsWith(" ", i + 1)) {
        comma = i;
      }
    }
    return comma;
  }

  String text() {
    StringBuilder text = new StringBuilder(HEADER);
    text.append("package ").append(packageName).append(";\n\n");
    for (String name : imports) {
      text.append("import ").append(name).append(";\n");
    }
    return text.append(imports.isEmpty() ? "" : "\n").append(body).toString();
  }
}
