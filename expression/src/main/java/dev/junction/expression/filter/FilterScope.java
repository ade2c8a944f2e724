package dev.junction.expression.filter;

import java.util.Optional;

/// What a filter policy is about: the attributes of a message or its body.
public enum FilterScope {
  MESSAGE_ATTRIBUTES("MessageAttributes"),
  MESSAGE_BODY("MessageBody");

  private final String apiName;

  FilterScope(String apiName) {
    this.apiName = apiName;
  }

  /// The value of the subscription attribute `FilterPolicyScope`.
  public String apiName() {
    return apiName;
  }

  /// Reads the attribute's value.
  public static Optional<FilterScope> parse(String text) {
    for (FilterScope scope : values()) {
      if (scope.apiName.equals(text)) {
        return Optional.of(scope);
      }
    }
    return Optional.empty();
  }

  /// What follows `Invalid parameter: ` for a value that is no scope. Source: LocalStack's
  /// AWS-validated snapshot `test_set_subscription_filter_policy_scope`.
  public static String refusal(String text) {
    return "FilterPolicyScope: Invalid value ["
        + text
        + "]. Please use either MessageBody or MessageAttributes";
  }
}
