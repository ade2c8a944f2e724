package dev.junction.queue.operation;

import dev.junction.delivery.trace.TraceLog;
import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sqs.BatchResultErrorEntry;
import dev.junction.models.sqs.SendMessageBatchRequest;
import dev.junction.models.sqs.SendMessageBatchRequestEntry;
import dev.junction.models.sqs.SendMessageBatchResult;
import dev.junction.models.sqs.SendMessageBatchResultEntry;
import dev.junction.queue.domain.Digests;
import dev.junction.queue.domain.NewMessage;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueLimits;
import dev.junction.queue.state.Queue;
import dev.junction.queue.state.Queues;
import dev.junction.queue.state.Sent;
import dev.junction.wire.protocol.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Puts up to ten messages into a queue, each for itself. Source: SQS API reference,
/// SendMessageBatch.
public final class SendMessageBatch {

  private final QueueAccess access;
  private final MessageIds ids;
  private final TraceLog traces;

  public SendMessageBatch(QueueAccess access, MessageIds ids, TraceLog traces) {
    this.access = access;
    this.ids = ids;
    this.traces = traces;
  }

  /// One entry: checked and ready to be sent, or already failed.
  private record Prepared(
      String id, @Nullable Parcel parcel, @Nullable String systemDigest, Outcome<Sent> outcome) {}

  public CompletionStage<Outcome<SendMessageBatchResult>> run(
      Call call, SendMessageBatchRequest input) {
    return switch (Visit.of(call, QueueAction.SEND_MESSAGE, input.queueUrl())) {
      case Outcome.Rejected<Visit>(var error) -> QueueAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<Visit>(var visit) -> {
        List<SendMessageBatchRequestEntry> entries = input.entries();
        ServiceError problem =
            BatchChecks.problem(
                entries, "SendMessageBatchRequestEntry", SendMessageBatchRequestEntry::id);
        yield problem != null || entries == null
            ? QueueAccess.done(
                Outcome.rejected(problem == null ? QueueErrors.missing("Entries") : problem))
            : send(visit, entries);
      }
    };
  }

  private CompletionStage<Outcome<SendMessageBatchResult>> send(
      Visit visit, List<SendMessageBatchRequestEntry> entries) {
    QueueAddress address = visit.address();
    // What a FIFO queue needs of each message is missing for the whole batch.
    if (address.isFifo() && entries.stream().anyMatch(entry -> entry.messageGroupId() == null)) {
      return QueueAccess.done(
          Outcome.rejected(
              QueueErrors.invalidParameter(
                  "The request must contain the parameter MessageGroupId.")));
    }
    List<Prepared> prepared = new ArrayList<>(entries.size());
    long bytes = 0;
    for (SendMessageBatchRequestEntry entry : entries) {
      Prepared one = prepare(visit.call(), address, entry);
      prepared.add(one);
      bytes += one.parcel() == null ? 0 : one.parcel().message().sizeBytes();
    }
    if (bytes > QueueLimits.MESSAGE_BYTES_MAX) {
      return QueueAccess.done(
          Outcome.rejected(QueueErrors.batchTooLong(bytes, QueueLimits.MESSAGE_BYTES_MAX)));
    }
    return access
        .run(
            visit,
            (queue, tx) -> {
              for (Prepared one : prepared) {
                if (one.parcel() != null && one.parcel().lacksDeduplicationId(queue)) {
                  return Outcome.rejected(Parcel.noDeduplicationId());
                }
              }
              List<Outcome<Sent>> outcomes = new ArrayList<>(prepared.size());
              for (Prepared one : prepared) {
                Parcel parcel = one.parcel();
                Outcome<Sent> sent = parcel == null ? one.outcome() : sent(queue, tx, parcel);
                if (parcel != null && sent instanceof Outcome.Accepted<Sent>) {
                  Tracing.note(traces, tx, visit.call(), address, parcel.message());
                }
                outcomes.add(sent);
              }
              return Outcome.accepted(outcomes);
            })
        .thenApply(outcome -> outcome.map(outcomes -> result(address, prepared, outcomes)));
  }

  /// Sends one; what is too long for the queue is told in other words than of a single message.
  private static Outcome<Sent> sent(Queue queue, Transaction<Queues> tx, Parcel parcel) {
    Outcome<Sent> sent = parcel.send(queue, tx);
    if (sent instanceof Outcome.Accepted<Sent> || !tx.hasSpace()) {
      return sent;
    }
    int bytesMax = queue.record().settings().messageBytesMax();
    return parcel.message().sizeBytes() > bytesMax
        ? Outcome.rejected(QueueErrors.entryTooLong(bytesMax))
        : sent;
  }

  private Prepared prepare(Call call, QueueAddress address, SendMessageBatchRequestEntry entry) {
    MessageChecks checks =
        new MessageChecks(
            address,
            call.userId(),
            entry.messageBody(),
            entry.messageAttributes(),
            entry.messageSystemAttributes(),
            entry.delaySeconds(),
            entry.messageGroupId(),
            entry.messageDeduplicationId());
    String id = BatchChecks.id(entry.id());
    return switch (checks.message(ids.next())) {
      case Outcome.Rejected<NewMessage>(var error) ->
          new Prepared(id, null, null, Outcome.rejected(error));
      case Outcome.Accepted<NewMessage>(var message) ->
          new Prepared(
              id,
              Parcel.of(Tracing.headed(call, message)),
              checks.systemDigest(),
              Outcome.accepted(new Sent(message.id(), 0)));
    };
  }

  private static SendMessageBatchResult result(
      QueueAddress address, List<Prepared> prepared, List<Outcome<Sent>> outcomes) {
    List<SendMessageBatchResultEntry> successful = new ArrayList<>(prepared.size());
    List<BatchResultErrorEntry> failed = new ArrayList<>(0);
    for (int i = 0; i < prepared.size(); i++) {
      Prepared one = prepared.get(i);
      switch (outcomes.get(i)) {
        case Outcome.Rejected<Sent>(var error) -> failed.add(BatchChecks.failed(one.id(), error));
        case Outcome.Accepted<Sent>(var sent) -> {
          Parcel parcel = one.parcel();
          if (parcel != null) {
            successful.add(entry(address, one, parcel.message(), sent));
          }
        }
      }
    }
    return SendMessageBatchResult.builder().successful(successful).failed(failed).build();
  }

  private static SendMessageBatchResultEntry entry(
      QueueAddress address, Prepared one, NewMessage message, Sent sent) {
    SendMessageBatchResultEntry.Builder entry =
        SendMessageBatchResultEntry.builder()
            .id(one.id())
            .messageId(sent.id().toString())
            .md5OfMessageBody(Digests.hex(message.bodyMd5()))
            .md5OfMessageSystemAttributes(one.systemDigest());
    if (!message.attributes().isEmpty()) {
      entry.md5OfMessageAttributes(Digests.hex(Digests.md5(message.attributes())));
    }
    if (address.isFifo()) {
      entry.sequenceNumber(SequenceNumber.format(sent.sequence()));
    }
    return entry.build();
  }
}
