package dev.junction.log.operation;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.log.access.LogAccess;
import dev.junction.log.access.Token;
import dev.junction.log.domain.EventPosition;
import dev.junction.log.domain.GroupAddress;
import dev.junction.log.domain.LogErrors;
import dev.junction.log.domain.LogLimits;
import dev.junction.log.state.GroupEvents;
import dev.junction.log.state.LogGroup;
import dev.junction.log.state.StreamRecord;
import dev.junction.models.logs.DescribeLogStreamsRequest;
import dev.junction.models.logs.DescribeLogStreamsResponse;
import dev.junction.models.logs.LogStream;
import dev.junction.models.logs.OrderBy;
import dev.junction.wire.protocol.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Lists the streams of a group by name or by the time of their last events.
///
/// Source: CloudWatch Logs API reference, DescribeLogStreams.
public final class DescribeLogStreams {

  private static final String LIST = "DescribeLogStreams";

  private final LogAccess access;

  public DescribeLogStreams(LogAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<DescribeLogStreamsResponse>> run(
      Call call, DescribeLogStreamsRequest input) {
    boolean byTime = OrderBy.LAST_EVENT_TIME.equals(input.orderBy());
    if (byTime && input.logStreamNamePrefix() != null) {
      return LogAccess.done(
          Outcome.rejected(
              LogErrors.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.")));
    }
    Outcome<GroupAddress> address =
        LogAccess.identified(call, input.logGroupName(), input.logGroupIdentifier());
    int limit = Objects.requireNonNullElse(input.limit(), LogLimits.LIST_PAGE_MAX);
    String token = input.nextToken();
    return switch (behind(token)) {
      case Outcome.Rejected<Place>(ServiceError error) -> LogAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<Place>(Place place) -> {
        GroupEvents.Listing listing =
            new GroupEvents.Listing(
                byTime,
                Objects.requireNonNullElse(input.descending(), false),
                Objects.requireNonNullElse(input.logStreamNamePrefix(), ""),
                place.bytes);
        yield access.run(
            address,
            (group, tx) -> {
              List<GroupEvents.Listed> found = group.events().streams(tx, listing, limit + 1);
              List<LogStream> streams = new ArrayList<>();
              for (GroupEvents.Listed listed : found.subList(0, Math.min(limit, found.size()))) {
                StreamRecord stream = group.stream(tx, listed.name());
                if (stream != null) {
                  streams.add(described(group, listed.name(), stream));
                }
              }
              String next =
                  found.size() > limit ? Token.of(LIST, found.get(limit - 1).place()) : null;
              return Outcome.accepted(
                  DescribeLogStreamsResponse.builder().logStreams(streams).nextToken(next).build());
            });
      }
    };
  }

  /// Where a page begins; nowhere for the first one.
  private record Place(byte @Nullable [] bytes) {}

  private static Outcome<Place> behind(@Nullable String token) {
    return token == null
        ? Outcome.accepted(new Place(null))
        : Token.bytes(LIST, token).map(Place::new);
  }

  private static LogStream described(LogGroup group, String name, StreamRecord stream) {
    LogStream.Builder described =
        LogStream.builder()
            .logStreamName(name)
            .creationTime(stream.createdAtMillis())
            .arn(group.address().streamArn(name))
            .storedBytes(0L);
    // Source: LocalStack's recordings of the real service, which has no token without events.
    if (stream.hasEvents()) {
      described
          .uploadSequenceToken(sequenceToken(stream))
          .firstEventTimestamp(stream.firstEventMillis())
          .lastEventTimestamp(stream.lastEventMillis())
          .lastIngestionTime(stream.lastIngestionMillis());
    }
    return described.build();
  }

  /// The token that the real service ignores as well, and still gives.
  static String sequenceToken(StreamRecord stream) {
    return new EventPosition(stream.createdAtMillis(), stream.id(), stream.sequence()).text();
  }
}
