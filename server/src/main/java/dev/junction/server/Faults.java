package dev.junction.server;

import java.net.BindException;
import java.util.Objects;

/// Turns what stops a command into a sentence that says what to do.
final class Faults {

  private Faults() {}

  static String explain(Throwable fault) {
    Throwable root = fault;
    while (root.getCause() != null && !(root instanceof BindException)) {
      root = root.getCause();
    }
    if (root instanceof BindException) {
      return "the port is taken ("
          + root.getMessage()
          + "). Stop what listens there, or choose another one with --port.";
    }
    return Objects.requireNonNullElse(root.getMessage(), root.toString());
  }
}
