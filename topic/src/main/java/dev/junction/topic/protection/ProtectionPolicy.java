package dev.junction.topic.protection;

import dev.junction.topic.protection.ProtectionStatement.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The data protection policy of a topic.
///
/// Shape: any number of deny and de-identify statements, at most one audit; an audit sees the text
/// before it is changed, a denial too. Source: SNS Developer Guide, "Understanding data protection
/// policies" and "Data protection policy operations".
///
/// @param name the policy's name
/// @param statements the statements, in their order
public record ProtectionPolicy(String name, List<ProtectionStatement> statements) {

  /// Source: SNS Developer Guide, "Data protection policy operations", and CloudWatch Logs API
  /// reference, CreateLogGroup: what the name begins with, and what names are made of.
  private static final String GROUP = "/aws/vendedlogs/[.\\-_/#A-Za-z0-9]{1,496}";

  /// Reads a policy document.
  public static ProtectionReading read(String text) {
    return ProtectionReader.read(text, /* isStored= */ false);
  }

  /// Reads a policy that was accepted, maybe by an earlier release.
  public static ProtectionReading readAgain(String text) {
    return ProtectionReader.read(text, /* isStored= */ true);
  }

  /// The statements that keep a text from leaving, each for its principals.
  public List<ProtectionStatement> denials(String text) {
    return statements.stream()
        .filter(
            each ->
                each.direction() == DataDirection.OUTBOUND
                    && each.action() instanceof Action.Deny
                    && !each.findings(text).isEmpty())
        .toList();
  }

  /// Whether each log group that its audit names is one of those that findings may go to.
  public boolean hasRightGroups() {
    for (ProtectionStatement statement : statements) {
      if (statement.action() instanceof Action.Audit(_, var findings, var others)
          && !(isRightGroup(findings) && isRightGroup(others))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isRightGroup(@Nullable String group) {
    return group == null || group.matches(GROUP);
  }

  /// What follows for a message.
  ///
  /// @param principal who published it, or who made the subscription that it goes to
  /// @param draw a number from 0 to 99 that decides whether an audit samples the message
  public Verdict apply(DataDirection direction, String principal, String text, int draw) {
    Verdict.AuditRecord audit = Verdict.AuditRecord.NONE;
    boolean denied = false;
    String changed = text;
    for (ProtectionStatement statement : statements) {
      if (!statement.concerns(direction, principal)) {
        continue;
      }
      switch (statement.action()) {
        case Action.Audit sampling -> {
          if (draw < sampling.samplePercent()) {
            List<Finding> findings = statement.findings(text);
            String group = sampling.group(!findings.isEmpty());
            // Policies of earlier versions may name groups that there cannot be.
            audit = new Verdict.AuditRecord(true, findings, isRightGroup(group) ? group : null);
          }
        }
        case Action.Mask(char with) -> changed = changed(changed, statement, with);
        case Action.Redact() -> changed = changed(changed, statement, '\0');
        case Action.Deny() -> denied |= !statement.findings(text).isEmpty();
      }
    }
    // A message that is sensitive as a whole has nothing left to send.
    denied |= changed.isEmpty() && !text.isEmpty();
    return denied ? new Verdict.Denied(audit) : new Verdict.Passed(changed, audit);
  }

  private static String changed(String text, ProtectionStatement statement, char with) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    for (Finding finding : statement.findings(text)) {
      if (finding.end() <= at) {
        continue;
      }
      int start = Math.max(at, finding.start());
      out.append(text, at, start);
      if (with != '\0') {
        out.repeat(with, finding.end() - start);
      }
      at = finding.end();
    }
    return out.append(text, at, text.length()).toString();
  }
}
