package dev.junction.topic.domain;

import dev.junction.delivery.Attribute;
import dev.junction.delivery.report.Stamp;
import dev.junction.expression.filter.FilterMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message that was checked and is about to be published.
///
/// @param id the message's identity
/// @param at when it was published
/// @param text the message, for every protocol without a text of its own
/// @param byProtocol the texts of protocols, and of platforms of devices, that have their own
/// @param content what was published, as it counts for deduplication
/// @param subject the subject, or null
/// @param attributes the message attributes
/// @param groupId the message group, or null
/// @param deduplicationId the deduplication id that the client gave, or null
public record NewMessage(
    UUID id,
    Instant at,
    String text,
    Map<String, String> byProtocol,
    String content,
    @Nullable String subject,
    List<Attribute> attributes,
    @Nullable String groupId,
    @Nullable String deduplicationId) {

  /// The same message with other texts.
  public NewMessage withTexts(String changed, Map<String, String> changedByProtocol) {
    return new NewMessage(
        id, at, changed, changedByProtocol, content, subject, attributes, groupId, deduplicationId);
  }

  /// The same message as a replay hands it over. Source: SNS Developer Guide, "Amazon SNS message
  /// replay for FIFO topic subscribers": it has the attribute `Replayed`.
  public NewMessage replayed() {
    List<Attribute> more = new ArrayList<>(attributes);
    more.add(Attribute.text("Replayed", "String", "true"));
    return new NewMessage(
        id, at, text, byProtocol, content, subject, more, groupId, deduplicationId);
  }

  /// What filter policies see of it.
  public FilterMessage forFilters() {
    if (attributes.isEmpty()) {
      return new FilterMessage(Map.of(), text);
    }
    Map<String, FilterMessage.Attribute> seen = new HashMap<>();
    for (Attribute attribute : attributes) {
      String value = attribute.binary() ? "" : attribute.text();
      seen.put(attribute.name(), new FilterMessage.Attribute(attribute.type(), value));
    }
    return new FilterMessage(seen, text);
  }

  /// What reports about it say.
  public Stamp stamp() {
    byte[] digest;
    try {
      digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has MD5", impossible);
    }
    return new Stamp(id.toString(), at.toEpochMilli(), HexFormat.of().formatHex(digest));
  }

  /// The text that a protocol, or a platform of devices, gets.
  public String textFor(String receiver) {
    return byProtocol.getOrDefault(receiver, text);
  }
}
