package dev.junction.identity.policy;

import dev.junction.identity.policy.condition.Condition;
import dev.junction.identity.policy.condition.ContextValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One statement of a policy: whom it allows or denies which actions on which resources, and under
/// which conditions.
///
/// @param sid the statement's label, or null
/// @param conditions all of them must hold
public record Statement(
    @Nullable String sid,
    Effect effect,
    Principals principals,
    Actions actions,
    Resources resources,
    List<Condition> conditions) {

  public Statement {
    conditions = List.copyOf(conditions);
  }

  /// What a statement that applies does.
  public enum Effect {
    ALLOW("Allow"),
    DENY("Deny");

    private final String written;

    Effect(String written) {
      this.written = written;
    }

    /// The effect as documents write it.
    public String written() {
      return written;
    }
  }

  /// Whether the statement is about this request.
  ///
  /// @param context the keys of the request and its caller
  boolean applies(PolicyRequest request, ContextValues context) {
    if (!actions.cover(request.action())
        || !principals.cover(request.caller())
        || !resources.cover(request.resource(), context, allows())) {
      return false;
    }
    for (Condition condition : conditions) {
      if (!condition.holds(context, allows())) {
        return false;
      }
    }
    return true;
  }

  private boolean allows() {
    return effect == Effect.ALLOW;
  }
}
