package dev.junction.resilience;

import dev.junction.resilience.load.Ledger;
import dev.junction.resilience.load.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a loop found.
///
/// @param rounds after how many strikes the server came back
/// @param acknowledged sends that were acknowledged
/// @param deleted deletes that were acknowledged
/// @param lost acknowledged messages that are gone
/// @param returned messages that came back after an acknowledged delete
/// @param duplicated messages that exist more than once
/// @param unexpected messages that nobody sent, FIFO messages out of order, restarts that failed
/// @param slowestStart from the start of a process until it was ready
/// @param medianStart the same, in the middle
/// @param lostOf how many of the lost ones are of which kind
/// @param notes what was found, each with its round, and what the strikes did
record CrashReport(
    int rounds,
    long acknowledged,
    long deleted,
    int lost,
    int returned,
    int duplicated,
    int unexpected,
    Duration slowestStart,
    Duration medianStart,
    Map<String, Integer> lostOf,
    List<String> notes) {

  private static final int NOTES_MAX = 40;

  /// Whether something of each of these kinds is lost.
  boolean hasLost(List<String> kinds) {
    return lostOf.keySet().containsAll(kinds);
  }

  /// Whether everything held.
  boolean isClean() {
    return lost + returned + duplicated + unexpected == 0;
  }

  @Override
  public String toString() {
    return ("%d rounds, %d sends and %d deletes acknowledged: %d lost, %d returned, %d duplicates,"
            + " %d unexpected; ready again after %d ms (median), %d ms (slowest)")
        .formatted(
            rounds,
            acknowledged,
            deleted,
            lost,
            returned,
            duplicated,
            unexpected,
            medianStart.toMillis(),
            slowestStart.toMillis());
  }

  /// Prints it with its notes.
  void print(String name) {
    System.out.println(name + ": " + this);
    notes.forEach(note -> System.out.println("  " + note));
  }

  /// Collects the findings of the rounds.
  static final class Builder {
    private final List<Duration> starts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Long> acknowledgedOf = new TreeMap<>();
    private final Map<String, Integer> lostOf = new TreeMap<>();
    private long acknowledged;
    private long repeats;
    private long recurring;
    private long deleted;
    private int lost;
    private int returned;
    private int duplicated;
    private int unexpected;
    private long deliveries;

    void deliveries(int count) {
      deliveries += count;
    }

    void acknowledged(String kind, List<Ledger> ledgers) {
      for (Ledger ledger : ledgers) {
        acknowledged += ledger.acknowledgedCount();
        acknowledgedOf.merge(kind, ledger.acknowledgedCount(), Long::sum);
        deleted += ledger.deletedCount();
      }
    }

    void recurring(long times) {
      recurring = times;
    }

    boolean hasLost(List<String> kinds) {
      return lostOf.keySet().containsAll(kinds);
    }

    boolean hasUnexpected() {
      return unexpected > 0;
    }

    void restarted(Duration start) {
      starts.add(start);
    }

    void noRestart(int round, IOException fault) {
      note(round, fault.toString());
    }

    void note(int round, String what) {
      unexpected++;
      add(round, what);
    }

    private void add(int round, String what) {
      if (notes.size() < NOTES_MAX) {
        notes.add("round " + round + ": " + what);
      }
    }

    void findings(int round, Load load) {
      for (Ledger ledger : load.ledgers()) {
        findings(load.kind(), round, ledger.findings());
        repeats += ledger.repeats();
      }
      load.faults().forEach(what -> note(round, what));
    }

    void findings(String kind, int round, Ledger.Findings findings) {
      lost(kind, findings.lost().size());
      returned += findings.returned().size();
      duplicated += findings.duplicated().size();
      unexpected += findings.unexpected().size();
      if (findings.count() > 0) {
        String all = kind + ": " + findings;
        add(round, all.substring(0, Math.min(300, all.length())));
      }
    }

    void lost(String kind, int missing) {
      lost += missing;
      if (missing > 0) {
        lostOf.merge(kind, missing, Integer::sum);
      }
    }

    CrashReport build(CrashLoop.Plan plan, List<String> seen) {
      Collections.sort(starts);
      List<String> all = new ArrayList<>();
      all.add("seed " + plan.seed());
      all.add(deliveries + " deliveries, each of them judged");
      all.add("acknowledged: " + acknowledgedOf);
      all.add(recurring + " times of recurring schedules came in all");
      all.add(
          repeats
              + " calls of API destinations and operations, and messages behind pipes, were"
              + " repeated, as they may be");
      if (lost > 0) {
        all.add("lost: " + lostOf);
      }
      all.addAll(seen);
      all.addAll(notes);
      return new CrashReport(
          starts.size(),
          acknowledged,
          deleted,
          lost,
          returned,
          duplicated,
          unexpected,
          starts.isEmpty() ? Duration.ZERO : starts.getLast(),
          starts.isEmpty() ? Duration.ZERO : starts.get(starts.size() / 2),
          Map.copyOf(lostOf),
          all);
    }
  }
}
