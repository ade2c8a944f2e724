package dev.junction.kernel;

/// A statement that must be true whatever a client sends; a false one is a fault of ours.
///
/// Checks stay on in production. Whoever catches [Broken] stops the affected partition: going on
/// after a broken invariant would turn one fault into lost data.
public final class Invariant {

  private Invariant() {}

  /// Throws [Broken] with the formatted values when the condition does not hold.
  public static void check(boolean condition, String format, Object... values) {
    if (!condition) {
      throw new Broken(String.format(format, values));
    }
  }

  /// An invariant did not hold; the message carries the values.
  public static final class Broken extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public Broken(String message) {
      super(message);
    }
  }
}
