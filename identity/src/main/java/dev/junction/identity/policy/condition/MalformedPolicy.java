package dev.junction.identity.policy.condition;

/// A part of a policy document cannot be accepted; carries the reason from where it is found to
/// the parser, which answers it as a value.
public final class MalformedPolicy extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int QUOTED_CHARS_MAX = 64;

  private final PolicyFault fault;

  /// A refusal.
  ///
  /// @param reason a sentence for the author of the policy
  public MalformedPolicy(PolicyFault fault, String reason) {
    // No stack trace: documents come from clients, who must not make the server collect traces.
    super(reason, null, false, false);
    this.fault = fault;
  }

  /// An element that holds something it must not hold.
  public static MalformedPolicy value(String reason) {
    return new MalformedPolicy(PolicyFault.VALUE, reason);
  }

  /// A text of the document as it may stand in a reason: in quotes, and cut when it is long.
  public static String quoted(String text) {
    return text.length() <= QUOTED_CHARS_MAX
        ? '"' + text + '"'
        : '"' + text.substring(0, QUOTED_CHARS_MAX) + "...\"";
  }

  public PolicyFault fault() {
    return fault;
  }

  /// The sentence for the author.
  public String reason() {
    String reason = getMessage();
    return reason == null ? "" : reason;
  }
}
