package dev.junction.topic.operation.message;

import dev.junction.engine.EngineErrors;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sns.BatchResultErrorEntry;
import dev.junction.models.sns.PublishBatchInput;
import dev.junction.models.sns.PublishBatchRequestEntry;
import dev.junction.models.sns.PublishBatchResponse;
import dev.junction.models.sns.PublishBatchResultEntry;
import dev.junction.models.sns.SnsErrors;
import dev.junction.topic.access.Surroundings;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.access.TopicAction;
import dev.junction.topic.access.Visit;
import dev.junction.topic.domain.NewMessage;
import dev.junction.topic.domain.TopicLimits;
import dev.junction.topic.state.Publication;
import dev.junction.topic.state.Published;
import dev.junction.wire.protocol.Call;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Sends up to ten messages to the subscriptions of a topic, in their order.
///
/// Like the real service, one message that is not valid fails the whole request; one that the data
/// protection policy prohibits fails alone. Source: SNS API reference, PublishBatch; what
/// LocalStack recorded from the real service (`test_publish_batch_exceptions`).
public final class PublishBatch {

  private static final Outcome<Published> NOT_PUBLISHED =
      Outcome.rejected(
          EngineErrors.SERVICE_UNAVAILABLE.withMessage(
              "The message was not published; try again."));

  private final TopicAccess access;
  private final Surroundings surroundings;

  public PublishBatch(TopicAccess access, Surroundings surroundings) {
    this.access = access;
    this.surroundings = surroundings;
  }

  public CompletionStage<Outcome<PublishBatchResponse>> run(Call call, PublishBatchInput input) {
    List<PublishBatchRequestEntry> entries = input.publishBatchRequestEntries();
    ServiceError problem = problem(entries);
    if (problem != null) {
      return refused(problem);
    }
    return switch (Visit.of(call, TopicAction.PUBLISH, "TopicArn", input.topicArn())) {
      case Outcome.Rejected<Visit>(var error) -> refused(error);
      case Outcome.Accepted<Visit>(var visit) -> publish(visit, entries);
    };
  }

  private static CompletionStage<Outcome<PublishBatchResponse>> refused(ServiceError error) {
    return TopicAccess.done(Outcome.rejected(error));
  }

  private static @Nullable ServiceError problem(List<PublishBatchRequestEntry> entries) {
    if (entries.isEmpty()) {
      return SnsErrors.emptyBatchRequestException("The batch request doesn't contain any entries.");
    }
    if (entries.size() > TopicLimits.BATCH_ENTRIES_MAX) {
      return SnsErrors.tooManyEntriesInBatchRequestException(
          "The batch request contains more entries than permissible.");
    }
    Set<String> ids = new HashSet<>();
    for (PublishBatchRequestEntry entry : entries) {
      if (!isEntryId(entry.id())) {
        return SnsErrors.invalidBatchEntryIdException(
            "The Id of a batch entry in a batch request doesn't abide by the specification.");
      }
      if (!ids.add(entry.id())) {
        return SnsErrors.batchEntryIdsNotDistinctException(
            "Two or more batch entries in the request have the same Id.");
      }
    }
    return null;
  }

  /// Source: SNS API reference, PublishBatchRequestEntry: alphanumeric characters, hyphens and
  /// underscores, at most 80.
  private static boolean isEntryId(String id) {
    return !id.isEmpty()
        && id.length() <= 80
        && id.chars()
            .allMatch(c -> c == '-' || c == '_' || (c < 128 && Character.isLetterOrDigit(c)));
  }

  private CompletionStage<Outcome<PublishBatchResponse>> publish(
      Visit visit, List<PublishBatchRequestEntry> entries) {
    List<NewMessage> messages = new ArrayList<>(entries.size());
    long bytes = 0;
    for (int i = 0; i < entries.size(); i++) {
      Outcome<NewMessage> checked =
          MessageDraft.of(i + 1, entries.get(i))
              .message(
                  surroundings.identities().next(),
                  surroundings.clock().now(),
                  visit.topic().isFifo());
      switch (checked) {
        case Outcome.Rejected<NewMessage>(var error) -> {
          return refused(error);
        }
        case Outcome.Accepted<NewMessage>(var message) -> {
          bytes += MessageDraft.sizeBytes(message);
          messages.add(message);
        }
      }
    }
    if (bytes > TopicLimits.MESSAGE_BYTES_MAX) {
      return refused(
          SnsErrors.batchRequestTooLongException(
              "The length of all the messages put together is more than the limit."));
    }
    return Preparation.of(surroundings, visit.call(), visit.topic(), messages)
        .thenCompose(publications -> publish(visit, publications, List.of()))
        .thenApply(outcome -> outcome.map(published -> result(entries, published)));
  }

  /// Publishes what a topic with many subscriptions did not take at once, in their order.
  private CompletionStage<Outcome<List<Outcome<Published>>>> publish(
      Visit visit, List<Publication> publications, List<Outcome<Published>> before) {
    List<Publication> rest = publications.subList(before.size(), publications.size());
    return access
        .run(visit, (topic, tx) -> topic.publish(tx, rest))
        .thenCompose(
            outcome -> {
              if (!(outcome instanceof Outcome.Accepted<List<Outcome<Published>>>(var more))) {
                // The first ones were published: what was not is told as failed.
                return TopicAccess.done(before.isEmpty() ? outcome : Outcome.accepted(before));
              }
              List<Outcome<Published>> all = new ArrayList<>(before);
              all.addAll(more);
              return all.size() < publications.size()
                  ? publish(visit, publications, all)
                  : TopicAccess.done(Outcome.accepted(all));
            });
  }

  private static PublishBatchResponse result(
      List<PublishBatchRequestEntry> entries, List<Outcome<Published>> outcomes) {
    List<PublishBatchResultEntry> successful = new ArrayList<>(outcomes.size());
    List<BatchResultErrorEntry> failed = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      String id = entries.get(i).id();
      switch (i < outcomes.size() ? outcomes.get(i) : NOT_PUBLISHED) {
        case Outcome.Accepted<Published>(var published) ->
            successful.add(
                PublishBatchResultEntry.builder()
                    .id(id)
                    .messageId(published.id().toString())
                    .sequenceNumber(published.sequence())
                    .build());
        case Outcome.Rejected<Published>(var error) ->
            failed.add(
                BatchResultErrorEntry.builder()
                    .id(id)
                    .code(error.codeForQuery())
                    .message(error.message())
                    .senderFault(error.fault() == ServiceError.Fault.CLIENT)
                    .build());
      }
    }
    return PublishBatchResponse.builder().successful(successful).failed(failed).build();
  }
}
