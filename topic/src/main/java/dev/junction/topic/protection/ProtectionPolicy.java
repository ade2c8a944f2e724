package dev.junction.topic.protection;

import dev.junction.topic.protection.ProtectionStatement.Action;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The data protection policy of a topic.
///
/// Shape: any number of deny and de-identify statements, at most one audit. All of them see the
/// text as it was published; of what two of them replace, the first one decides. Source: SNS
/// Developer Guide, "Understanding data protection policies" and "Data protection policy
/// operations".
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

  /// The principals whose subscriptions a text may not leave for; `*` among them is everyone.
  Set<String> keptFrom(Search search, String text) {
    Set<String> kept = new HashSet<>();
    for (ProtectionStatement statement : statements) {
      if (statement.direction() == DataDirection.OUTBOUND
          && statement.action() instanceof Action.Deny
          && !kept.contains("*")
          && !kept.containsAll(statement.principals())
          && statement.identifiers().stream().anyMatch(each -> search.finds(each, text))) {
        kept.addAll(statement.principals());
      }
    }
    return kept;
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

  /// What its statements say together of the texts of a message that comes in.
  ///
  /// @param principal who publishes it
  /// @param draw a number from 0 to 99 that decides whether an audit samples the message
  Orders orders(String principal, int draw) {
    Set<Identifier> denied = new LinkedHashSet<>();
    Map<Identifier, Character> replaced = new LinkedHashMap<>();
    Action.Audit audit = null;
    Set<Identifier> audited = Set.of();
    for (ProtectionStatement statement : statements) {
      if (!statement.concerns(DataDirection.INBOUND, principal)) {
        continue;
      }
      Set<Identifier> identifiers = statement.identifiers();
      switch (statement.action()) {
        case Action.Audit sampling -> {
          if (draw < sampling.samplePercent()) {
            audit = sampling;
            audited = identifiers;
          }
        }
        case Action.Mask(char with) ->
            identifiers.forEach(each -> replaced.putIfAbsent(each, with));
        case Action.Redact() ->
            identifiers.forEach(each -> replaced.putIfAbsent(each, Replacements.NOTHING));
        case Action.Deny() -> denied.addAll(identifiers);
      }
    }
    return new Orders(denied, replaced, audit, audited);
  }

  /// What is done with each kind of data in a text that comes in.
  ///
  /// @param denied what it must not hold
  /// @param replaced what is replaced, in the order of the statements, and by what
  /// @param audit the audit that samples the message, or null
  /// @param audited what that looks for
  record Orders(
      Set<Identifier> denied,
      Map<Identifier, Character> replaced,
      Action.@Nullable Audit audit,
      Set<Identifier> audited) {

    /// What follows for a text. Each identifier is searched for once, and none any more once the
    /// text is denied and no audit wants to know.
    Verdict entering(Search search, String text) {
      boolean isDenied =
          denied.stream()
              .filter(each -> !replaced.containsKey(each) && !audited.contains(each))
              .anyMatch(each -> search.finds(each, text));
      Set<Identifier> rest = new LinkedHashSet<>(replaced.keySet());
      rest.addAll(audited);
      Replacements replacements = new Replacements(text);
      List<Detected> detected = new ArrayList<>();
      for (Identifier identifier : rest) {
        if (isDenied && !audited.contains(identifier)) {
          continue;
        }
        List<Finding> findings = search.all(identifier, text);
        if (findings.isEmpty()) {
          continue;
        }
        isDenied |= denied.contains(identifier);
        if (audited.contains(identifier)) {
          detected.add(Detected.of(findings));
        }
        Character with = replaced.get(identifier);
        if (with != null) {
          replacements.add(findings, with);
        }
      }
      return verdict(isDenied, text, replacements.changed(), detected);
    }

    private Verdict verdict(
        boolean isDenied, String text, String changed, List<Detected> detected) {
      Verdict.AuditRecord seen = Verdict.AuditRecord.NONE;
      if (audit != null) {
        detected.sort(Detected.BY_PLACE);
        String group = audit.group(!detected.isEmpty());
        // Policies of earlier versions may name groups that there cannot be.
        seen = new Verdict.AuditRecord(true, detected, isRightGroup(group) ? group : null);
      }
      // A message that is sensitive as a whole has nothing left to send.
      return isDenied || (changed.isEmpty() && !text.isEmpty())
          ? new Verdict.Denied(seen)
          : new Verdict.Passed(changed, seen);
    }
  }
}
