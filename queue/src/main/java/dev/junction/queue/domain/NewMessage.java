package dev.junction.queue.domain;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message that was checked and is about to be put into a queue.
///
/// @param id the message's identity
/// @param senderId who sends it
/// @param body the body in UTF-8
/// @param bodyMd5 the digest of the body, 16 bytes
/// @param attributes the message attributes
/// @param traceHeader the X-Ray header, or null
/// @param groupId the message group, or null
/// @param deduplicationId the deduplication id that the client gave, or null
/// @param delaySeconds the delay that the client gave, or null for the queue's own
public record NewMessage(
    UUID id,
    String senderId,
    byte[] body,
    byte[] bodyMd5,
    List<MessageAttribute> attributes,
    @Nullable String traceHeader,
    @Nullable String groupId,
    @Nullable String deduplicationId,
    @Nullable Integer delaySeconds) {

  /// The same message under a deduplication id that was made for it.
  public NewMessage withDeduplicationId(String made) {
    return new NewMessage(
        id, senderId, body, bodyMd5, attributes, traceHeader, groupId, made, delaySeconds);
  }

  /// The same message with the header of a trace.
  public NewMessage in(String trace) {
    return new NewMessage(
        id, senderId, body, bodyMd5, attributes, trace, groupId, deduplicationId, delaySeconds);
  }

  /// What counts against the size limits: the body and the attributes.
  public int sizeBytes() {
    int size = body.length;
    for (MessageAttribute attribute : attributes) {
      size += attribute.sizeBytes();
    }
    return size;
  }
}
