package dev.junction.wire.schema;

/// Input that does not fit the schema or the protocol; a fault of the client.
///
/// It has no stack trace and never leaves the wire layer: the protocol turns it into its own error.
public final class MalformedInput extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what is wrong, for the client to read
  public MalformedInput(String message) {
    super(message, null, false, false);
  }

  /// What is wrong, for the client to read.
  public String text() {
    String message = getMessage();
    return message == null ? "Malformed input" : message;
  }
}
