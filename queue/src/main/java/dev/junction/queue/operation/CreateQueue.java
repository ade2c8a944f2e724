package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.CreateQueueRequest;
import dev.junction.models.sqs.CreateQueueResult;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueSettings;
import dev.junction.queue.domain.QueueUrl;
import dev.junction.queue.domain.SettingsRules;
import dev.junction.queue.domain.TagRules;
import dev.junction.queue.state.Queue;
import dev.junction.wire.protocol.Call;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Creates a queue, or answers the URL of the one that exists with the same attributes.
///
/// Source: SQS API reference, CreateQueue. A queue of the same name is the same when each attribute
/// that the request names has the value that the request gives.
public final class CreateQueue {

  private final QueueAccess access;

  public CreateQueue(QueueAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<CreateQueueResult>> run(Call call, CreateQueueRequest input) {
    String name = Objects.requireNonNullElse(input.queueName(), "");
    if (!QueueAddress.isValidName(name)) {
      return QueueAccess.done(Outcome.rejected(QueueErrors.badName()));
    }
    QueueAddress address = new QueueAddress(call.accountId(), call.region(), name);
    Map<String, String> attributes = Objects.requireNonNullElse(input.attributes(), Map.of());
    Map<String, String> tags = Objects.requireNonNullElse(input.tags(), Map.of());
    Outcome<QueueSettings> checked =
        TagRules.check(tags).then(_ -> SettingsRules.create(address, attributes));
    return switch (checked) {
      case Outcome.Rejected<QueueSettings>(var error) -> QueueAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<QueueSettings>(var settings) ->
          new Redrive(access)
              .checked(
                  address, attributes, () -> create(call, address, attributes, settings, tags));
    };
  }

  private CompletableFuture<Outcome<CreateQueueResult>> create(
      Call call,
      QueueAddress address,
      Map<String, String> attributes,
      QueueSettings settings,
      Map<String, String> tags) {
    return access.submit(
        address,
        (queues, tx) -> {
          Queue existing = queues.find(address);
          if (existing != null) {
            return answer(call, existing, attributes);
          }
          if (queues.isDeletedRecently(tx, address)) {
            return Outcome.rejected(QueueErrors.deletedRecently());
          }
          queues.create(tx, address, settings, tags);
          return Outcome.accepted(result(call, address));
        });
  }

  private static Outcome<CreateQueueResult> answer(
      Call call, Queue existing, Map<String, String> wanted) {
    Map<String, String> has = existing.record().settings().effective();
    for (Map.Entry<String, String> attribute : wanted.entrySet()) {
      String value = has.getOrDefault(attribute.getKey(), "");
      if (!SettingsRules.areAlike(attribute.getKey(), attribute.getValue(), value)) {
        return Outcome.rejected(QueueErrors.nameTaken(attribute.getKey()));
      }
    }
    return Outcome.accepted(result(call, existing.address()));
  }

  private static CreateQueueResult result(Call call, QueueAddress address) {
    return CreateQueueResult.builder().queueUrl(QueueUrl.format(call.endpoint(), address)).build();
  }
}
