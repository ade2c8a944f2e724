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
/// Shape, version 1: version, published at in ms, the size of everything that was ever archived up
/// to and with it, message id (16), text, texts of protocols, content, subject, group,
/// deduplication id, what URLs begin with, attributes.
///
/// @param endBytes the size of everything that was ever archived up to and with it
/// @param deduplicationId the deduplication id that counted
/// @param endpoint what URLs in it begin with
/// @param message the message
public record ArchivedMessage(
    long endBytes, String deduplicationId, String endpoint, NewMessage message) {

  private static final int VERSION = 1;

  public long atMillis() {
    return message.at().toEpochMilli();
  }

  ArchivedMessage endingAt(long bytes) {
    return new ArchivedMessage(bytes, deduplicationId, endpoint, message);
  }

  byte[] encode() {
    FieldWriter out =
        new FieldWriter(256 + 2 * message.text().length())
            .octet(VERSION)
            .longNumber(atMillis())
            .longNumber(endBytes)
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
    FieldReader in = new FieldReader(encoded).version(VERSION, "An archived message");
    Instant at = Instant.ofEpochMilli(in.longNumber());
    long endBytes = in.longNumber();
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
    return new ArchivedMessage(endBytes, deduplicationId, endpoint, message);
  }
}
