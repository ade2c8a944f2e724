package dev.junction.log.domain;

import dev.junction.identity.policy.PolicyLimits;
import java.time.Duration;
import java.util.List;

/// The quotas of log groups. Source, where nothing else is said: CloudWatch Logs API reference and
/// "CloudWatch Logs quotas".
public final class LogLimits {

  /// Bytes of the events of one PutLogEvents, each with [#EVENT_OVERHEAD_BYTES] on top.
  public static final int BATCH_BYTES_MAX = 1_048_576;

  /// What an event counts beside its message.
  public static final int EVENT_OVERHEAD_BYTES = 26;

  /// How far the events of one PutLogEvents may lie apart.
  public static final Duration BATCH_SPAN_MAX = Duration.ofHours(24);

  /// How old an event may be when it comes.
  public static final Duration EVENT_AGE_MAX = Duration.ofDays(14);

  /// How far in the future an event may lie when it comes.
  public static final Duration EVENT_LEAD_MAX = Duration.ofHours(2);

  /// Events of one page, which is also the default.
  public static final int PAGE_EVENTS_MAX = 10_000;

  /// Bytes of the events of one page.
  public static final int PAGE_BYTES_MAX = 1_048_576;

  /// How many events one FilterLogEvents looks at before it answers with what it has found. Ours:
  /// the real service does the same after a time.
  public static final int FILTERED_EVENTS_MAX = 50_000;

  /// Groups and streams of one page, which is also the default.
  public static final int LIST_PAGE_MAX = 50;

  /// For how long a Live Tail session stays open. Source: StartLiveTail.
  public static final Duration TAIL_SESSION_MAX = Duration.ofHours(3);

  /// Live Tail sessions of an account in one region. Ours: the reference names the error and no
  /// number.
  public static final int TAIL_SESSIONS_MAX = 15;

  /// Events of one update of a Live Tail session. Source: StartLiveTail.
  public static final int TAIL_UPDATE_EVENTS_MAX = 500;

  /// Characters of the messages of one update. Ours: a message of an event stream has 16 MiB at
  /// most, and a character can take six bytes of it.
  public static final long TAIL_UPDATE_CHARACTERS_MAX = 2L << 20;

  /// Updates that are kept for a slow client. Source: StartLiveTail.
  public static final int TAIL_BUFFERED_UPDATES_MAX = 10;

  /// Events of them. Source: StartLiveTail.
  public static final int TAIL_BUFFERED_EVENTS_MAX = 5_000;

  /// Characters of their messages. Ours.
  public static final long TAIL_BUFFERED_CHARACTERS_MAX = 4L << 20;

  /// Tags of a group.
  public static final int TAGS_MAX = 50;

  /// Resource policies of an account in one region.
  public static final int POLICIES_MAX = 10;

  /// Characters of an account's resource policy.
  public static final int POLICY_CHARACTERS_MAX = 5_120;

  /// How policies may be.
  public static final PolicyLimits POLICY = new PolicyLimits(51_200, 100, 1000, 500, 200);

  /// For how many days events can be kept. Source: PutRetentionPolicy.
  public static final List<Integer> RETENTION_DAYS =
      List.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  private LogLimits() {}
}
