package dev.junction.resilience;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What clients know of their messages: sent and acknowledged, sent without an answer, deleted.
///
/// Only what was acknowledged must survive; what got no answer may have happened or not. Threads:
/// any.
public final class Ledger {

  private enum Sent {
    ACKNOWLEDGED,
    UNKNOWN
  }

  private final Map<String, Sent> sent = new ConcurrentHashMap<>();
  private final Set<String> deleted = ConcurrentHashMap.newKeySet();
  private final Set<String> deleteUnknown = ConcurrentHashMap.newKeySet();

  /// A send was answered.
  public void acknowledged(String body) {
    sent.put(body, Sent.ACKNOWLEDGED);
  }

  /// A send got no answer.
  public void unknown(String body) {
    sent.put(body, Sent.UNKNOWN);
  }

  /// A delete was answered.
  public void deleted(String body) {
    deleted.add(body);
  }

  /// A delete got no answer.
  public void deleteUnknown(String body) {
    deleteUnknown.add(body);
  }

  /// How many sends were acknowledged.
  public long acknowledgedCount() {
    return sent.values().stream().filter(each -> each == Sent.ACKNOWLEDGED).count();
  }

  /// Compares with everything that is still in the queue after the last restart.
  public List<String> violations(Set<String> remaining) {
    List<String> found = new ArrayList<>();
    sent.forEach(
        (body, how) -> {
          boolean gone = deleted.contains(body) || deleteUnknown.contains(body);
          if (how == Sent.ACKNOWLEDGED && !gone && !remaining.contains(body)) {
            found.add("lost: " + body);
          }
        });
    for (String body : remaining) {
      if (deleted.contains(body)) {
        found.add("came back after its delete: " + body);
      } else if (!sent.containsKey(body)) {
        found.add("was never sent: " + body);
      }
    }
    return found;
  }
}
