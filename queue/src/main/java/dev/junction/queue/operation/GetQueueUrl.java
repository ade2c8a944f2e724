package dev.junction.queue.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.GetQueueUrlRequest;
import dev.junction.models.sqs.GetQueueUrlResult;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueUrl;
import dev.junction.wire.protocol.Call;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/// Answers the URL of an existing queue. Source: SQS API reference, GetQueueUrl.
public final class GetQueueUrl {

  private final QueueAccess access;

  public GetQueueUrl(QueueAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<GetQueueUrlResult>> run(Call call, GetQueueUrlRequest input) {
    String name = Objects.requireNonNullElse(input.queueName(), "");
    String owner = input.queueOwnerAWSAccountId();
    if (owner != null && !owner.equals(call.accountId().value())) {
      return QueueAccess.done(Outcome.rejected(QueueErrors.accessDenied(name)));
    }
    QueueAddress address = new QueueAddress(call.accountId(), call.region(), name);
    return access.submit(
        address,
        (queues, _) ->
            queues.with(
                address,
                _ ->
                    Outcome.accepted(
                        GetQueueUrlResult.builder()
                            .queueUrl(QueueUrl.format(call.endpoint(), address))
                            .build())));
  }
}
