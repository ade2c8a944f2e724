package dev.junction.wire.schema;

/// What a client sent cannot be read as the shape that it should be. It has no stack trace: it is
/// the client's fault and happens as often as clients like.
public final class MalformedInput extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public MalformedInput(String message) {
    super(message, null, false, false);
  }
}
