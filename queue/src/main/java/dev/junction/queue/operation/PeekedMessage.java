package dev.junction.queue.operation;

import dev.junction.models.sqs.MessageAttributeValue;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message as somebody sees it who looks at a queue: what a receive would tell, without a receipt
/// handle.
///
/// @param id the message's id
/// @param body the body
/// @param bodyMd5 the digest of the body
/// @param systemAttributes the system attributes by the names of the API; those that only a receive
///     gives are left out when there was none
/// @param attributes the message attributes
/// @param attributesMd5 the digest of the message attributes; null without any
/// @param sentAt when it was sent
/// @param visibleAt when it will be visible; null when it is
public record PeekedMessage(
    String id,
    String body,
    String bodyMd5,
    Map<String, String> systemAttributes,
    Map<String, MessageAttributeValue> attributes,
    @Nullable String attributesMd5,
    Instant sentAt,
    @Nullable Instant visibleAt) {}
