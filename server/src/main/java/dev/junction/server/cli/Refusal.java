package dev.junction.server.cli;

/// What a running Junction refused, or that none answers; the message says what to do.
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Refusal(String message) {
    super(message, null, false, false);
  }
}
