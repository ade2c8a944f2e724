package dev.junction.topic.protection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a data protection policy says of a message.
public sealed interface Verdict {

  /// The record for the audit's destinations, which may be of a denied message too.
  AuditRecord audit();

  /// The message goes on, with this text.
  record Passed(String text, AuditRecord audit) implements Verdict {}

  /// The message is refused or not delivered.
  record Denied(AuditRecord audit) implements Verdict {}

  /// What an audit saw.
  ///
  /// @param sampled whether the message was one of those that the audit looks at
  /// @param detected what was found in it, by the first places
  /// @param logGroup the log group that is to tell of it, or null
  record AuditRecord(boolean sampled, List<Detected> detected, @Nullable String logGroup) {

    static final AuditRecord NONE = new AuditRecord(false, List.of(), null);
  }
}
