package dev.junction.delivery;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A message for somebody who cannot be reached from here, kept in the mailbox of the server.
///
/// Shape, version 1: version, then the fields in their order.
///
/// @param atMillis when it came
/// @param kind how it would have gone out, as in `email`, `sms` or `application`
/// @param address to whom
/// @param account the account of its source
/// @param source the ARN of its source
/// @param subject what it is about, or null; a mail always has one
/// @param body its text
public record Letter(
    long atMillis,
    String kind,
    String address,
    String account,
    String source,
    @Nullable String subject,
    String body) {

  private static final int VERSION = 1;

  /// What mails without a subject of their own have. Source: what the real service sends.
  private static final String MAIL_SUBJECT = "AWS Notification Message";

  public Letter {
    if (subject == null && isMail(kind)) {
      subject = MAIL_SUBJECT;
    }
  }

  /// Whether letters of a kind are mails.
  static boolean isMail(String kind) {
    return kind.startsWith("email");
  }

  /// The domain of a mail's address, in lower case.
  public static String domainOf(String address) {
    return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
  }

  byte[] encode() {
    return new FieldWriter(256 + body.length())
        .octet(VERSION)
        .longNumber(atMillis)
        .text(kind)
        .text(address)
        .text(account)
        .text(source)
        .text(subject)
        .text(body)
        .toBytes();
  }

  static Letter decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "A letter");
    return new Letter(
        in.longNumber(), in.text(), in.text(), in.text(), in.text(), in.optionalText(), in.text());
  }
}
