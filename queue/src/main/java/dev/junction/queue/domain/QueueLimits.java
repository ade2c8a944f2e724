package dev.junction.queue.domain;

import dev.junction.identity.policy.PolicyLimits;
import java.time.Duration;

/// Every quota of the queue service.
///
/// Source: Amazon SQS Developer Guide, "Amazon SQS quotas" and the API reference of each operation.
public final class QueueLimits {

  public static final int NAME_CHARACTERS_MAX = 80;
  public static final int BATCH_ENTRIES_MAX = 10;
  public static final int BATCH_ENTRY_ID_CHARACTERS_MAX = 80;
  public static final int RECEIVED_MESSAGES_MAX = 10;
  public static final int LIST_PAGE_MAX = 1_000;
  public static final int TAGS_MAX = 50;
  public static final int TAG_KEY_CHARACTERS_MAX = 128;
  public static final int TAG_VALUE_CHARACTERS_MAX = 256;

  /// The largest message and the largest batch: body, attribute names, types and values together.
  public static final int MESSAGE_BYTES_MAX = 1024 * 1024;

  public static final int MESSAGE_BYTES_LIMIT_MIN = 1024;
  public static final int MESSAGE_ATTRIBUTES_MAX = 10;
  public static final int MESSAGE_ATTRIBUTE_NAME_CHARACTERS_MAX = 256;
  public static final int MESSAGE_ATTRIBUTE_TYPE_CHARACTERS_MAX = 256;
  public static final int GROUP_ID_CHARACTERS_MAX = 128;

  /// Messages of one queue that are received and neither deleted nor visible again.
  public static final int IN_FLIGHT_MAX = 120_000;

  public static final int DELAY_SECONDS_MAX = 900;
  public static final int WAIT_SECONDS_MAX = 20;
  public static final int VISIBILITY_SECONDS_MAX = 43_200;
  public static final int VISIBILITY_SECONDS_DEFAULT = 30;
  public static final int RETENTION_SECONDS_MIN = 60;
  public static final int RETENTION_SECONDS_MAX = 1_209_600;
  public static final int RETENTION_SECONDS_DEFAULT = 345_600;
  public static final int KEY_REUSE_SECONDS_MIN = 60;
  public static final int KEY_REUSE_SECONDS_MAX = 86_400;
  public static final int KEY_REUSE_SECONDS_DEFAULT = 300;
  public static final int RECEIVES_MAX = 1_000;

  public static final int LABEL_CHARACTERS_MAX = 80;

  /// What a queue's policy may hold: bytes, statements, principals, conditions, actions of a
  /// statement.
  public static final PolicyLimits POLICY = new PolicyLimits(8_192, 20, 50, 10, 7);

  public static final int MOVES_PER_SECOND_MAX = 500;
  public static final int MOVE_TASKS_LISTED_MAX = 10;
  public static final Duration DEDUPLICATION_WINDOW = Duration.ofMinutes(5);
  public static final Duration RECEIVE_ATTEMPT_WINDOW = Duration.ofMinutes(5);
  public static final Duration DELETED_NAME_INTERVAL = Duration.ofSeconds(60);
  public static final Duration PURGE_INTERVAL = Duration.ofSeconds(60);

  private QueueLimits() {}
}
