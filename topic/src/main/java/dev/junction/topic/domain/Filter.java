package dev.junction.topic.domain;

import dev.junction.delivery.Attribute;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which messages a subscription wants.
public interface Filter {

  /// Whether a message is wanted.
  boolean matches(List<Attribute> attributes, String text);

  /// What is wrong with a filter policy; null when nothing is.
  static @Nullable String problem(String policy, boolean isOfBody) {
    return "FilterPolicy: filter policies are not built yet";
  }

  /// The filter of a policy that has no problem.
  static Filter of(String policy, boolean isOfBody) {
    return (attributes, text) -> {
      throw new IllegalStateException("A stored filter policy: " + policy);
    };
  }
}
