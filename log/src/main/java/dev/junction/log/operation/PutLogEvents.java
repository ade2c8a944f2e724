package dev.junction.log.operation;

import dev.junction.kernel.Outcome;
import dev.junction.log.access.LogAccess;
import dev.junction.log.domain.EventBatch;
import dev.junction.log.domain.LogErrors;
import dev.junction.log.domain.NewEvent;
import dev.junction.log.state.StreamRecord;
import dev.junction.models.logs.EntityRejectionErrorType;
import dev.junction.models.logs.PutLogEventsRequest;
import dev.junction.models.logs.PutLogEventsResponse;
import dev.junction.models.logs.RejectedEntityInfo;
import dev.junction.models.logs.RejectedLogEventsInfo;
import dev.junction.wire.protocol.Call;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Writes log events into a stream.
///
/// The sequence token has no effect, as in the real service. Entities are refused in the answer,
/// and
/// the events are taken all the same. Source: CloudWatch Logs API reference, PutLogEvents.
public final class PutLogEvents {

  private final LogAccess access;

  public PutLogEvents(LogAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<PutLogEventsResponse>> run(Call call, PutLogEventsRequest input) {
    Outcome<List<NewEvent>> checked =
        EventBatch.check(
            input.logEvents().stream()
                .map(event -> NewEvent.of(event.timestamp(), event.message()))
                .toList());
    return switch (checked) {
      case Outcome.Rejected<List<NewEvent>>(var error) -> LogAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<List<NewEvent>>(var events) ->
          access.grow(
              LogAccess.named(call, input.logGroupName()),
              (group, tx) -> {
                String name = input.logStreamName();
                StreamRecord stream = group.stream(tx, name);
                if (stream == null) {
                  return Outcome.rejected(LogErrors.noSuchStream());
                }
                EventBatch batch = group.put(tx, name, stream, events);
                StreamRecord written = group.stream(tx, name);
                return Outcome.accepted(
                    answer(batch, written == null ? stream : written, input.entity() != null));
              });
    };
  }

  private static PutLogEventsResponse answer(
      EventBatch batch, StreamRecord stream, boolean withEntity) {
    PutLogEventsResponse.Builder answer =
        PutLogEventsResponse.builder().nextSequenceToken(DescribeLogStreams.sequenceToken(stream));
    if (batch.hasRejected()) {
      answer.rejectedLogEventsInfo(
          RejectedLogEventsInfo.builder()
              .tooOldLogEventEndIndex(batch.tooOldEnd() > 0 ? batch.tooOldEnd() : null)
              .expiredLogEventEndIndex(
                  batch.expiredEnd() > batch.tooOldEnd() ? batch.expiredEnd() : null)
              .tooNewLogEventStartIndex(
                  batch.tooNewStart() < batch.all() ? batch.tooNewStart() : null)
              .build());
    }
    if (withEntity) {
      answer.rejectedEntityInfo(
          RejectedEntityInfo.builder()
              .errorType(EntityRejectionErrorType.UNSUPPORTED_LOG_GROUP_TYPE)
              .build());
    }
    return answer.build();
  }
}
