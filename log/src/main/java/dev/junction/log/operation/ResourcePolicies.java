package dev.junction.log.operation;

import dev.junction.identity.policy.ParsedPolicy;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.log.access.LogAccess;
import dev.junction.log.access.Token;
import dev.junction.log.domain.LogErrors;
import dev.junction.log.domain.LogLimits;
import dev.junction.log.state.Policies;
import dev.junction.models.logs.DeleteResourcePolicyRequest;
import dev.junction.models.logs.DescribeResourcePoliciesRequest;
import dev.junction.models.logs.DescribeResourcePoliciesResponse;
import dev.junction.models.logs.LogsErrors;
import dev.junction.models.logs.PolicyScope;
import dev.junction.models.logs.PutResourcePolicyRequest;
import dev.junction.models.logs.PutResourcePolicyResponse;
import dev.junction.models.logs.ResourcePolicy;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The policies that let other services write into log groups: those of an account in a region, by
/// name, and the one of a single group.
///
/// Every partition knows the policies of all accounts. A change is kept on one of them and told the
/// others before it is answered, so that the next delivery sees it. Source: CloudWatch Logs API
/// reference, PutResourcePolicy, DescribeResourcePolicies, DeleteResourcePolicy.
public final class ResourcePolicies {

  private static final String LIST = "DescribeResourcePolicies";

  /// The name under which a group keeps its own policy.
  private static final String OWN = "";

  private final LogAccess access;

  public ResourcePolicies(LogAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<PutResourcePolicyResponse>> put(
      Call call, PutResourcePolicyRequest input) {
    String name = input.policyName();
    String arn = input.resourceArn();
    String document = Objects.requireNonNullElse(input.policyDocument(), "");
    ServiceError refusal = refusal(name, arn, document, input.expectedRevisionId());
    if (refusal != null) {
      return LogAccess.done(Outcome.rejected(refusal));
    }
    return arn == null
        ? putForAccount(call, Objects.requireNonNullElse(name, ""), document)
        : putForGroup(call, arn, document, input.expectedRevisionId());
  }

  private static @Nullable ServiceError refusal(
      @Nullable String name,
      @Nullable String arn,
      String document,
      @Nullable String expectedRevision) {
    if ((name == null || name.isEmpty()) && arn == null) {
      return LogErrors.invalid("Give policyName, or resourceArn for the policy of one group.");
    }
    if (name != null && arn != null) {
      return LogErrors.invalid("The policy of one group has no name.");
    }
    if (arn == null && expectedRevision != null) {
      return LogErrors.invalid("Only the policy of one group has a revision.");
    }
    if (document.isEmpty()) {
      return LogErrors.invalid("policyDocument is missing.");
    }
    if (arn == null && document.length() > LogLimits.POLICY_CHARACTERS_MAX) {
      return LogErrors.invalid(
          "A resource policy has " + LogLimits.POLICY_CHARACTERS_MAX + " characters at most.");
    }
    return Policies.parse(document) instanceof ParsedPolicy.Refused refused
        ? LogErrors.invalid("The policy is not valid: " + refused.reason())
        : null;
  }

  private CompletionStage<Outcome<PutResourcePolicyResponse>> putForAccount(
      Call call, String name, String document) {
    return access
        .submitForPolicies(
            call,
            (groups, tx) -> {
              Policies known = groups.policies(call.accountId(), call.region());
              if (!known.byName().containsKey(name)
                  && known.byName().size() >= LogLimits.POLICIES_MAX) {
                return Outcome.rejected(
                    LogsErrors.limitExceededException("Resource limit exceeded."));
              }
              Policies changed =
                  known.with(name, Policies.Named.of(document, tx.now().toEpochMilli()));
              groups.change(tx, call.accountId(), call.region(), changed);
              return Outcome.accepted(changed);
            })
        .thenCompose(outcome -> told(call, outcome))
        .thenApply(
            outcome ->
                outcome.map(
                    policies ->
                        PutResourcePolicyResponse.builder()
                            .resourcePolicy(ofAccount(name, policies.byName().get(name)))
                            .build()));
  }

  /// Waits until every partition knows changed policies.
  private CompletionStage<Outcome<Policies>> told(Call call, Outcome<Policies> outcome) {
    return switch (outcome) {
      case Outcome.Rejected<Policies> rejected -> LogAccess.done(rejected);
      case Outcome.Accepted<Policies>(var changed) ->
          access
              .<Boolean>onAll(
                  (groups, tx) -> {
                    groups.adopt(tx, call.accountId(), call.region(), changed);
                    return Outcome.accepted(List.of(true));
                  })
              .thenApply(all -> all.map(_ -> changed));
    };
  }

  private CompletionStage<Outcome<PutResourcePolicyResponse>> putForGroup(
      Call call, String arn, String document, @Nullable String expectedRevision) {
    return access.run(
        LogAccess.identified(call, arn),
        (group, tx) -> {
          Policies known = group.ownPolicy();
          if (expectedRevision == null && !known.byName().isEmpty()) {
            return Outcome.rejected(
                LogErrors.invalid("expectedRevisionId is required: the group has a policy."));
          }
          if (expectedRevision != null && !expectedRevision.equals(revision(known))) {
            return Outcome.rejected(wrongRevision());
          }
          group.changeOwnPolicy(
              tx, known.with(OWN, Policies.Named.of(document, tx.now().toEpochMilli())));
          return Outcome.accepted(
              PutResourcePolicyResponse.builder()
                  .resourcePolicy(ofGroup(arn, group.ownPolicy()))
                  .revisionId(revision(group.ownPolicy()))
                  .build());
        });
  }

  private static ServiceError wrongRevision() {
    return LogsErrors.operationAbortedException("The policy has another revision by now.");
  }

  private static String revision(Policies policies) {
    return Long.toString(policies.revision());
  }

  public CompletionStage<Outcome<Unit>> delete(Call call, DeleteResourcePolicyRequest input) {
    String name = input.policyName();
    String arn = input.resourceArn();
    if ((name == null) == (arn == null)) {
      return LogAccess.done(
          Outcome.rejected(LogErrors.invalid("Give one of policyName and resourceArn.")));
    }
    return arn == null
        ? deleteForAccount(call, Objects.requireNonNullElse(name, ""))
        : deleteForGroup(call, arn, input.expectedRevisionId());
  }

  private CompletionStage<Outcome<Unit>> deleteForAccount(Call call, String name) {
    return access
        .submitForPolicies(
            call,
            (groups, tx) -> {
              Policies known = groups.policies(call.accountId(), call.region());
              if (!known.byName().containsKey(name)) {
                return Outcome.<Policies>rejected(LogErrors.noSuchPolicy(name));
              }
              Policies changed = known.without(name);
              tx.useReserve();
              groups.change(tx, call.accountId(), call.region(), changed);
              return Outcome.accepted(changed);
            })
        .thenCompose(outcome -> told(call, outcome))
        .thenApply(outcome -> outcome.map(_ -> Unit.INSTANCE));
  }

  private CompletionStage<Outcome<Unit>> deleteForGroup(
      Call call, String arn, @Nullable String expectedRevision) {
    return access.run(
        LogAccess.identified(call, arn),
        (group, tx) -> {
          Policies known = group.ownPolicy();
          if (known.byName().isEmpty()) {
            return Outcome.rejected(LogErrors.noSuchPolicy(arn));
          }
          if (expectedRevision != null && !expectedRevision.equals(revision(known))) {
            return Outcome.rejected(wrongRevision());
          }
          tx.useReserve();
          group.changeOwnPolicy(tx, known.without(OWN));
          return Outcome.accepted(Unit.INSTANCE);
        });
  }

  public CompletionStage<Outcome<DescribeResourcePoliciesResponse>> describe(
      Call call, DescribeResourcePoliciesRequest input) {
    String arn = input.resourceArn();
    if (arn != null) {
      return access.run(
          LogAccess.identified(call, arn),
          (group, _) ->
              Outcome.accepted(
                  DescribeResourcePoliciesResponse.builder()
                      .resourcePolicies(
                          group.ownPolicy().byName().isEmpty()
                              ? List.of()
                              : List.of(ofGroup(arn, group.ownPolicy())))
                      .build()));
    }
    if (PolicyScope.RESOURCE.equals(input.policyScope())) {
      return LogAccess.done(
          Outcome.rejected(LogErrors.invalid("The scope RESOURCE needs a resourceArn.")));
    }
    String token = input.nextToken();
    Outcome<String> after = token == null ? Outcome.accepted("") : Token.text(LIST, token);
    int limit = Objects.requireNonNullElse(input.limit(), LogLimits.LIST_PAGE_MAX);
    return switch (after) {
      case Outcome.Rejected<String>(var error) -> LogAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<String>(var last) ->
          access.submitForPolicies(
              call,
              (groups, _) ->
                  Outcome.accepted(
                      page(groups.policies(call.accountId(), call.region()), last, limit)));
    };
  }

  private static DescribeResourcePoliciesResponse page(Policies policies, String last, int limit) {
    List<ResourcePolicy> rest =
        new TreeMap<>(policies.byName())
            .tailMap(last, false).entrySet().stream()
                .map(entry -> ofAccount(entry.getKey(), entry.getValue()))
                .toList();
    boolean more = rest.size() > limit;
    List<ResourcePolicy> page = more ? rest.subList(0, limit) : rest;
    return DescribeResourcePoliciesResponse.builder()
        .resourcePolicies(page)
        .nextToken(
            more
                ? Token.of(LIST, Objects.requireNonNullElse(page.getLast().policyName(), ""))
                : null)
        .build();
  }

  private static ResourcePolicy ofAccount(String name, Policies.@Nullable Named policy) {
    ResourcePolicy.Builder described = ResourcePolicy.builder().policyName(name);
    if (policy != null) {
      described.policyDocument(policy.document()).lastUpdatedTime(policy.updatedAtMillis());
    }
    return described.policyScope(PolicyScope.ACCOUNT).build();
  }

  private static ResourcePolicy ofGroup(String arn, Policies policies) {
    ResourcePolicy.Builder described = ResourcePolicy.builder().resourceArn(arn);
    Policies.Named policy = policies.byName().get(OWN);
    if (policy != null) {
      described.policyDocument(policy.document()).lastUpdatedTime(policy.updatedAtMillis());
    }
    return described.policyScope(PolicyScope.RESOURCE).revisionId(revision(policies)).build();
  }
}
