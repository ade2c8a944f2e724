package dev.junction.topic.operation;

import dev.junction.kernel.Outcome;
import dev.junction.topic.domain.TopicErrors;

/// The data protection policy of a topic. Source: SNS API reference, PutDataProtectionPolicy.
final class DataProtection {

  private DataProtection() {}

  static Outcome<String> checked(String policy) {
    return Outcome.rejected(
        TopicErrors.invalid("DataProtectionPolicy", "Junction does not protect data yet"));
  }
}
