package dev.junction.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message as it is handed to one target.
///
/// @param source who delivers
/// @param target the ARN of the target
/// @param body the body
/// @param attributes what comes beside it
/// @param groupId the message group, or null
/// @param deduplicationId the deduplication id, or null
public record Handover(
    Source source,
    String target,
    byte[] body,
    List<Attribute> attributes,
    @Nullable String groupId,
    @Nullable String deduplicationId) {}
