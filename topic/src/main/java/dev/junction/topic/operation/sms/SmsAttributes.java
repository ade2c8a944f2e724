package dev.junction.topic.operation.sms;

import dev.junction.kernel.Outcome;
import dev.junction.models.sns.GetSMSAttributesInput;
import dev.junction.models.sns.GetSMSAttributesResponse;
import dev.junction.models.sns.SetSMSAttributesInput;
import dev.junction.models.sns.SetSMSAttributesResponse;
import dev.junction.models.sns.SnsErrors;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.domain.TopicRules;
import dev.junction.topic.state.sms.SmsAccount;
import dev.junction.wire.protocol.Call;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads and sets what an account prefers for its text messages. Source: SNS API reference,
/// SetSMSAttributes and GetSMSAttributes; the texts are what the tests of the connector that
/// Ballerina has found at the real service.
public final class SmsAttributes {

  private static final String MONTHLY_SPEND_LIMIT = "MonthlySpendLimit";

  /// Letters and digits, with a letter among them. Source: SNS Developer Guide, "Sender IDs".
  private static final Pattern SENDER = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9]{1,11}");

  private static final Set<String> KNOWN =
      Set.of(
          MONTHLY_SPEND_LIMIT,
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
          Map<String, String> all = new TreeMap<>(Map.of(MONTHLY_SPEND_LIMIT, "1"));
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
    for (Map.Entry<String, String> each : attributes.entrySet()) {
      // An empty text unsets what was set, as clients do that put everything back.
      if (!each.getValue().isEmpty() && !isValid(each.getKey(), each.getValue())) {
        return each.getKey() + " is invalid";
      }
    }
    return null;
  }

  private static boolean isValid(String name, String value) {
    return switch (name) {
      case MONTHLY_SPEND_LIMIT -> value.length() < 10 && value.chars().allMatch(c -> isDigit(c));
      case "DeliveryStatusSuccessSamplingRate" -> TopicRules.isPercentage(value);
      case "DefaultSMSType" -> value.equals("Promotional") || value.equals("Transactional");
      case "DefaultSenderID" -> SENDER.matcher(value).matches();
      default -> true;
    };
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
