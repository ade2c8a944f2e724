package dev.junction.pipe.domain;

import dev.junction.expression.pattern.PatternLimits;
import java.time.Duration;

/// Every limit of pipes.
///
/// Source where nothing else is said: EventBridge User Guide, "Amazon EventBridge Pipes batching
/// and concurrency"; the model of the API.
public final class PipeLimits {

  /// How many pipes an account has in a Region.
  public static final int PIPES_MAX = 1_000;

  public static final int TAGS_MAX = 50;
  public static final int PAGE_MAX = 100;

  /// How long a stored reason of a state is.
  public static final int REASON_CHARACTERS_MAX = 512;

  /// Ours: how complex filter patterns are. How long they are says the model.
  public static final PatternLimits PATTERN = new PatternLimits(16_384, 1_000, 500, 5_000_000_000L);

  /// Ours: how long all settings of a pipe are together, as JSON.
  public static final int SETTINGS_BYTES_MAX = 256 << 10;

  /// Ours: how long what a template makes of an event is. That of a queue's message.
  public static final int PAYLOAD_CHARACTERS_MAX = 1 << 20;

  /// Ours: how many characters the paths of one template or parameter may have read.
  public static final long READ_MAX = 32L << 20;

  /// Ours: how long the answer of an enrichment is; the real limit is 6 MB.
  public static final int ENRICHED_BYTES_MAX = 1 << 20;

  /// How long the messages of one batch are together. Source: EventBridge User Guide, "Amazon
  /// EventBridge Pipes targets", "Payload size limits".
  public static final long BATCH_CHARACTERS_MAX = 6L << 20;

  /// How many batches of one pipe are on their way at once. Source: EventBridge User Guide, "Amazon
  /// Simple Queue Service as a source": five batches at first; here there are no more later.
  public static final int BATCHES_AT_ONCE_MAX = 5;

  /// What one receive from a queue gives at most.
  public static final int RECEIVED_MAX = 10;

  /// How long a receive waits at most.
  public static final int WAIT_SECONDS = 20;

  /// How long a message is hidden at most.
  public static final int HIDDEN_SECONDS_MAX = 43_200;

  /// Ours: how long a run waits after a batch that failed, doubled each time up to the longest.
  public static final Duration PAUSE_FIRST = Duration.ofMillis(200);

  public static final Duration PAUSE_LONGEST = Duration.ofSeconds(30);

  /// How long the messages of one SendMessageBatch are together. Source: SQS API reference.
  public static final long QUEUE_BYTES_MAX = 1 << 20;

  /// How long the messages of one PublishBatch are together. Source: SNS API reference.
  public static final long TOPIC_BYTES_MAX = 256 << 10;

  /// How long the entries of one PutEvents are together, and what a time counts. Source:
  /// EventBridge User Guide, "Calculating PutEvents event entry size".
  public static final long BUS_BYTES_MAX = 1 << 20;

  public static final long BUS_TIME_BYTES = 14;

  /// How long the events of one PutLogEvents are together, and what each counts beside its message.
  /// Source: CloudWatch Logs API reference, PutLogEvents.
  public static final long LOG_BYTES_MAX = 1 << 20;

  public static final long LOG_EVENT_BYTES = 26;

  /// How far the events of one PutLogEvents may lie apart. Source: as before.
  public static final long LOG_SPAN_MILLIS = Duration.ofHours(24).toMillis();

  /// How long one log record of an execution is. Source: EventBridge User Guide, "Logging Amazon
  /// EventBridge Pipes performance".
  public static final int LOG_RECORD_BYTES_MAX = 256 << 10;

  private PipeLimits() {}
}
