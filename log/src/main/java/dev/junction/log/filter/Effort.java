package dev.junction.log.filter;

/// How many steps the comparisons of messages with a pattern may take.
///
/// All the expressions of a pattern share them. What runs out of them takes no step more, and its
/// message has no match, whatever the pattern denies. Threads: for one at a time.
public final class Effort {

  /// Steps for one message, which only a message made for it needs.
  static final int MESSAGE_STEPS_MAX = 10_000_000;

  /// Steps for all the messages of a request. At least as many as for a message, so that a request
  /// is done with one message at least.
  private static final int REQUEST_STEPS_MAX = 20_000_000;

  /// Steps for a walk through a group, page by page. Ours: a few seconds.
  public static final int WALK_STEPS_MAX = 1_000_000_000;

  private long left;
  private long spent;
  private long allowed;

  private Effort(long left) {
    this.left = left;
  }

  static Effort ofMessage() {
    return new Effort(MESSAGE_STEPS_MAX);
  }

  /// For the messages of one request.
  public static Effort ofRequest() {
    return new Effort(REQUEST_STEPS_MAX);
  }

  /// For the messages of something else.
  public static Effort of(long steps) {
    return new Effort(steps);
  }

  /// Whether nothing is left for another message.
  public boolean isOver() {
    return left < spent;
  }

  /// Begins with a message.
  void begin() {
    left -= spent;
    spent = 0;
    allowed = Math.clamp(left, 0, MESSAGE_STEPS_MAX);
  }

  /// Takes steps for the message; answers whether they were left.
  boolean spend(int steps) {
    if (isSpent()) {
      return false;
    }
    spent += steps;
    return !isSpent();
  }

  /// What a comparison of the message has come to.
  Finding finding(boolean fits) {
    if (!isSpent()) {
      return fits ? Finding.FITS : Finding.DIFFERS;
    }
    return allowed == MESSAGE_STEPS_MAX ? Finding.GIVEN_UP : Finding.SPENT;
  }

  private boolean isSpent() {
    return spent > allowed;
  }
}
