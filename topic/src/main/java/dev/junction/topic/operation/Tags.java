package dev.junction.topic.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sns.SnsErrors;
import dev.junction.models.sns.Tag;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.domain.TopicLimits;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Tags as the API gives and takes them. Source: SNS API reference, TagResource.
final class Tags {

  private Tags() {}

  static Outcome<Map<String, String>> read(@Nullable List<Tag> tags) {
    Map<String, String> read = new TreeMap<>();
    for (Tag tag : tags == null ? List.<Tag>of() : tags) {
      if (tag.key().startsWith("aws:")) {
        return Outcome.rejected(TopicErrors.invalid("Tags", "a key or value is not allowed"));
      }
      if (read.put(tag.key(), tag.value()) != null) {
        return Outcome.rejected(TopicErrors.invalid("Duplicated keys are not allowed."));
      }
    }
    return limited(read);
  }

  static Outcome<Map<String, String>> limited(Map<String, String> tags) {
    return tags.size() > TopicLimits.TAGS_MAX
        ? Outcome.rejected(
            SnsErrors.tagLimitExceededException(
                "Could not complete request: tag quota of per resource exceeded"))
        : Outcome.accepted(tags);
  }

  static List<Tag> written(Map<String, String> tags) {
    return new TreeMap<>(tags)
        .entrySet().stream()
            .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
            .toList();
  }
}
