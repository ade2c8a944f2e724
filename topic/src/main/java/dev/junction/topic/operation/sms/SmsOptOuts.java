package dev.junction.topic.operation.sms;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.models.sns.CheckIfPhoneNumberIsOptedOutInput;
import dev.junction.models.sns.CheckIfPhoneNumberIsOptedOutResponse;
import dev.junction.models.sns.ListPhoneNumbersOptedOutInput;
import dev.junction.models.sns.ListPhoneNumbersOptedOutResponse;
import dev.junction.models.sns.OptInPhoneNumberInput;
import dev.junction.models.sns.OptInPhoneNumberResponse;
import dev.junction.models.sns.SnsErrors;
import dev.junction.topic.access.Page;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.domain.PhoneNumbers;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.domain.TopicLimits;
import dev.junction.topic.state.sms.OptOut;
import dev.junction.wire.protocol.Call;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Which phones want no text messages of an account. Source: SNS API reference,
/// CheckIfPhoneNumberIsOptedOut, ListPhoneNumbersOptedOut and OptInPhoneNumber.
public final class SmsOptOuts {

  /// Source: SNS Developer Guide, "Opting out of receiving SMS messages".
  private static final Set<String> REPLIES =
      Set.of(
          "ARRET",
          "CANCEL",
          "END",
          "OPT-OUT",
          "OPTOUT",
          "QUIT",
          "REMOVE",
          "STOP",
          "TD",
          "UNSUBSCRIBE");

  private final TopicAccess access;

  public SmsOptOuts(TopicAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<CheckIfPhoneNumberIsOptedOutResponse>> check(
      Call call, CheckIfPhoneNumberIsOptedOutInput input) {
    String number = input.phoneNumber();
    if (!PhoneNumbers.isValid(number)) {
      return badNumber();
    }
    return access.submitForAccount(
        call,
        (topics, tx) ->
            Outcome.accepted(
                CheckIfPhoneNumberIsOptedOutResponse.builder()
                    .isOptedOut(
                        topics.optOuts().isOptedOut(tx, call.accountId(), call.region(), number))
                    .build()));
  }

  public CompletionStage<Outcome<ListPhoneNumbersOptedOutResponse>> list(
      Call call, ListPhoneNumbersOptedOutInput input) {
    return switch (Page.after("ListPhoneNumbersOptedOut", input.nextToken())) {
      case Outcome.Rejected<String>(var error) -> TopicAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<String>(String after) ->
          access.submitForAccount(
              call,
              (topics, tx) -> {
                List<String> numbers =
                    topics
                        .optOuts()
                        .after(
                            tx,
                            call.accountId(),
                            call.region(),
                            after,
                            TopicLimits.LIST_PAGE_MAX + 1);
                return Outcome.accepted(answer(numbers));
              });
    };
  }

  private static ListPhoneNumbersOptedOutResponse answer(List<String> numbers) {
    Page<String> page = Page.first("ListPhoneNumbersOptedOut", numbers, TopicLimits.LIST_PAGE_MAX);
    return ListPhoneNumbersOptedOutResponse.builder()
        .phoneNumbers(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  public CompletionStage<Outcome<OptInPhoneNumberResponse>> optIn(
      Call call, OptInPhoneNumberInput input) {
    String number = input.phoneNumber();
    if (!PhoneNumbers.isValid(number)) {
      return badNumber();
    }
    return access.submitForAccount(
        call,
        (topics, tx) -> {
          OptOut found = topics.optOuts().find(tx, call.accountId(), call.region(), number);
          long now = tx.now().toEpochMilli();
          if (found != null && found.isOptedOut()) {
            long again = found.optedInMillis() + TopicLimits.OPT_IN_INTERVAL.toMillis();
            if (found.optedInMillis() > 0 && now < again) {
              return Outcome.rejected(
                  SnsErrors.invalidParameterException(
                      "Invalid parameter: a phone number can be opted in once in "
                          + TopicLimits.OPT_IN_INTERVAL.toDays()
                          + " days"));
            }
            topics
                .optOuts()
                .put(tx, call.accountId(), call.region(), number, new OptOut(false, 0, now));
          }
          return Outcome.accepted(OptInPhoneNumberResponse.builder().build());
        });
  }

  /// What a phone answers to an account's messages; true when that opts it out.
  public CompletableFuture<Outcome<Boolean>> replied(
      AccountId account, Region region, String number, String text) {
    if (!PhoneNumbers.isValid(number)) {
      return TopicAccess.done(Outcome.rejected(TopicErrors.invalid("PhoneNumber")));
    }
    if (!REPLIES.contains(text.strip().toUpperCase(Locale.ROOT))) {
      return TopicAccess.done(Outcome.accepted(false));
    }
    return access.submitForAccount(
        account,
        region,
        (topics, tx) -> {
          OptOut found = topics.optOuts().find(tx, account, region, number);
          if (found == null || !found.isOptedOut()) {
            long optedIn = found == null ? 0 : found.optedInMillis();
            OptOut changed = new OptOut(true, tx.now().toEpochMilli(), optedIn);
            topics.optOuts().put(tx, account, region, number, changed);
          }
          return Outcome.accepted(true);
        });
  }

  private static <R> CompletionStage<Outcome<R>> badNumber() {
    return TopicAccess.done(
        Outcome.rejected(TopicErrors.invalid("PhoneNumber", "input incorrectly formatted")));
  }
}
