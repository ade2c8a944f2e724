package dev.junction.topic.domain;

import dev.junction.identity.policy.PolicyLimits;
import java.time.Duration;

/// The quotas of topics. Source, where nothing else is said: SNS API reference and "Amazon SNS
/// endpoints and quotas".
public final class TopicLimits {

  /// Characters of a topic's name, the FIFO suffix counted.
  public static final int NAME_CHARACTERS_MAX = 256;

  /// Bytes of a message with its attributes, and of all messages of a batch together.
  public static final int MESSAGE_BYTES_MAX = 262_144;

  /// Characters of a text message to one phone. Source: SNS API reference, Publish.
  public static final int TEXT_MESSAGE_CHARACTERS_MAX = 1_600;

  /// Characters of a subject. Source: SNS API reference, Publish.
  public static final int SUBJECT_CHARACTERS_MAX = 100;

  /// Characters of the name of a message attribute.
  public static final int ATTRIBUTE_NAME_CHARACTERS_MAX = 256;

  /// Entries of a batch.
  public static final int BATCH_ENTRIES_MAX = 10;

  /// Topics and subscriptions of one page of a list.
  public static final int LIST_PAGE_MAX = 100;

  /// Tags of a topic.
  public static final int TAGS_MAX = 50;

  /// Characters of a display name.
  public static final int DISPLAY_NAME_CHARACTERS_MAX = 100;

  /// Characters of it that text messages begin with. Source: what the console of the real service
  /// says of it.
  public static final int TEXT_MESSAGE_NAME_CHARACTERS_MAX = 10;

  /// Characters of a message group's and a deduplication id.
  public static final int IDENTIFIER_CHARACTERS_MAX = 128;

  /// What an application may keep of its own with a device. Source: SNS API reference,
  /// CreatePlatformEndpoint, CustomUserData: less than 2 KB.
  public static final int USER_DATA_BYTES_MAX = 2_048;

  /// How long the token of a device may be. No source: the longest that push services give have a
  /// few hundred characters.
  public static final int DEVICE_TOKEN_CHARACTERS_MAX = 8_192;

  /// How long a FIFO topic knows a deduplication id.
  public static final Duration DEDUPLICATION_WINDOW = Duration.ofMinutes(5);

  /// How long a token confirms a subscription. Source: SNS API reference, ConfirmSubscription: two
  /// days.
  public static final Duration TOKEN_LIFE = Duration.ofDays(2);

  /// Bytes of the subscriptions of a topic that have ended and can be confirmed again; the oldest
  /// go when there are more. The real service has no such limit.
  public static final int ENDED_BYTES_MAX = 1 << 20;

  /// Bytes that all subscriptions of a topic take in the batch of one message: 32 MiB of the 64 MiB
  /// that a batch has, which are about 80,000 HTTP endpoints or 200,000 queues. The real service
  /// allows 12,500,000 subscriptions.
  public static final long RECIPIENT_BYTES_MAX = 32L << 20;

  /// Bytes of a batch of the journal beyond which no further message is added to it, nor what can
  /// be left out: 16 MiB, so that the recipients of one message fit in what is left.
  public static final long STAGED_BYTES_MAX = RECIPIENT_BYTES_MAX / 2;

  /// Attributes of a raw message to a queue. Source: SNS Developer Guide, "Amazon SNS raw message
  /// delivery": messages with more are discarded.
  public static final int QUEUE_ATTRIBUTES_MAX = 10;

  /// Bytes of the archive of a topic; the oldest messages go when there are more. The real service
  /// has no such limit.
  public static final long ARCHIVE_BYTES_MAX = 4L << 30;

  /// How long it takes until a phone can be opted in again. Source: SNS API reference,
  /// OptInPhoneNumber.
  public static final Duration OPT_IN_INTERVAL = Duration.ofDays(30);

  /// Policies of topics.
  public static final PolicyLimits POLICY = PolicyLimits.GENERAL;

  private TopicLimits() {}
}
