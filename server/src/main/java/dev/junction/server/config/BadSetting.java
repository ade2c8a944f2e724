package dev.junction.server.config;

/// A setting that cannot be used; the message names its key, what was given and what is allowed.
public final class BadSetting extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BadSetting(String message) {
    super(message, null, false, false);
  }

  static BadSetting of(String key, Object value, String allowed) {
    return new BadSetting(key + " = " + value + " is not allowed: it must be " + allowed + ".");
  }
}
