package dev.junction.bus.domain;

import dev.junction.expression.pattern.PatternLimits;
import dev.junction.identity.policy.PolicyLimits;

/// The quotas of buses. Source, where nothing else is said: EventBridge User Guide, "Amazon
/// EventBridge quotas".
public final class BusLimits {

  /// Bytes of an entry of PutEvents, and of all entries together. Source: AWS, "larger payloads",
  /// January 2026: 1 MB, before 256 KB; the way of counting is "Calculating PutEvents event entry
  /// size".
  public static final int ENTRY_BYTES_MAX = 1 << 20;

  /// What a time counts in the size of an entry. Source: "Calculating PutEvents event entry size".
  public static final int TIME_BYTES = 14;

  /// Characters of the type of an event's detail. Source: API reference, PutEventsRequestEntry.
  public static final int DETAIL_TYPE_CHARACTERS_MAX = 128;

  /// Buses of an account and region. The default one does not count; whether it does in the real
  /// service is not documented.
  public static final int BUSES_MAX = 100;

  /// Rules of a bus, unless the settings say otherwise.
  public static final int RULES_MAX = 300;

  /// Targets of a rule, unless the settings say otherwise.
  public static final int TARGETS_MAX = 5;

  /// Characters of an event pattern.
  public static final int PATTERN_CHARACTERS_MAX = 2_048;

  /// Event patterns: $or leaves 1,000 combinations at most, numbers lie within five billion.
  /// Source: EventBridge User Guide, "Comparison operators". The number of fields is ours.
  public static final PatternLimits PATTERN = new PatternLimits(8_192, 1_000, 500, 5_000_000_000L);

  /// Places of a field's wildcards that a matcher may be at, at once. Source: what was refused and
  /// taken by the real service: LocalStack's template `content_wildcard_complex_EXC` has 11, four
  /// texts like `*/datasync/*.tif` that a user had to spread over two rules have 16 and 8.
  public static final int WILDCARD_PLACES_MAX = 10;

  /// The policy of a bus: 10,240 characters.
  public static final PolicyLimits POLICY = new PolicyLimits(10_240, 100, 1000, 500, 200);

  /// Tags of a resource.
  public static final int TAGS_MAX = 50;

  /// Names of a page, unless its caller wants fewer.
  public static final int PAGE_MAX = 100;

  /// API destinations of an account and region, and connections.
  public static final int DESTINATIONS_MAX = 3_000;

  /// Endpoints of an account.
  public static final int ENDPOINTS_MAX = 100;

  /// Archives of a bus. Ours: no quota is documented; each of them writes every event down in the
  /// transaction that accepts it.
  public static final int ARCHIVES_MAX = 10;

  /// How often an event goes from a bus to another one: not to a third bus. Source: EventBridge
  /// User Guide, "Sending and receiving events between event buses in the same account and Region".
  public static final int HOPS_MAX = 1;

  /// Bytes that events stage in a transaction before what is left goes on in another one. Ours: a
  /// batch has 64 MiB at most, and other services stage beside a bus.
  public static final int STAGED_BYTES_MAX = 16 << 20;

  /// Characters that are read for the inputs of targets before the targets that are left get a
  /// transaction of their own. Ours.
  public static final int READ_AT_ONCE = 8 << 20;

  /// Characters that are read for the input of one target. Ours: about a hundred paths through the
  /// largest event.
  public static final int READ_MAX = 128 << 20;

  /// Bytes of what an input template makes. Source: as for an event.
  public static final int INPUT_BYTES_MAX = 1 << 20;

  /// Replays of an account and region that run at once.
  public static final int REPLAYS_MAX = 10;

  /// Requests a second to an API destination that says nothing.
  public static final int INVOCATIONS_PER_SECOND = 300;

  /// How often and how long it is tried again. Source: "How EventBridge retries delivering
  /// events".
  public static final int RETRIES_MAX = 185;

  public static final int AGE_SECONDS_MAX = 86_400;

  /// Values for the stars in the address of an API destination, and characters of one. Ours: no
  /// quota is documented; an address has 2,048 characters.
  public static final int PATH_VALUES_MAX = 100;

  public static final int PATH_VALUE_CHARACTERS_MAX = 2_048;

  /// Characters of the address that a request goes to, with all that was put in, and of all its
  /// headers together. Ours: many servers take no more than 8 or 16 KiB.
  public static final int ADDRESS_CHARACTERS_MAX = 16_384;

  public static final int HEADER_CHARACTERS_MAX = 16_384;

  /// Shapes of events that a bus remembers as shown to discoverers, and for how long. Ours.
  public static final int SHOWN_MAX = 10_000;

  public static final int SHOWN_SECONDS = 300;

  /// How many events of a bus are shown to discoverers a second, and at once after a pause; each 16
  /// KiB of an event count as one more. Ours.
  public static final int SHOWN_PER_SECOND = 50;

  public static final int SHOWN_AT_ONCE = 200;

  public static final int SHOWN_UNIT_BYTES = 16 << 10;

  private BusLimits() {}
}
