package dev.junction.schema.operation;

import dev.junction.identity.policy.ParsedPolicy;
import dev.junction.identity.policy.PolicyLimits;
import dev.junction.identity.policy.PolicyParser;
import dev.junction.kernel.Outcome;
import dev.junction.models.schemas.DeleteResourcePolicyRequest;
import dev.junction.models.schemas.GetResourcePolicyRequest;
import dev.junction.models.schemas.GetResourcePolicyResponse;
import dev.junction.models.schemas.PutResourcePolicyRequest;
import dev.junction.models.schemas.PutResourcePolicyResponse;
import dev.junction.schema.access.SchemaAccess;
import dev.junction.schema.domain.Names;
import dev.junction.schema.domain.SchemaErrors;
import dev.junction.schema.state.RegistryRecord;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The policies of registries. They are checked and kept; calls reach the registries of their own
/// account only. Source: EventBridge Schemas API reference.
public final class ResourcePolicies {

  private static final PolicyParser PARSER = new PolicyParser(PolicyLimits.GENERAL);

  private final SchemaAccess access;

  public ResourcePolicies(SchemaAccess access) {
    this.access = access;
  }

  private static Outcome<String> named(@Nullable String registry) {
    return registry == null
        ? Outcome.rejected(SchemaErrors.bad("registryName is missing."))
        : Outcome.accepted(registry);
  }

  public CompletionStage<Outcome<PutResourcePolicyResponse>> put(
      Call call, PutResourcePolicyRequest input) {
    Outcome<String> checked =
        named(input.registryName())
            .then(
                name ->
                    PARSER.parse(input.policy()) instanceof ParsedPolicy.Refused refused
                        ? Outcome.rejected(
                            SchemaErrors.bad("The policy is not valid: " + refused.reason()))
                        : Outcome.accepted(name));
    return switch (checked) {
      case Outcome.Rejected<String>(var error) -> SchemaAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<String>(var name) ->
          access.registry(
              call,
              name,
              (shelf, registry, tx) -> {
                RegistryRecord record = registry.record();
                if (name.equals(Names.AWS_EVENTS)) {
                  return Outcome.rejected(Registries.readOnly());
                }
                String revision = input.revisionId();
                if (revision != null && !revision.equals(Long.toString(record.policyRevision()))) {
                  return Outcome.rejected(SchemaErrors.wrongRevision());
                }
                RegistryRecord changed = record.withPolicy(input.policy());
                shelf.put(tx, name, changed);
                return Outcome.accepted(
                    PutResourcePolicyResponse.builder()
                        .policy(input.policy())
                        .revisionId(Long.toString(changed.policyRevision()))
                        .build());
              });
    };
  }

  public CompletionStage<Outcome<GetResourcePolicyResponse>> get(
      Call call, GetResourcePolicyRequest input) {
    return switch (named(input.registryName())) {
      case Outcome.Rejected<String>(var error) -> SchemaAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<String>(var name) ->
          access.registry(
              call,
              name,
              (_, registry, _) -> {
                String policy = registry.record().policy();
                return policy == null
                    ? Outcome.rejected(SchemaErrors.notFound("A policy of " + name))
                    : Outcome.accepted(
                        GetResourcePolicyResponse.builder()
                            .policy(policy)
                            .revisionId(Long.toString(registry.record().policyRevision()))
                            .build());
              });
    };
  }

  public CompletionStage<Outcome<Unit>> delete(Call call, DeleteResourcePolicyRequest input) {
    return switch (named(input.registryName())) {
      case Outcome.Rejected<String>(var error) -> SchemaAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<String>(var name) ->
          access.registry(
              call,
              name,
              (shelf, registry, tx) -> {
                if (registry.record().policy() == null) {
                  return Outcome.rejected(SchemaErrors.notFound("A policy of " + name));
                }
                tx.useReserve();
                shelf.put(tx, name, registry.record().withPolicy(null));
                return Outcome.accepted(Unit.INSTANCE);
              });
    };
  }
}
