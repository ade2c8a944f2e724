package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.ListDeadLetterSourceQueuesRequest;
import dev.junction.models.sqs.ListDeadLetterSourceQueuesResult;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.wire.protocol.Call;
import java.util.concurrent.CompletionStage;

/// Lists the queues whose dead letters go to a queue. Source: SQS API reference,
/// ListDeadLetterSourceQueues.
public final class ListDeadLetterSourceQueues {

  private final QueueAccess access;

  public ListDeadLetterSourceQueues(QueueAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<ListDeadLetterSourceQueuesResult>> run(
      Call call, ListDeadLetterSourceQueuesRequest input) {
    Outcome<NamePage.Request> page =
        NamePage.Request.of("ListDeadLetterSourceQueues", input.maxResults(), input.nextToken());
    return switch (page) {
      case Outcome.Rejected<NamePage.Request>(var error) ->
          QueueAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<NamePage.Request>(var request) ->
          access
              .run(
                  call,
                  QueueAction.LIST_DEAD_LETTER_SOURCE_QUEUES,
                  input.queueUrl(),
                  (queue, _) -> Outcome.accepted(queue.address()))
              .thenCompose(
                  found ->
                      switch (found) {
                        case Outcome.Rejected<QueueAddress>(var error) ->
                            QueueAccess.done(Outcome.rejected(error));
                        case Outcome.Accepted<QueueAddress>(var target) ->
                            list(call, target, request);
                      });
    };
  }

  private CompletionStage<Outcome<ListDeadLetterSourceQueuesResult>> list(
      Call call, QueueAddress target, NamePage.Request request) {
    return access
        .everywhere(queues -> queues.sourcesOf(target))
        .thenApply(
            found ->
                found.map(
                    sources -> {
                      NamePage page =
                          request.of(
                              call,
                              target.account(),
                              sources.stream().map(QueueAddress::name).toList());
                      return ListDeadLetterSourceQueuesResult.builder()
                          .queueUrls(page.urls())
                          .nextToken(page.nextToken())
                          .build();
                    }));
  }
}
