package dev.junction.expression.filter;

import dev.junction.expression.fault.JsonFault;
import dev.junction.expression.pattern.EventObject;
import dev.junction.expression.pattern.EventReader;
import dev.junction.expression.pattern.Pattern;
import dev.junction.expression.pattern.PatternFault;
import dev.junction.expression.pattern.PatternLimits;
import dev.junction.expression.pattern.PatternReading;

/// The filter policy of a subscription: which messages of its topic it wants.
///
/// Limits: 256 KiB, five names at the top, 150 combinations of values, numbers up to 10^9. Source:
/// SNS Developer Guide, "Filter policy constraints"; the refusals are those of LocalStack's
/// AWS-validated snapshots in `test_sns_filter_policy.snapshot.json`. Threads: immutable.
public final class FilterPolicy {

  private static final int BYTES_MAX = 256 * 1024;
  private static final int KEYS_MAX = 5;
  private static final int COMBINATIONS_MAX = 150;

  // Each field below the top counts at least twice in the combinations: 2^8 is over 150.
  private static final int FIELDS_MAX = KEYS_MAX + 8;
  private static final long NUMBER_MAX = 1_000_000_000;
  private static final PatternLimits LIMITS =
      new PatternLimits(BYTES_MAX, COMBINATIONS_MAX, FIELDS_MAX, NUMBER_MAX);
  private static final PatternLimits STRICT =
      new PatternLimits(
          BYTES_MAX, COMBINATIONS_MAX, FIELDS_MAX, NUMBER_MAX, /* refusesLarger= */ true);
  private static final String SUBJECT = "FilterPolicy: ";

  private final FilterScope scope;
  private final Pattern pattern;

  private FilterPolicy(FilterScope scope, Pattern pattern) {
    this.scope = scope;
    this.pattern = pattern;
  }

  /// Whether the text asks to take the policy away: nothing or an empty object. Source: SNS
  /// Developer Guide, "Removing a subscription filter policy".
  public static boolean clears(String text) {
    String stripped = text.strip();
    return stripped.isEmpty()
        || (stripped.startsWith("{")
            && stripped.endsWith("}")
            && stripped.substring(1, stripped.length() - 1).isBlank());
  }

  /// Reads a policy, or says why the service would not take it.
  public static FilterReading read(String text, FilterScope scope) {
    return read(text, scope, STRICT);
  }

  /// Reads a policy that was taken once, perhaps by a version that took larger numbers.
  public static FilterReading readAgain(String text, FilterScope scope) {
    return read(text, scope, LIMITS);
  }

  private static FilterReading read(String text, FilterScope scope, PatternLimits limits) {
    return switch (Pattern.read(text, limits)) {
      case PatternReading.Faulty(PatternFault(String place, JsonFault json)) ->
          refused(
              json == null ? SUBJECT + place : SUBJECT + "failed to parse JSON. " + json.text());
      case PatternReading.Read(Pattern pattern) -> checked(pattern, scope);
    };
  }

  private static FilterReading checked(Pattern pattern, FilterScope scope) {
    if (scope == FilterScope.MESSAGE_ATTRIBUTES && pattern.nested()) {
      return refused("Filter policy scope MessageAttributes does not support nested filter policy");
    }
    if (pattern.topLevelKeys() > KEYS_MAX) {
      return refused(SUBJECT + "Filter policy can not have more than " + KEYS_MAX + " keys");
    }
    if (pattern.overflowing() || pattern.combinations() > COMBINATIONS_MAX) {
      return refused(SUBJECT + "Filter policy is too complex");
    }
    return new FilterReading.Accepted(new FilterPolicy(scope, pattern));
  }

  private static FilterReading refused(String reason) {
    return new FilterReading.Refused(reason);
  }

  /// What the policy looks at.
  public FilterScope scope() {
    return scope;
  }

  Pattern pattern() {
    return pattern;
  }

  /// Whether the subscription wants a message. A body that is no JSON object is not wanted.
  public boolean accepts(FilterMessage message) {
    EventObject event =
        switch (scope) {
          case MESSAGE_ATTRIBUTES -> message.attributeFields();
          case MESSAGE_BODY -> EventReader.read(message.body());
        };
    return event != null && pattern.matches(event);
  }
}
