package dev.junction.bus.operation;

import dev.junction.bus.domain.BusErrors;
import dev.junction.bus.domain.BusLimits;
import dev.junction.kernel.Outcome;
import dev.junction.models.events.Tag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Tags as clients give and get them.
final class Tags {

  private Tags() {}

  static Outcome<Map<String, String>> read(@Nullable List<Tag> tags) {
    return merged(Map.of(), tags == null ? List.of() : tags);
  }

  static Outcome<Map<String, String>> merged(Map<String, String> before, List<Tag> tags) {
    Map<String, String> merged = new TreeMap<>(before);
    for (Tag tag : tags) {
      if (tag.key().startsWith("aws:")) {
        return Outcome.rejected(
            BusErrors.invalid("Tags", "Keys that begin with aws: are reserved."));
      }
      merged.put(tag.key(), tag.value());
    }
    return merged.size() > BusLimits.TAGS_MAX
        ? Outcome.rejected(
            BusErrors.limit("A resource has " + BusLimits.TAGS_MAX + " tags at most."))
        : Outcome.accepted(merged);
  }

  static List<Tag> written(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
  }
}
