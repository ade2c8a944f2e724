package dev.junction.topic.protection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a data protection policy says of one message: of its way into the topic, and of its ways
/// out.
///
/// It is made outside of the partition's thread where that is possible, and then knows all answers.
/// Threads: one at a time.
public final class MessageLook {

  /// Looks on the partition's thread after which other work goes first: about a hundredth of a
  /// second.
  public static final long LOOKS_AT_ONCE = 1 << 20;

  private final ProtectionPolicy policy;
  private final Search search;
  private final boolean isOnPartition;
  private final Map<String, Set<String>> keptFrom = new HashMap<>(2);
  private final List<Verdict.AuditRecord> audits = new ArrayList<>(1);
  private final Map<String, String> byProtocol = new TreeMap<>();
  private String text = "";
  private boolean isDenied;

  private MessageLook(ProtectionPolicy policy, boolean isOnPartition) {
    this.policy = policy;
    this.isOnPartition = isOnPartition;
    this.search = new Search(isOnPartition);
  }

  /// A look at a message that is published, outside of the partition's thread.
  ///
  /// @param principal who publishes it
  /// @param text the text for every protocol without one of its own
  /// @param byProtocol the others
  /// @param draw a number from 0 to 99 that decides whether an audit samples the message
  public static MessageLook early(
      ProtectionPolicy policy,
      String principal,
      String text,
      Map<String, String> byProtocol,
      int draw) {
    MessageLook look = new MessageLook(policy, /* isOnPartition= */ false);
    look.enter(principal, text, byProtocol, draw);
    if (!look.isDenied) {
      look.keptFrom(look.text);
      look.byProtocol.values().forEach(look::keptFrom);
    }
    return look;
  }

  /// The same on the partition's thread, where fewer looks are allowed.
  public static MessageLook late(
      ProtectionPolicy policy,
      String principal,
      String text,
      Map<String, String> byProtocol,
      int draw) {
    MessageLook look = new MessageLook(policy, /* isOnPartition= */ true);
    look.enter(principal, text, byProtocol, draw);
    return look;
  }

  /// A look, on the partition's thread, at a message that was published before and leaves again.
  public static MessageLook leaving(ProtectionPolicy policy) {
    return new MessageLook(policy, /* isOnPartition= */ true);
  }

  private void enter(String principal, String first, Map<String, String> others, int draw) {
    ProtectionPolicy.Orders orders = policy.orders(principal, draw);
    Map<String, Verdict> verdicts = new HashMap<>(2);
    text = entered(orders, verdicts, first);
    for (Map.Entry<String, String> other : others.entrySet()) {
      if (isDenied) {
        return;
      }
      byProtocol.put(other.getKey(), entered(orders, verdicts, other.getValue()));
    }
  }

  private String entered(
      ProtectionPolicy.Orders orders, Map<String, Verdict> verdicts, String original) {
    Verdict verdict = verdicts.computeIfAbsent(original, each -> orders.entering(search, each));
    if (verdict.audit().logGroup() != null) {
      audits.add(verdict.audit());
    }
    return switch (verdict) {
      case Verdict.Denied _ -> {
        isDenied = true;
        yield "";
      }
      case Verdict.Passed(String changed, _) -> changed;
    };
  }

  /// The policy that it was looked at with.
  public ProtectionPolicy policy() {
    return policy;
  }

  /// Whether the message must not come in.
  public boolean isDenied() {
    return isDenied;
  }

  /// What audits with a log group saw.
  public List<Verdict.AuditRecord> audits() {
    return audits;
  }

  /// The text as it goes on, for every protocol without one of its own; of a denied message
  /// nothing.
  public String text() {
    return text;
  }

  /// The other texts as they go on.
  public Map<String, String> byProtocol() {
    return byProtocol;
  }

  /// Whether a text may leave for a subscription that this principal made.
  public boolean mayLeaveFor(String principal, String leaving) {
    Set<String> kept = keptFrom(leaving);
    return !kept.contains("*") && !kept.contains(principal);
  }

  private Set<String> keptFrom(String leaving) {
    return keptFrom.computeIfAbsent(leaving, each -> policy.keptFrom(search, each));
  }

  /// How often texts were looked at on the partition's thread.
  public long looksOnPartition() {
    return isOnPartition ? search.looks() : 0;
  }
}
