package dev.junction.resilience;

import java.time.Duration;
import java.util.List;

/// What full disks did.
///
/// @param rounds how often the disk was full
/// @param acknowledged sends that were acknowledged
/// @param refused sends that were refused for lack of space
/// @param lost acknowledged messages that are gone
/// @param faults what else should not have been
/// @param slowestAnswer the slowest answer while the disk was full
/// @param slowestResume the longest time from free space to the next send that was taken
record FullReport(
    int rounds,
    long acknowledged,
    int refused,
    int lost,
    List<String> faults,
    Duration slowestAnswer,
    Duration slowestResume) {

  boolean isClean() {
    return lost == 0 && faults.isEmpty();
  }

  void print(String name) {
    System.out.printf(
        "%s: %d rounds, %d sends acknowledged, %d refused: %d lost, %d faults; slowest answer on the"
            + " full disk %d ms, sends taken again after %d ms%n",
        name,
        rounds,
        acknowledged,
        refused,
        lost,
        faults.size(),
        slowestAnswer.toMillis(),
        slowestResume.toMillis());
    faults.forEach(fault -> System.out.println("  " + fault));
  }
}
