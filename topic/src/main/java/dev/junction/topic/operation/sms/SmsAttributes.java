package dev.junction.topic.operation.sms;

import dev.junction.kernel.Outcome;
import dev.junction.models.sns.GetSMSAttributesInput;
import dev.junction.models.sns.GetSMSAttributesResponse;
import dev.junction.models.sns.SetSMSAttributesInput;
import dev.junction.models.sns.SetSMSAttributesResponse;
import dev.junction.models.sns.SnsErrors;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.report.Feedback;
import dev.junction.topic.state.sms.SmsAccount;
import dev.junction.wire.protocol.Call;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Reads and sets what an account prefers for its text messages. Source: SNS API reference,
/// SetSMSAttributes and GetSMSAttributes.
public final class SmsAttributes {

  private static final Set<String> KNOWN =
      Set.of(
          "MonthlySpendLimit",
          "DeliveryStatusIAMRole",
          "DeliveryStatusSuccessSamplingRate",
          "DefaultSenderID",
          "DefaultSMSType",
          "UsageReportS3Bucket");

  private final TopicAccess access;

  public SmsAttributes(TopicAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<GetSMSAttributesResponse>> get(
      Call call, GetSMSAttributesInput input) {
    List<String> wanted = Objects.requireNonNullElse(input.attributes(), List.of());
    return access.submitForAccount(
        call,
        (topics, tx) -> {
          SmsAccount account = topics.smsAccounts().find(tx, call.accountId(), call.region());
          Map<String, String> all = new TreeMap<>(Map.of("MonthlySpendLimit", "1"));
          all.putAll(account.attributes());
          if (!wanted.isEmpty()) {
            all.keySet().retainAll(wanted);
          }
          return Outcome.accepted(GetSMSAttributesResponse.builder().attributes(all).build());
        });
  }

  public CompletionStage<Outcome<SetSMSAttributesResponse>> set(
      Call call, SetSMSAttributesInput input) {
    String problem = problem(input.attributes());
    if (problem != null) {
      return TopicAccess.done(Outcome.rejected(SnsErrors.invalidParameterException(problem)));
    }
    return access.submitForAccount(
        call,
        (topics, tx) -> {
          SmsAccount account = topics.smsAccounts().find(tx, call.accountId(), call.region());
          SmsAccount changed = account.with(input.attributes());
          topics.smsAccounts().put(tx, call.accountId(), call.region(), changed);
          return Outcome.accepted(SetSMSAttributesResponse.builder().build());
        });
  }

  private static @Nullable String problem(Map<String, String> attributes) {
    for (String name : attributes.keySet()) {
      if (!KNOWN.contains(name)) {
        return name + " is not a valid attribute";
      }
    }
    String rate = attributes.get("DeliveryStatusSuccessSamplingRate");
    if (rate != null && !rate.isEmpty() && !Feedback.isPercentage(rate)) {
      return "DeliveryStatusSuccessSamplingRate is invalid";
    }
    String type = attributes.get("DefaultSMSType");
    return type != null && !Set.of("Promotional", "Transactional").contains(type)
        ? "DefaultSMSType is invalid"
        : null;
  }
}
