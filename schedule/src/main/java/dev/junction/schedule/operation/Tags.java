package dev.junction.schedule.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.scheduler.Tag;
import dev.junction.schedule.domain.ScheduleErrors;
import dev.junction.schedule.domain.ScheduleLimits;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Tags of a group.
final class Tags {

  private Tags() {}

  static Outcome<Map<String, String>> of(@Nullable List<Tag> given) {
    return joined(Map.of(), given == null ? List.of() : given);
  }

  /// Tags with others added to them.
  static Outcome<Map<String, String>> joined(Map<String, String> before, List<Tag> given) {
    Map<String, String> tags = new TreeMap<>(before);
    for (Tag tag : given) {
      if (tag.key().startsWith("aws:")) {
        return Outcome.rejected(ScheduleErrors.invalid("Tags may not begin with aws:."));
      }
      tags.put(tag.key(), tag.value());
    }
    return tags.size() > ScheduleLimits.TAGS_MAX
        ? Outcome.rejected(
            ScheduleErrors.invalid(
                "A schedule group has " + ScheduleLimits.TAGS_MAX + " tags at most."))
        : Outcome.accepted(tags);
  }
}
