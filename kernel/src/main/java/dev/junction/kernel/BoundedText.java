package dev.junction.kernel;

/// A text that may be looked at so many times only, so that no regular expression can run for ever.
public final class BoundedText implements CharSequence {

  /// The text was looked at too often.
  public static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Exhausted() {
      super(null, null, false, false);
    }
  }

  private final String text;
  private final int[] looksLeft;
  private final int start;
  private final int end;

  private BoundedText(String text, int[] looksLeft, int start, int end) {
    this.text = text;
    this.looksLeft = looksLeft;
    this.start = start;
    this.end = end;
  }

  /// A text whose characters may be looked at that many times altogether.
  public static BoundedText of(String text, int looks) {
    return new BoundedText(text, new int[] {looks}, 0, text.length());
  }

  /// How many looks are left; 0 or less once there were too many.
  public int looksLeft() {
    return looksLeft[0];
  }

  @Override
  public int length() {
    return end - start;
  }

  @Override
  public char charAt(int index) {
    if (--looksLeft[0] < 0) {
      throw new Exhausted();
    }
    return text.charAt(start + index);
  }

  @Override
  public CharSequence subSequence(int from, int to) {
    return new BoundedText(text, looksLeft, start + from, start + to);
  }

  @Override
  public String toString() {
    return text.substring(start, end);
  }
}
