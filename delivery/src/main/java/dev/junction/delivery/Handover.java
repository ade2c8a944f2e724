package dev.junction.delivery;

import dev.junction.delivery.trace.TraceMark;
import dev.junction.kernel.TraceContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message as it is handed to one target.
///
/// @param source who delivers
/// @param target the ARN of the target
/// @param form the body, but for what tells this recipient apart from others
/// @param reference what does, in UTF-8
/// @param attributes what comes beside it
/// @param groupId the message group, or null
/// @param deduplicationId the deduplication id, or null
/// @param mark what the message says of its trace, or null
/// @param subject what it is about, or null
/// @param isDeadLetter whether it has nowhere else to go
public record Handover(
    Source source,
    String target,
    Body form,
    byte[] reference,
    List<Attribute> attributes,
    @Nullable String groupId,
    @Nullable String deduplicationId,
    @Nullable TraceMark mark,
    @Nullable String subject,
    boolean isDeadLetter) {

  /// The body, which may be that of other recipients too and is not to be changed.
  public byte[] body() {
    return form.of(reference);
  }

  /// The MD5 of the body, 16 bytes.
  public byte[] bodyMd5() {
    return form.md5(reference);
  }

  /// The trace that goes on at the target; null for none.
  public @Nullable TraceContext trace() {
    return mark == null ? null : mark.trace().deeper();
  }
}
