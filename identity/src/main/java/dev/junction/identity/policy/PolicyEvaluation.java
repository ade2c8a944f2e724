package dev.junction.identity.policy;

import dev.junction.identity.policy.condition.ContextValues;

/// What one policy says about one request.
///
/// Source: IAM User Guide, "Policy evaluation logic".
public final class PolicyEvaluation {

  /// What came out.
  public enum Verdict {
    /// A statement denies it, whatever others say.
    DENY,
    /// A statement allows it, and none denies it.
    ALLOW,
    /// No statement is about it.
    SILENT
  }

  private PolicyEvaluation() {}

  /// Looks at the statements until one denies, or at all of them.
  public static Verdict evaluate(Policy policy, PolicyRequest request) {
    ContextValues context = new CallerContext(request.caller(), request.context());
    Verdict verdict = Verdict.SILENT;
    for (Statement statement : policy.statements()) {
      boolean decides = statement.effect() == Statement.Effect.DENY || verdict == Verdict.SILENT;
      if (decides && statement.applies(request, context)) {
        switch (statement.effect()) {
          case DENY -> {
            return Verdict.DENY;
          }
          case ALLOW -> verdict = Verdict.ALLOW;
        }
      }
    }
    return verdict;
  }
}
