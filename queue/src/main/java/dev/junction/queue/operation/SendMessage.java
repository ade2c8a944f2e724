package dev.junction.queue.operation;

import dev.junction.delivery.trace.TraceLog;
import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.SendMessageRequest;
import dev.junction.models.sqs.SendMessageResult;
import dev.junction.queue.domain.Digests;
import dev.junction.queue.domain.NewMessage;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.state.Sent;
import dev.junction.wire.protocol.Call;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Puts one message into a queue. Source: SQS API reference, SendMessage.
public final class SendMessage {

  private final QueueAccess access;
  private final MessageIds ids;
  private final TraceLog traces;

  public SendMessage(QueueAccess access, MessageIds ids, TraceLog traces) {
    this.access = access;
    this.ids = ids;
    this.traces = traces;
  }

  public CompletionStage<Outcome<SendMessageResult>> run(Call call, SendMessageRequest input) {
    return switch (Visit.of(call, QueueAction.SEND_MESSAGE, input.queueUrl())) {
      case Outcome.Rejected<Visit>(var error) -> QueueAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<Visit>(var visit) -> send(visit, input);
    };
  }

  private CompletionStage<Outcome<SendMessageResult>> send(Visit visit, SendMessageRequest input) {
    QueueAddress address = visit.address();
    MessageChecks checks =
        new MessageChecks(
            address,
            visit.call().userId(),
            input.messageBody(),
            input.messageAttributes(),
            input.messageSystemAttributes(),
            input.delaySeconds(),
            input.messageGroupId(),
            input.messageDeduplicationId());
    return switch (checks.message(ids.next())) {
      case Outcome.Rejected<NewMessage>(var error) -> QueueAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<NewMessage>(var checked) -> {
        NewMessage message = Tracing.headed(visit.call(), checked);
        Parcel parcel = Parcel.of(message);
        yield access
            .run(
                visit,
                (queue, tx) -> {
                  Outcome<Sent> sent = parcel.send(queue, tx);
                  if (sent instanceof Outcome.Accepted<Sent>) {
                    Tracing.note(traces, tx, visit.call(), address, message);
                  }
                  return sent;
                })
            .thenApply(
                outcome ->
                    outcome.map(sent -> result(address, message, checks.systemDigest(), sent)));
      }
    };
  }

  private static SendMessageResult result(
      QueueAddress address, NewMessage message, @Nullable String systemDigest, Sent sent) {
    SendMessageResult.Builder result =
        SendMessageResult.builder()
            .messageId(sent.id().toString())
            .md5OfMessageBody(Digests.hex(message.bodyMd5()))
            .md5OfMessageSystemAttributes(systemDigest);
    if (!message.attributes().isEmpty()) {
      result.md5OfMessageAttributes(Digests.hex(Digests.md5(message.attributes())));
    }
    if (address.isFifo()) {
      result.sequenceNumber(SequenceNumber.format(sent.sequence()));
    }
    return result.build();
  }
}
