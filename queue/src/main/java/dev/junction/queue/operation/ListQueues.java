package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.ListQueuesRequest;
import dev.junction.models.sqs.ListQueuesResult;
import dev.junction.wire.protocol.Call;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/// Lists the caller's queues in the region of the call, by name. Source: SQS API reference,
/// ListQueues.
public final class ListQueues {

  private final QueueAccess access;

  public ListQueues(QueueAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<ListQueuesResult>> run(Call call, ListQueuesRequest input) {
    String prefix = Objects.requireNonNullElse(input.queueNamePrefix(), "");
    return switch (NamePage.Request.of("ListQueues", input.maxResults(), input.nextToken())) {
      case Outcome.Rejected<NamePage.Request>(var error) ->
          QueueAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<NamePage.Request>(var request) ->
          access
              .everywhere(queues -> queues.names(call.accountId(), call.region(), prefix))
              .thenApply(
                  found -> found.map(names -> result(request.of(call, call.accountId(), names))));
    };
  }

  private static ListQueuesResult result(NamePage page) {
    return ListQueuesResult.builder().queueUrls(page.urls()).nextToken(page.nextToken()).build();
  }
}
