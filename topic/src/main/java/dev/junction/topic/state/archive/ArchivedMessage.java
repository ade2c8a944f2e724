package dev.junction.topic.state.archive;

import dev.junction.delivery.Attribute;
import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.topic.domain.NewMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A message that a FIFO topic keeps.
///
/// Shape, version 2: version, published at in ms, the size of everything that was ever archived up
/// to and with it, sorted at in ms (not in version 1), message id (16), text, texts of protocols,
/// subject, group, deduplication id, what URLs begin with, attributes.
///
/// @param endBytes the size of everything that was ever archived up to and with it
/// @param sortedMillis when it was published, but never before an earlier message: the clock may
///     have been set back in between
/// @param deduplicationId the deduplication id that counted
/// @param endpoint what URLs in it begin with
/// @param message the message
public record ArchivedMessage(
    long endBytes, long sortedMillis, String deduplicationId, String endpoint, NewMessage message) {

  private static final int VERSION = 2;

  /// A message that is not in the archive yet.
  public ArchivedMessage(String deduplicationId, String endpoint, NewMessage message) {
    this(0, message.at().toEpochMilli(), deduplicationId, endpoint, message);
  }

  public long atMillis() {
    return message.at().toEpochMilli();
  }

  ArchivedMessage endingAt(long bytes) {
    return new ArchivedMessage(bytes, sortedMillis, deduplicationId, endpoint, message);
  }

  ArchivedMessage notBefore(long millis) {
    return new ArchivedMessage(
        endBytes, Math.max(millis, sortedMillis), deduplicationId, endpoint, message);
  }

  byte[] encode() {
    FieldWriter out =
        new FieldWriter(256 + 2 * message.text().length())
            .octet(VERSION)
            .longNumber(atMillis())
            .longNumber(endBytes)
            .longNumber(sortedMillis)
            .longNumber(message.id().getMostSignificantBits())
            .longNumber(message.id().getLeastSignificantBits())
            .text(message.text())
            .texts(message.byProtocol())
            .text(message.subject())
            .text(message.groupId())
            .text(deduplicationId)
            .text(endpoint)
            .number(message.attributes().size());
    for (Attribute attribute : message.attributes()) {
      out.text(attribute.name())
          .text(attribute.type())
          .flag(attribute.binary())
          .bytes(attribute.value());
    }
    return out.toBytes();
  }

  static ArchivedMessage decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded);
    int version = in.octet();
    if (version < 1 || version > VERSION) {
      throw new IllegalStateException("An archived message of the unknown version " + version);
    }
    Instant at = Instant.ofEpochMilli(in.longNumber());
    long endBytes = in.longNumber();
    long sortedMillis = version == 1 ? at.toEpochMilli() : in.longNumber();
    UUID id = new UUID(in.longNumber(), in.longNumber());
    String text = in.text();
    var byProtocol = in.texts();
    String subject = in.optionalText();
    String group = in.optionalText();
    String deduplicationId = in.text();
    String endpoint = in.text();
    List<Attribute> attributes = new ArrayList<>();
    for (int left = in.number(); left > 0; left--) {
      attributes.add(new Attribute(in.text(), in.text(), in.flag(), in.bytes()));
    }
    NewMessage message =
        new NewMessage(id, at, text, byProtocol, text, subject, attributes, group, deduplicationId);
    return new ArchivedMessage(endBytes, sortedMillis, deduplicationId, endpoint, message);
  }
}
