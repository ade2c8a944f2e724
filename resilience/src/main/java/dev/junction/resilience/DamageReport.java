package dev.junction.resilience;

import java.util.List;

/// What came of damaged folders.
///
/// @param cases how many there were
/// @param refused how often the server refused the folder or a call, and named what is damaged
/// @param whole how often everything was there all the same
/// @param lost how often acknowledged messages were missing without an error
/// @param unexpected how often messages came that nobody sent or that were deleted, and refusals
///     that do not say what is damaged
/// @param notes each finding with its damage
record DamageReport(
    int cases, int refused, int whole, int lost, int unexpected, List<String> notes) {

  boolean isClean() {
    return lost + unexpected == 0;
  }

  void print(String name) {
    System.out.printf(
        "%s: %d damages: %d refused, %d rebuilt or harmless, %d with losses, %d unexpected%n",
        name, cases, refused, whole, lost, unexpected);
    notes.forEach(note -> System.out.println("  " + note));
  }
}
