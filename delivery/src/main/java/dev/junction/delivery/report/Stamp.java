package dev.junction.delivery.report;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;

/// What reports say about a message, so that its source knows it again.
///
/// @param messageId the message's identity
/// @param publishedMillis when it was published
/// @param digest a digest of its text
public record Stamp(String messageId, long publishedMillis, String digest) {

  public void write(FieldWriter out) {
    out.text(messageId).longNumber(publishedMillis).text(digest);
  }

  public static Stamp read(FieldReader in) {
    return new Stamp(in.text(), in.longNumber(), in.text());
  }
}
