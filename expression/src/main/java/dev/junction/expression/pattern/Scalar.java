package dev.junction.expression.pattern;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A string, number, `true`, `false` or `null` of an event.
///
/// What numbers and addresses are worth is worked out when a condition first asks, once.
public final class Scalar implements EventNode {

  /// What kind of scalar it is.
  public enum Kind {
    TEXT,
    NUMBER,
    LITERAL
  }

  private final Kind kind;
  private final String text;
  private boolean numberRead;
  private long number = Decimals.NONE;
  private boolean addressRead;
  private byte @Nullable [] address;

  private Scalar(Kind kind, String text) {
    this.kind = kind;
    this.text = text;
  }

  /// A string.
  public static Scalar text(String text) {
    return new Scalar(Kind.TEXT, text);
  }

  /// A number as it was written.
  public static Scalar number(String text) {
    return new Scalar(Kind.NUMBER, text);
  }

  /// `true`, `false` or `null`.
  public static Scalar literal(String text) {
    return new Scalar(Kind.LITERAL, text);
  }

  /// The same with another text, if it is a string.
  public Scalar mapText(UnaryOperator<String> change) {
    return kind == Kind.TEXT ? text(change.apply(text)) : this;
  }

  Kind kind() {
    return kind;
  }

  String text() {
    return text;
  }

  boolean isText() {
    return kind == Kind.TEXT;
  }

  /// The number in millionths, or [Decimals#NONE].
  long millionths() {
    if (!numberRead) {
      number = kind == Kind.NUMBER ? Decimals.millionths(text) : Decimals.NONE;
      numberRead = true;
    }
    return number;
  }

  /// The bytes of the IP address that the string is, or null.
  byte @Nullable [] address() {
    if (!addressRead) {
      address = kind == Kind.TEXT ? Addresses.parse(text) : null;
      addressRead = true;
    }
    return address;
  }
}
