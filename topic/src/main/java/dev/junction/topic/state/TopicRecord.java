package dev.junction.topic.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.topic.domain.TopicSettings;
import java.util.Map;

/// A topic as the control plane knows it.
///
/// Shape, version 1: version, id, created at in ms, how many subscriptions were deleted, settings,
/// tags.
///
/// @param id the topic's number within its partition, never used again
/// @param createdAtMillis when it was created
/// @param deletedSubscriptions how many subscriptions were deleted
/// @param settings its attributes
/// @param tags its tags
public record TopicRecord(
    long id,
    long createdAtMillis,
    long deletedSubscriptions,
    TopicSettings settings,
    Map<String, String> tags) {

  private static final int VERSION = 1;

  public TopicRecord {
    tags = Map.copyOf(tags);
  }

  TopicRecord with(TopicSettings changed) {
    return new TopicRecord(id, createdAtMillis, deletedSubscriptions, changed, tags);
  }

  TopicRecord withTags(Map<String, String> changed) {
    return new TopicRecord(id, createdAtMillis, deletedSubscriptions, settings, changed);
  }

  TopicRecord withOneMoreDeleted() {
    return new TopicRecord(id, createdAtMillis, deletedSubscriptions + 1, settings, tags);
  }

  byte[] encode() {
    return new FieldWriter(256)
        .octet(VERSION)
        .longNumber(id)
        .longNumber(createdAtMillis)
        .longNumber(deletedSubscriptions)
        .texts(settings.values())
        .texts(tags)
        .toBytes();
  }

  static TopicRecord decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "A topic");
    return new TopicRecord(
        in.longNumber(),
        in.longNumber(),
        in.longNumber(),
        new TopicSettings(in.texts()),
        in.texts());
  }
}
