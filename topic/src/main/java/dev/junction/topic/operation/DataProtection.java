package dev.junction.topic.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sns.GetDataProtectionPolicyInput;
import dev.junction.models.sns.GetDataProtectionPolicyResponse;
import dev.junction.models.sns.PutDataProtectionPolicyInput;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.access.TopicAction;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.domain.TopicSettings;
import dev.junction.topic.protection.ProtectionPolicy;
import dev.junction.topic.protection.ProtectionReading;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.concurrent.CompletionStage;

/// Reads and sets the data protection policy of a topic. Source: SNS API reference,
/// PutDataProtectionPolicy and GetDataProtectionPolicy.
public final class DataProtection {

  private final TopicAccess access;

  public DataProtection(TopicAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<GetDataProtectionPolicyResponse>> get(
      Call call, GetDataProtectionPolicyInput input) {
    return access.run(
        call,
        TopicAction.GET_DATA_PROTECTION_POLICY,
        input.resourceArn(),
        (topic, _) -> {
          String policy =
              topic.record().settings().values().get(TopicSettings.DATA_PROTECTION_POLICY);
          return Outcome.accepted(
              GetDataProtectionPolicyResponse.builder().dataProtectionPolicy(policy).build());
        });
  }

  public CompletionStage<Outcome<Unit>> put(Call call, PutDataProtectionPolicyInput input) {
    String policy = input.dataProtectionPolicy();
    return switch (policy.isEmpty() ? Outcome.accepted(policy) : checked(policy)) {
      case Outcome.Rejected<String>(var error) -> TopicAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<String>(var valid) ->
          access.run(
              call,
              TopicAction.PUT_DATA_PROTECTION_POLICY,
              input.resourceArn(),
              (topic, tx) -> {
                TopicSettings settings = topic.record().settings();
                topic.change(tx, settings.with(TopicSettings.DATA_PROTECTION_POLICY, valid));
                return Outcome.accepted(Unit.INSTANCE);
              });
    };
  }

  static Outcome<String> checked(String policy) {
    return switch (ProtectionPolicy.read(policy)) {
      case ProtectionReading.Accepted(var read) ->
          read.hasRightGroups()
              ? Outcome.accepted(policy)
              : Outcome.rejected(
                  TopicErrors.invalid(
                      "DataProtectionPolicy", "LogGroup must begin with /aws/vendedlogs/"));
      case ProtectionReading.Refused(String reason) ->
          Outcome.rejected(TopicErrors.invalid("DataProtectionPolicy", reason));
    };
  }
}
