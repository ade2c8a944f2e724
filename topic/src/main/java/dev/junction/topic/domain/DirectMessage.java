package dev.junction.topic.domain;

import dev.junction.delivery.Attribute;
import dev.junction.delivery.Body;
import dev.junction.delivery.Content;
import dev.junction.delivery.Source;
import dev.junction.delivery.report.Stamp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one phone, one device or one topic gets.
///
/// @param id the message's identity
/// @param subject what it is about, or null
/// @param text the message
/// @param attributes what comes beside it
/// @param stamp what reports say about it
public record DirectMessage(
    String id, @Nullable String subject, String text, List<Attribute> attributes, Stamp stamp) {

  /// The message as it is delivered.
  public Content content(Source source) {
    return new Content(
            source,
            List.of(Body.fixed(text.getBytes(StandardCharsets.UTF_8))),
            attributes,
            subject,
            Map.of("x-amz-sns-message-id", id),
            null,
            null)
        .with(stamp);
  }
}
