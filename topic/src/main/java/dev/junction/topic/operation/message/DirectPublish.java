package dev.junction.topic.operation.message;

import dev.junction.delivery.Source;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.models.sns.PublishInput;
import dev.junction.models.sns.PublishResponse;
import dev.junction.models.sns.SnsErrors;
import dev.junction.topic.access.Surroundings;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.domain.ApplicationAddress;
import dev.junction.topic.domain.DirectMessage;
import dev.junction.topic.domain.NewMessage;
import dev.junction.topic.domain.PhoneNumbers;
import dev.junction.topic.domain.Protocol;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.domain.TopicLimits;
import dev.junction.topic.state.Topics;
import dev.junction.topic.state.application.Attributed;
import dev.junction.wire.protocol.Call;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Sends a message to one phone or one device instead of a topic. Source: SNS API reference,
/// Publish, `PhoneNumber` and `TargetArn`.
record DirectPublish(TopicAccess access, Surroundings surroundings) {

  CompletionStage<Outcome<PublishResponse>> toPhone(Call call, PublishInput input, String number) {
    if (!PhoneNumbers.isValid(number)) {
      return TopicAccess.done(
          Outcome.rejected(
              TopicErrors.invalid("PhoneNumber", number + " is not valid to publish to")));
    }
    return switch (message(input, null).then(DirectPublish::sized)) {
      case Outcome.Rejected<NewMessage>(var error) -> TopicAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<NewMessage>(var message) ->
          access.submitForAccount(
              call,
              (topics, tx) -> {
                topics.sendDirectly(
                    tx,
                    source(call, "direct-sms"),
                    PhoneNumbers.target(call.accountId(), call.region(), number),
                    direct(message, message.textFor(Protocol.SMS.written())));
                return Outcome.accepted(answer(message));
              });
    };
  }

  private static Outcome<NewMessage> sized(NewMessage message) {
    String text = message.textFor(Protocol.SMS.written());
    return text.codePointCount(0, text.length()) > TopicLimits.TEXT_MESSAGE_CHARACTERS_MAX
        ? Outcome.rejected(TopicErrors.invalid("Message too long"))
        : Outcome.accepted(message);
  }

  CompletionStage<Outcome<PublishResponse>> toEndpoint(Call call, PublishInput input, String arn) {
    Optional<ApplicationAddress> address =
        ApplicationAddress.ofEndpoint(arn)
            .filter(found -> found.account().equals(call.accountId()))
            .filter(found -> found.region().equals(call.region()));
    if (address.isEmpty()) {
      return TopicAccess.done(Outcome.rejected(TopicErrors.invalid("TargetArn")));
    }
    String platform = address.get().platform();
    return switch (message(input, platform)) {
      case Outcome.Rejected<NewMessage>(var error) -> TopicAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<NewMessage>(var message) ->
          access.submit(
              address.get(),
              (topics, tx) ->
                  enabled(topics, address.get(), arn)
                      .map(
                          _ -> {
                            topics.sendDirectly(
                                tx,
                                source(call, "direct-push"),
                                arn,
                                direct(message, message.textFor(platform)));
                            return answer(message);
                          }));
    };
  }

  private static Outcome<Attributed> enabled(
      Topics topics, ApplicationAddress address, String arn) {
    Attributed endpoint = topics.applications().findEndpoint(address, arn);
    if (endpoint == null) {
      return Outcome.rejected(
          TopicErrors.invalid("TargetArn", "No endpoint found for the target arn specified"));
    }
    if (!endpoint.isEnabled()) {
      return Outcome.rejected(SnsErrors.endpointDisabledException("Endpoint is disabled"));
    }
    Attributed application = topics.applications().find(address);
    return application == null || application.isEnabled()
        ? Outcome.accepted(endpoint)
        : Outcome.rejected(
            SnsErrors.platformApplicationDisabledException("Platform application is disabled"));
  }

  /// @param platform that of the device, whose text is enough; null for a phone
  private Outcome<NewMessage> message(PublishInput input, @Nullable String platform) {
    return MessageDraft.of(input)
        .message(surroundings.identities().next(), surroundings.clock().now(), false, platform);
  }

  private static Source source(Call call, String resource) {
    return new Source(
        "sns.amazonaws.com",
        Arn.of("sns", call.region(), call.accountId(), resource).toString(),
        call.accountId().value());
  }

  private static DirectMessage direct(NewMessage message, String text) {
    return new DirectMessage(
        message.id().toString(), null, text, message.attributes(), message.stamp());
  }

  private static PublishResponse answer(NewMessage message) {
    return PublishResponse.builder().messageId(message.id().toString()).build();
  }
}
