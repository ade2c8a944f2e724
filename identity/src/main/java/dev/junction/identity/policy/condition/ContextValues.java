package dev.junction.identity.policy.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a request offers to conditions and policy variables: values by key.
///
/// Shape: keys in lower case, as in `aws:sourceip`; values as text: times in ISO 8601 or seconds
/// since the epoch, truth as `true` and `false`, bytes in base 64.
@FunctionalInterface
public interface ContextValues {

  /// Stands for values that are not known one by one, as those that begin with a text: a condition
  /// of a statement that allows does not hold for it, that of a statement that denies does.
  String UNKNOWN = "\0unknown";

  /// A request that offers nothing.
  ContextValues NONE = _ -> List.of();

  /// The values of a key; empty when the request does not have it.
  ///
  /// @param key in lower case
  List<String> of(String key);

  /// The value of a key that has exactly one. Only such keys can be policy variables. Source: IAM
  /// User Guide, "Single-valued vs. multivalued context keys".
  ///
  /// @param key in lower case
  default @Nullable String single(String key) {
    List<String> values = of(key);
    return values.size() == 1 && !values.contains(UNKNOWN) ? values.getFirst() : null;
  }
}
