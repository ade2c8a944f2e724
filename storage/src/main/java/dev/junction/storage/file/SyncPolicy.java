package dev.junction.storage.file;

import java.time.Duration;

/// When the journal syncs what it has written, and with that what an acknowledgement is worth.
public sealed interface SyncPolicy {

  /// One sync per round, before its batches are acknowledged: nothing acknowledged is ever lost.
  SyncPolicy ALWAYS = new Always();

  /// No sync but at the end of a segment and at closing: a power failure loses what it likes; the
  /// end of the process alone loses nothing.
  SyncPolicy OFF = new Off();

  /// Acknowledges what is written, and syncs at the latest after this time: a power failure loses
  /// what was acknowledged within it.
  static SyncPolicy interval(Duration longest) {
    return new Interval(longest);
  }

  /// See [#ALWAYS].
  record Always() implements SyncPolicy {}

  /// See [#interval].
  record Interval(Duration longest) implements SyncPolicy {
    public Interval {
      if (longest.isNegative() || longest.isZero()) {
        throw new IllegalArgumentException("The sync interval must be positive: " + longest);
      }
    }
  }

  /// See [#OFF].
  record Off() implements SyncPolicy {}
}
