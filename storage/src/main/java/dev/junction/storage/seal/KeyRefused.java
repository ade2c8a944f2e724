package dev.junction.storage.seal;

/// A key cannot be used; the message says which and what would be right, and never the key.
public final class KeyRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public KeyRefused(String message) {
    super(message);
  }
}
