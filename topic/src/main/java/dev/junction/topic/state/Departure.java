package dev.junction.topic.state;

import dev.junction.topic.protection.DataDirection;
import dev.junction.topic.protection.ProtectionStatement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Whom one message may leave for: each of its texts is looked through once, however many
/// subscriptions get it.
final class Departure {

  private final Function<String, List<ProtectionStatement>> denials;
  private final Map<String, List<ProtectionStatement>> byText = new HashMap<>(2);

  /// @param denials finds the statements that keep a text from leaving
  Departure(Function<String, List<ProtectionStatement>> denials) {
    this.denials = denials;
  }

  /// @param principal who made the subscription
  boolean isDenied(String principal, String text) {
    for (ProtectionStatement denial : byText.computeIfAbsent(text, denials)) {
      if (denial.concerns(DataDirection.OUTBOUND, principal)) {
        return true;
      }
    }
    return false;
  }
}
