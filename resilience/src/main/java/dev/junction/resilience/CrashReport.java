package dev.junction.resilience;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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
    List<String> notes) {

  private static final int NOTES_MAX = 40;

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
    private long acknowledged;
    private long deleted;
    private int lost;
    private int returned;
    private int duplicated;
    private int unexpected;
    private long deliveries;

    void deliveries(int count) {
      deliveries += count;
    }

    void acknowledged(Ledger... ledgers) {
      for (Ledger ledger : ledgers) {
        acknowledged += ledger.acknowledgedCount();
        deleted += ledger.deletedCount();
      }
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

    void findings(int round, Ledger.Findings findings) {
      lost += findings.lost().size();
      returned += findings.returned().size();
      duplicated += findings.duplicated().size();
      unexpected += findings.unexpected().size();
      if (findings.count() > 0) {
        add(
            round,
            findings.toString().transform(text -> text.substring(0, Math.min(300, text.length()))));
      }
    }

    void lostStanding(int missing) {
      lost += missing;
      if (missing > 0) {
        notes.add(missing + " standing messages are lost");
      }
    }

    CrashReport build(CrashLoop.Plan plan, List<String> seen) {
      Collections.sort(starts);
      List<String> all = new ArrayList<>();
      all.add("seed " + plan.seed());
      all.add(deliveries + " deliveries, each of them judged");
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
          all);
    }
  }
}
