package dev.junction.server.cli;

import java.io.Console;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is on the other end of the output.
///
/// @param terminal whether somebody looks at a terminal, which can be cleared
/// @param colours whether colours are wanted there; `NO_COLOR` in the environment says no
record Screen(boolean terminal, boolean colours) {

  private static final String CLEAR = "\u001b[H\u001b[2J";
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";

  static Screen of(@Nullable Console console, Map<String, String> environment) {
    boolean terminal = console != null && console.isTerminal();
    boolean wanted =
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb");
    return new Screen(terminal, terminal && wanted);
  }

  /// What wipes the screen before the next table; nothing where there is none.
  String clear() {
    return terminal ? CLEAR : "";
  }

  String bold(String text) {
    return colours ? BOLD + text + PLAIN : text;
  }

  String dim(String text) {
    return colours ? DIM + text + PLAIN : text;
  }
}
