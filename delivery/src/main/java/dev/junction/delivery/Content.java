package dev.junction.delivery;

import dev.junction.delivery.report.Stamp;
import dev.junction.delivery.trace.TraceMark;
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
/// @param stamp what reports say about it; null when nobody wants any
/// @param mark what it says of its trace; null when nobody follows it
public record Content(
    Source source,
    List<Body> bodies,
    List<Attribute> attributes,
    @Nullable String subject,
    Map<String, String> headers,
    @Nullable String groupId,
    @Nullable String deduplicationId,
    @Nullable Stamp stamp,
    @Nullable TraceMark mark) {

  /// A message of which nobody wants reports.
  public Content(
      Source source,
      List<Body> bodies,
      List<Attribute> attributes,
      @Nullable String subject,
      Map<String, String> headers,
      @Nullable String groupId,
      @Nullable String deduplicationId) {
    this(source, bodies, attributes, subject, headers, groupId, deduplicationId, null, null);
  }

  /// The same with what reports say about it.
  public Content with(@Nullable Stamp wanted) {
    return new Content(
        source, bodies, attributes, subject, headers, groupId, deduplicationId, wanted, mark);
  }

  /// The same with what it says of its trace.
  public Content marked(@Nullable TraceMark wanted) {
    return new Content(
        source, bodies, attributes, subject, headers, groupId, deduplicationId, stamp, wanted);
  }

  /// The same with other forms of the body.
  Content withBodies(List<Body> other) {
    return new Content(
        source, other, attributes, subject, headers, groupId, deduplicationId, stamp, mark);
  }
}
