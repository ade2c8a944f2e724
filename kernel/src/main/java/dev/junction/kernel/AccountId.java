package dev.junction.kernel;

/// The account that owns a resource or makes a call.
///
/// Shape: twelve decimal digits. Source: AWS account identifiers, "View AWS account identifiers".
///
/// @param value the twelve digits
public record AccountId(String value) {

  /// The account of every caller whose access key does not name another one in open mode.
  public static final AccountId DEFAULT = new AccountId("000000000000");

  public AccountId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("An account id has twelve digits, not: " + value);
    }
  }

  /// Whether the text is a well-formed account id.
  public static boolean isValid(String text) {
    if (text.length() != 12) {
      return false;
    }
    for (int i = 0; i < 12; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return value;
  }
}
