package dev.junction.log.filter;

/// A text that is no filter pattern.
public final class MalformedFilter extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MalformedFilter(String reason) {
    super(reason, null, false, false);
  }

  /// What is wrong, for a person.
  public String reason() {
    return "Invalid filter pattern: " + getMessage();
  }
}
