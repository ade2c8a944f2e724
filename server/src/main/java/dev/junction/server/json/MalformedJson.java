package dev.junction.server.json;

/// A text that is no JSON, or not of the shape that is expected; the message says what is wrong.
public final class MalformedJson extends Exception {

  private static final long serialVersionUID = 1L;

  public MalformedJson(String message) {
    super(message, null, false, false);
  }
}
