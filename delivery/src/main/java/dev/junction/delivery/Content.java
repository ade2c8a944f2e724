package dev.junction.delivery;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is delivered, but for what differs between recipients.
///
/// @param source who delivers
/// @param bodies the forms of the body; each recipient gets one of them
/// @param attributes for the recipients that get them beside the body
/// @param subject what it is about, for mails; or null
/// @param headers what requests to recipients outside say beside the body
/// @param groupId the message group, or null
/// @param deduplicationId the deduplication id, or null
public record Content(
    Source source,
    List<Body> bodies,
    List<Attribute> attributes,
    @Nullable String subject,
    Map<String, String> headers,
    @Nullable String groupId,
    @Nullable String deduplicationId) {

  /// The same with other bodies.
  Content with(List<Body> others) {
    return new Content(source, others, attributes, subject, headers, groupId, deduplicationId);
  }
}
