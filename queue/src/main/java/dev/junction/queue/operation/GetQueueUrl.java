package dev.junction.queue.operation;

import dev.junction.kernel.AccountId;
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
    if (owner != null && !AccountId.isValid(owner)) {
      return QueueAccess.done(
          Outcome.rejected(
              QueueErrors.badValue(owner, "QueueOwnerAWSAccountId", "It is no account id.")));
    }
    AccountId account = owner == null ? call.accountId() : new AccountId(owner);
    QueueAddress address = new QueueAddress(account, call.region(), name);
    return access.run(
        new Visit(call, QueueAction.GET_QUEUE_URL, address),
        (_, _) ->
            Outcome.accepted(
                GetQueueUrlResult.builder()
                    .queueUrl(QueueUrl.format(call.endpoint(), address))
                    .build()));
  }
}
