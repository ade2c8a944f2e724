package dev.junction.schedule.domain;

import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The time zones of the IANA database.
final class Zones {

  /// Names that the database has and Java has not, and what they are links to. Source: the
  /// database's files `backward` and `etcetera`.
  private static final Map<String, String> LINKS =
      Map.of(
          "EST", "America/Panama",
          "MST", "America/Phoenix",
          "HST", "Pacific/Honolulu",
          "ROC", "Asia/Taipei",
          "GMT+0", "Etc/GMT",
          "GMT-0", "Etc/GMT");

  // Java makes a copy of all names each time it is asked, and a schedule asks at each firing.
  private static final Set<String> KNOWN = Set.copyOf(ZoneId.getAvailableZoneIds());

  private Zones() {}

  /// The zone of this name; empty when there is none.
  static Optional<ZoneId> find(String name) {
    String known = LINKS.getOrDefault(name, name);
    return KNOWN.contains(known) ? Optional.of(ZoneId.of(known)) : Optional.empty();
  }
}
