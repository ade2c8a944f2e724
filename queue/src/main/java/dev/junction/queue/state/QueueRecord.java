package dev.junction.queue.state;

import dev.junction.queue.domain.QueueSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// A queue as the control plane knows it: its number, times, settings and tags.
///
/// Shape, version 1, big-endian: version (1), id (8), created at in s (8), modified at in s (8),
/// purged at in ms or 0 (8), then settings and tags, each as a count (4) and pairs of texts with an
/// int length before each.
///
/// @param id the queue's number within its partition, never used again
/// @param createdAtSeconds when it was created
/// @param modifiedAtSeconds when its attributes changed last
/// @param purgedAtMillis when it was purged last, or 0
/// @param settings its attributes
/// @param tags its tags
public record QueueRecord(
    long id,
    long createdAtSeconds,
    long modifiedAtSeconds,
    long purgedAtMillis,
    QueueSettings settings,
    Map<String, String> tags) {

  private static final byte VERSION = 1;

  public QueueRecord {
    tags = Map.copyOf(tags);
  }

  QueueRecord withSettings(QueueSettings changed, long nowSeconds) {
    return new QueueRecord(id, createdAtSeconds, nowSeconds, purgedAtMillis, changed, tags);
  }

  QueueRecord withTags(Map<String, String> changed) {
    return new QueueRecord(
        id, createdAtSeconds, modifiedAtSeconds, purgedAtMillis, settings, changed);
  }

  QueueRecord purgedAt(long nowMillis) {
    return new QueueRecord(id, createdAtSeconds, modifiedAtSeconds, nowMillis, settings, tags);
  }

  byte[] encode() {
    int size = 33 + sizeBytes(settings.values()) + sizeBytes(tags);
    ByteBuffer out = ByteBuffer.allocate(size);
    out.put(VERSION).putLong(id).putLong(createdAtSeconds).putLong(modifiedAtSeconds);
    out.putLong(purgedAtMillis);
    put(out, settings.values());
    put(out, tags);
    return out.array();
  }

  static QueueRecord decode(byte[] stored) {
    ByteBuffer in = ByteBuffer.wrap(stored);
    if (in.get() != VERSION) {
      throw new IllegalStateException("A queue of the unknown format version " + stored[0]);
    }
    return new QueueRecord(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        new QueueSettings(pairs(in)),
        pairs(in));
  }

  private static int sizeBytes(Map<String, String> pairs) {
    int size = 4;
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      size += 8 + utf8(pair.getKey()).length + utf8(pair.getValue()).length;
    }
    return size;
  }

  private static void put(ByteBuffer out, Map<String, String> pairs) {
    out.putInt(pairs.size());
    new TreeMap<>(pairs)
        .forEach(
            (name, value) -> {
              out.putInt(utf8(name).length).put(utf8(name));
              out.putInt(utf8(value).length).put(utf8(value));
            });
  }

  private static Map<String, String> pairs(ByteBuffer in) {
    Map<String, String> pairs = new TreeMap<>();
    int count = in.getInt();
    for (int i = 0; i < count; i++) {
      pairs.put(text(in), text(in));
    }
    return pairs;
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
