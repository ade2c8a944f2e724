package dev.junction.topic.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sns.CreateTopicInput;
import dev.junction.models.sns.CreateTopicResponse;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.domain.TopicRules;
import dev.junction.topic.domain.TopicSettings;
import dev.junction.topic.state.Topic;
import dev.junction.wire.protocol.Call;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Creates a topic, or answers the one that is there already and no different. Source: SNS API
/// reference, CreateTopic.
public final class CreateTopic {

  private final TopicAccess access;

  public CreateTopic(TopicAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<CreateTopicResponse>> run(Call call, CreateTopicInput input) {
    TopicAddress address = new TopicAddress(call.accountId(), call.region(), input.name());
    Map<String, String> attributes = Objects.requireNonNullElse(input.attributes(), Map.of());
    Outcome<TopicSettings> checked =
        TopicRules.create(address, attributes)
            .then(settings -> protect(settings, input.dataProtectionPolicy()));
    return switch (checked.then(settings -> Tags.read(input.tags()).map(t -> with(settings, t)))) {
      case Outcome.Rejected<Wanted>(var error) -> TopicAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<Wanted>(var wanted) -> create(address, wanted);
    };
  }

  private record Wanted(TopicSettings settings, Map<String, String> tags) {}

  private static Wanted with(TopicSettings settings, Map<String, String> tags) {
    return new Wanted(settings, tags);
  }

  private static Outcome<TopicSettings> protect(TopicSettings settings, @Nullable String policy) {
    return policy == null || policy.isEmpty()
        ? Outcome.accepted(settings)
        : DataProtection.checked(policy)
            .map(valid -> settings.with(TopicSettings.DATA_PROTECTION_POLICY, valid));
  }

  private CompletionStage<Outcome<CreateTopicResponse>> create(
      TopicAddress address, Wanted wanted) {
    return access.submit(
        address,
        (topics, tx) -> {
          Topic existing = topics.find(address);
          if (existing == null) {
            return Outcome.accepted(
                result(topics.create(tx, address, wanted.settings(), wanted.tags())));
          }
          return answer(existing, wanted);
        });
  }

  private static Outcome<CreateTopicResponse> answer(Topic existing, Wanted wanted) {
    if (!existing.record().tags().equals(wanted.tags()) && !wanted.tags().isEmpty()) {
      return Outcome.rejected(
          TopicErrors.invalid("Tags", "Topic already exists with different tags"));
    }
    Map<String, String> has = existing.record().settings().values();
    for (Map.Entry<String, String> attribute : wanted.settings().values().entrySet()) {
      if (!attribute.getValue().equals(has.get(attribute.getKey()))) {
        return Outcome.rejected(
            TopicErrors.invalid("Attributes", "Topic already exists with different attributes"));
      }
    }
    return Outcome.accepted(result(existing));
  }

  private static CreateTopicResponse result(Topic topic) {
    return CreateTopicResponse.builder().topicArn(topic.arn()).build();
  }
}
