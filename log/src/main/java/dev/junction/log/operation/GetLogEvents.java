package dev.junction.log.operation;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.log.access.LogAccess;
import dev.junction.log.domain.EventPosition;
import dev.junction.log.domain.LogErrors;
import dev.junction.log.domain.LogEvent;
import dev.junction.log.domain.LogLimits;
import dev.junction.log.state.GroupEvents;
import dev.junction.log.state.Groups;
import dev.junction.log.state.LogGroup;
import dev.junction.log.state.StreamRecord;
import dev.junction.models.logs.GetLogEventsRequest;
import dev.junction.models.logs.GetLogEventsResponse;
import dev.junction.models.logs.OutputLogEvent;
import dev.junction.wire.protocol.Call;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Reads the events of a stream, forward or backward, from either end or from a token on.
///
/// A token that leads nowhere is answered as it is, which tells readers that they are at the end.
/// Source: CloudWatch Logs API reference, GetLogEvents.
public final class GetLogEvents {

  private static final String FORWARD = "f/";
  private static final String BACKWARD = "b/";
  private static final String END = "/s";

  private final LogAccess access;

  public GetLogEvents(LogAccess access) {
    this.access = access;
  }

  /// Where reading begins.
  ///
  /// @param forward whether it goes on to later events
  /// @param position behind which, or before which
  private record Start(boolean forward, EventPosition position) {}

  public CompletionStage<Outcome<GetLogEventsResponse>> run(Call call, GetLogEventsRequest input) {
    Optional<Start> start = start(input);
    if (start.isEmpty()) {
      return LogAccess.done(
          Outcome.rejected(LogErrors.invalid("The specified nextToken is invalid.")));
    }
    return access.run(
        LogAccess.identified(call, input.logGroupName(), input.logGroupIdentifier()),
        (group, tx) -> {
          StreamRecord stream = group.stream(tx, input.logStreamName());
          return stream == null
              ? Outcome.rejected(LogErrors.noSuchStream())
              : Outcome.accepted(read(group, stream, tx, input, start.get()));
        });
  }

  private static Optional<Start> start(GetLogEventsRequest input) {
    String token = input.nextToken();
    if (token != null) {
      return parse(token);
    }
    boolean fromHead = Objects.requireNonNullElse(input.startFromHead(), false);
    EventPosition position =
        fromHead
            ? EventPosition.before(Objects.requireNonNullElse(input.startTime(), 0L))
            : EventPosition.before(Objects.requireNonNullElse(input.endTime(), Long.MAX_VALUE));
    return Optional.of(new Start(fromHead, position));
  }

  private static Optional<Start> parse(String token) {
    boolean forward = token.startsWith(FORWARD);
    if ((!forward && !token.startsWith(BACKWARD)) || !token.endsWith(END)) {
      return Optional.empty();
    }
    int from = FORWARD.length();
    int to = token.length() - END.length();
    return from > to
        ? Optional.empty()
        : EventPosition.parse(token.substring(from, to)).map(at -> new Start(forward, at));
  }

  private static String token(boolean forward, EventPosition position) {
    return (forward ? FORWARD : BACKWARD) + position.text() + END;
  }

  private static GetLogEventsResponse read(
      LogGroup group,
      StreamRecord stream,
      Transaction<Groups> tx,
      GetLogEventsRequest input,
      Start start) {
    long from =
        Math.max(
            Objects.requireNonNullElse(input.startTime(), 0L), group.keptSinceMillis(tx.now()));
    long end = Objects.requireNonNullElse(input.endTime(), Long.MAX_VALUE);
    GroupEvents.Stream place = new GroupEvents.Stream(stream.id(), input.logStreamName());
    GroupEvents.Portion portion =
        new GroupEvents.Portion(
            Objects.requireNonNullElse(input.limit(), LogLimits.PAGE_EVENTS_MAX),
            LogLimits.PAGE_BYTES_MAX);
    EventPosition at = start.position;
    List<LogEvent> found;
    if (start.forward) {
      EventPosition after = at.timeMillis() < from ? EventPosition.before(from) : at;
      found = group.events().after(tx, place, after, end, portion);
    } else {
      EventPosition before = at.timeMillis() > end ? EventPosition.before(end) : at;
      found = group.events().before(tx, place, before, from, portion);
    }
    return answer(found, start, input.nextToken());
  }

  private static GetLogEventsResponse answer(
      List<LogEvent> found, Start start, @Nullable String token) {
    EventPosition first = found.isEmpty() ? start.position : found.getFirst().position();
    EventPosition last = found.isEmpty() ? start.position : found.getLast().position();
    if (found.isEmpty() && token == null && !start.forward) {
      // Nothing is there yet: whoever goes on forward sees what comes.
      first = EventPosition.before(0);
      last = first;
    }
    return GetLogEventsResponse.builder()
        .events(found.stream().map(GetLogEvents::output).toList())
        .nextForwardToken(token(true, last))
        .nextBackwardToken(token(false, first))
        .build();
  }

  private static OutputLogEvent output(LogEvent event) {
    return OutputLogEvent.builder()
        .timestamp(event.timeMillis())
        .message(event.message())
        .ingestionTime(event.ingestedAtMillis())
        .build();
  }
}
