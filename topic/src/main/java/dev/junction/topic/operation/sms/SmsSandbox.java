package dev.junction.topic.operation.sms;

import dev.junction.delivery.Source;
import dev.junction.delivery.report.Stamp;
import dev.junction.engine.Command;
import dev.junction.engine.Transaction;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sns.CreateSMSSandboxPhoneNumberInput;
import dev.junction.models.sns.CreateSMSSandboxPhoneNumberResult;
import dev.junction.models.sns.DeleteSMSSandboxPhoneNumberInput;
import dev.junction.models.sns.DeleteSMSSandboxPhoneNumberResult;
import dev.junction.models.sns.GetSMSSandboxAccountStatusResult;
import dev.junction.models.sns.ListSMSSandboxPhoneNumbersInput;
import dev.junction.models.sns.ListSMSSandboxPhoneNumbersResult;
import dev.junction.models.sns.SMSSandboxPhoneNumber;
import dev.junction.models.sns.SnsErrors;
import dev.junction.models.sns.VerifySMSSandboxPhoneNumberInput;
import dev.junction.models.sns.VerifySMSSandboxPhoneNumberResult;
import dev.junction.topic.access.Page;
import dev.junction.topic.access.Surroundings;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.domain.DirectMessage;
import dev.junction.topic.domain.PhoneNumbers;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.domain.TopicLimits;
import dev.junction.topic.state.Topics;
import dev.junction.topic.state.sms.SmsAccount;
import dev.junction.wire.protocol.Call;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/// The numbers that an account has verified: each gets a code as a text message. Accounts are
/// confined to them, and to ten of them, where the server's operator wants it. Source: SNS API
/// reference, CreateSMSSandboxPhoneNumber and VerifySMSSandboxPhoneNumber; SNS Developer Guide,
/// "Using the Amazon SNS SMS sandbox".
public final class SmsSandbox {

  private static final int VERIFIED_MAX = 10;
  private static final String ENOUGH = "The account has ten verified numbers already";

  private final TopicAccess access;
  private final Surroundings surroundings;

  public SmsSandbox(TopicAccess access, Surroundings surroundings) {
    this.access = access;
    this.surroundings = surroundings;
  }

  public CompletionStage<Outcome<GetSMSSandboxAccountStatusResult>> status() {
    return TopicAccess.done(
        Outcome.accepted(
            GetSMSSandboxAccountStatusResult.builder()
                .isInSandbox(surroundings.smsSandbox())
                .build()));
  }

  public CompletionStage<Outcome<CreateSMSSandboxPhoneNumberResult>> create(
      Call call, CreateSMSSandboxPhoneNumberInput input) {
    String number = input.phoneNumber();
    if (number.isEmpty()) {
      return TopicAccess.done(
          Outcome.rejected(TopicErrors.invalid("PhoneNumber", "input incorrectly formatted")));
    }
    String code = code();
    UUID id = surroundings.identities().next();
    return access.submitForAccount(
        call,
        with(
            call,
            (account, sender) -> {
              if (account.verified().containsKey(number)) {
                return Outcome.rejected(
                    SnsErrors.userErrorException("The phone number is verified already"));
              }
              if (hasEnough(account)) {
                return Outcome.rejected(SnsErrors.userErrorException(ENOUGH));
              }
              if (sender.isOptedOut(number)) {
                return Outcome.rejected(
                    SnsErrors.optedOutException("The phone number is opted out"));
              }
              sender.save(account.withPending(number, code));
              sender.send(id, number, text(code));
              return Outcome.accepted(CreateSMSSandboxPhoneNumberResult.builder().build());
            }));
  }

  public CompletionStage<Outcome<VerifySMSSandboxPhoneNumberResult>> verify(
      Call call, VerifySMSSandboxPhoneNumberInput input) {
    String number = input.phoneNumber();
    return access.submitForAccount(
        call,
        with(
            call,
            (account, sender) -> {
              String code = account.pending().get(number);
              if (code == null) {
                return Outcome.rejected(noSuchNumber());
              }
              if (!code.equals(input.oneTimePassword())) {
                return Outcome.rejected(
                    SnsErrors.verificationException(
                        "The one-time password is wrong", Map.of("Status", "Pending")));
              }
              if (hasEnough(account)) {
                return Outcome.rejected(TopicErrors.invalid("PhoneNumber", ENOUGH));
              }
              sender.save(account.withVerified(number));
              return Outcome.accepted(VerifySMSSandboxPhoneNumberResult.builder().build());
            }));
  }

  public CompletionStage<Outcome<DeleteSMSSandboxPhoneNumberResult>> delete(
      Call call, DeleteSMSSandboxPhoneNumberInput input) {
    String number = input.phoneNumber();
    return access.submitForAccount(
        call,
        with(
            call,
            (account, sender) -> {
              if (!account.pending().containsKey(number)
                  && !account.verified().containsKey(number)) {
                return Outcome.rejected(noSuchNumber());
              }
              sender.save(account.without(number));
              return Outcome.accepted(DeleteSMSSandboxPhoneNumberResult.builder().build());
            }));
  }

  public CompletionStage<Outcome<ListSMSSandboxPhoneNumbersResult>> list(
      Call call, ListSMSSandboxPhoneNumbersInput input) {
    int max = Objects.requireNonNullElse(input.maxResults(), TopicLimits.LIST_PAGE_MAX);
    if (max < 1 || max > TopicLimits.LIST_PAGE_MAX) {
      return TopicAccess.done(
          Outcome.rejected(
              TopicErrors.invalid(
                  "MaxResults", "it must be 1 to " + TopicLimits.LIST_PAGE_MAX + ", not " + max)));
    }
    return access.submitForAccount(
        call,
        with(
            call,
            (account, _) ->
                Page.of(
                        "ListSMSSandboxPhoneNumbers",
                        numbers(account),
                        number -> String.valueOf(number.phoneNumber()),
                        input.nextToken(),
                        max)
                    .map(
                        page ->
                            ListSMSSandboxPhoneNumbersResult.builder()
                                .phoneNumbers(page.items())
                                .nextToken(page.nextToken())
                                .build())));
  }

  private static List<SMSSandboxPhoneNumber> numbers(SmsAccount account) {
    List<SMSSandboxPhoneNumber> numbers = new ArrayList<>();
    account.pending().keySet().forEach(number -> numbers.add(number(number, "Pending")));
    account.verified().keySet().forEach(number -> numbers.add(number(number, "Verified")));
    return numbers;
  }

  private static SMSSandboxPhoneNumber number(String number, String status) {
    return SMSSandboxPhoneNumber.builder().phoneNumber(number).status(status).build();
  }

  private boolean hasEnough(SmsAccount account) {
    return surroundings.smsSandbox() && account.verified().size() >= VERIFIED_MAX;
  }

  private static ServiceError noSuchNumber() {
    return SnsErrors.resourceNotFoundException("The phone number is not known");
  }

  /// Whether a text message is what an unverified number gets: its code, which nobody else knows.
  public static boolean isCode(SmsAccount account, String number, byte[] body) {
    String code = account.pending().get(number);
    return code != null && Arrays.equals(body, text(code).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(String code) {
    return "Your verification code is " + code;
  }

  /// Six digits of a fresh secret.
  private String code() {
    BigInteger secret = new BigInteger(surroundings.tokens().get(), 16);
    return String.format(Locale.ROOT, "%06d", secret.mod(BigInteger.valueOf(1_000_000)).intValue());
  }

  /// What a change of an account may do.
  private record Sender(Call call, Topics topics, Transaction<Topics> tx) {

    void save(SmsAccount changed) {
      topics.smsAccounts().put(tx, call.accountId(), call.region(), changed);
    }

    boolean isOptedOut(String number) {
      return topics.optOuts().isOptedOut(tx, call.accountId(), call.region(), number);
    }

    void send(UUID id, String number, String text) {
      String arn = Arn.of("sns", call.region(), call.accountId(), "sms-sandbox").toString();
      Source source = new Source("sns.amazonaws.com", arn, call.accountId().value());
      String target = PhoneNumbers.target(call.accountId(), call.region(), number);
      Stamp stamp = new Stamp(id.toString(), tx.now().toEpochMilli(), "");
      topics.sendDirectly(
          tx, source, target, new DirectMessage(id.toString(), null, text, List.of(), stamp));
    }
  }

  private static <R> Command<Topics, R> with(
      Call call, BiFunction<SmsAccount, Sender, Outcome<R>> work) {
    return (topics, tx) ->
        work.apply(
            topics.smsAccounts().find(tx, call.accountId(), call.region()),
            new Sender(call, topics, tx));
  }
}
