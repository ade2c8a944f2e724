package dev.junction.log.operation;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.log.access.LogAccess;
import dev.junction.log.access.Token;
import dev.junction.log.domain.EventPosition;
import dev.junction.log.domain.GroupAddress;
import dev.junction.log.domain.LogErrors;
import dev.junction.log.domain.LogEvent;
import dev.junction.log.domain.LogLimits;
import dev.junction.log.filter.Effort;
import dev.junction.log.filter.FilterPattern;
import dev.junction.log.filter.Finding;
import dev.junction.log.filter.MalformedFilter;
import dev.junction.log.state.GroupEvents;
import dev.junction.log.state.Groups;
import dev.junction.log.state.LogGroup;
import dev.junction.log.state.StreamRecord;
import dev.junction.models.logs.FilterLogEventsRequest;
import dev.junction.models.logs.FilterLogEventsResponse;
import dev.junction.models.logs.FilteredLogEvent;
import dev.junction.models.logs.MetricFilterMatchRecord;
import dev.junction.models.logs.TestMetricFilterRequest;
import dev.junction.models.logs.TestMetricFilterResponse;
import dev.junction.wire.protocol.Call;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reads the events of a group, of all streams or some, whose messages fit a pattern.
///
/// Events are read a portion at a time on the group's partition and compared on a thread of the
/// call, so that a long search holds nobody up. Source: CloudWatch Logs API reference,
/// FilterLogEvents and TestMetricFilter.
public final class FilterLogEvents {

  private static final GroupEvents.Portion PORTION = new GroupEvents.Portion(2_000, 512 << 10);

  private static final String LIST = "FilterLogEvents";

  private final LogAccess access;

  public FilterLogEvents(LogAccess access) {
    this.access = access;
  }

  /// What is searched for.
  ///
  /// @param group where
  /// @param streams in which streams alone; null for all
  /// @param prefix how the names of streams begin
  /// @param fromMillis the first time
  /// @param endMillis behind the last time
  /// @param pattern which messages
  /// @param limit how many events at most
  public record Search(
      GroupAddress group,
      @Nullable Set<String> streams,
      String prefix,
      long fromMillis,
      long endMillis,
      FilterPattern pattern,
      int limit) {

    private boolean wants(String stream) {
      return stream.startsWith(prefix) && (streams == null || streams.contains(stream));
    }
  }

  /// What a search has found.
  ///
  /// @param next after which position to go on; null at the end
  public record Found(List<LogEvent> events, @Nullable EventPosition next) {}

  public CompletionStage<Outcome<FilterLogEventsResponse>> run(
      Call call, FilterLogEventsRequest input) {
    if (input.logStreamNames() != null && input.logStreamNamePrefix() != null) {
      return refused(
          LogErrors.invalid("logStreamNames and logStreamNamePrefix do not go together."));
    }
    Outcome<Search> search =
        LogAccess.identified(call, input.logGroupName(), input.logGroupIdentifier())
            .then(group -> pattern(input.filterPattern()).map(wanted -> of(group, wanted, input)));
    return switch (after(input).then(after -> search.map(wanted -> new Begin(wanted, after)))) {
      case Outcome.Rejected<Begin>(var error) -> refused(error);
      case Outcome.Accepted<Begin>(Begin(var wanted, var after)) ->
          find(wanted, after, Effort.ofRequest())
              .thenApply(found -> found.map(FilterLogEvents::answer));
    };
  }

  private record Begin(Search search, EventPosition after) {}

  private static Outcome<EventPosition> after(FilterLogEventsRequest input) {
    String token = input.nextToken();
    return token == null
        ? Outcome.accepted(EventPosition.before(Objects.requireNonNullElse(input.startTime(), 0L)))
        : Token.text(LIST, token)
            .then(
                text ->
                    EventPosition.parse(text)
                        .map(Outcome::accepted)
                        .orElseGet(() -> Outcome.rejected(Token.invalid())));
  }

  private static <R> CompletionStage<Outcome<R>> refused(ServiceError error) {
    return LogAccess.done(Outcome.rejected(error));
  }

  /// Reads a pattern.
  public static Outcome<FilterPattern> pattern(@Nullable String text) {
    try {
      return Outcome.accepted(FilterPattern.parse(Objects.requireNonNullElse(text, "")));
    } catch (MalformedFilter malformed) {
      return Outcome.rejected(LogErrors.invalid(malformed.reason()));
    }
  }

  private static Search of(
      GroupAddress group, FilterPattern pattern, FilterLogEventsRequest input) {
    List<String> names = input.logStreamNames();
    Long end = input.endTime();
    return new Search(
        group,
        names == null ? null : new HashSet<>(names),
        Objects.requireNonNullElse(input.logStreamNamePrefix(), ""),
        Objects.requireNonNullElse(input.startTime(), 0L),
        end == null || end == Long.MAX_VALUE ? Long.MAX_VALUE : end + 1,
        pattern,
        Objects.requireNonNullElse(input.limit(), LogLimits.PAGE_EVENTS_MAX));
  }

  private static FilterLogEventsResponse answer(Found found) {
    EventPosition next = found.next;
    return FilterLogEventsResponse.builder()
        .events(found.events.stream().map(FilterLogEvents::output).toList())
        .searchedLogStreams(List.of())
        .nextToken(next == null ? null : Token.of(LIST, next.text()))
        .build();
  }

  private static FilteredLogEvent output(LogEvent event) {
    return FilteredLogEvent.builder()
        .logStreamName(event.stream())
        .timestamp(event.timeMillis())
        .message(event.message())
        .ingestionTime(event.ingestedAtMillis())
        .eventId(event.position().text())
        .build();
  }

  /// Searches after a position.
  ///
  /// @param effort for this page, or for several
  public CompletableFuture<Outcome<Found>> find(Search search, EventPosition after, Effort effort) {
    return goOn(search, new Progress(after, effort));
  }

  /// How far a search has come.
  private static final class Progress {
    private final List<LogEvent> found = new ArrayList<>();
    private final Effort effort;
    private EventPosition after;
    private long bytes;
    private int looked;

    Progress(EventPosition after, Effort effort) {
      this.after = after;
      this.effort = effort;
    }

    /// Takes what fits the pattern; answers whether there is room, and effort left, for more.
    boolean take(Search search, List<LogEvent> events) {
      for (LogEvent event : events) {
        Finding finding = search.pattern.look(event.message(), effort);
        if (finding == Finding.SPENT) {
          return false;
        }
        if (finding == Finding.FITS) {
          if (found.size() == search.limit || bytes >= LogLimits.PAGE_BYTES_MAX) {
            return false;
          }
          found.add(event);
          bytes += event.message().length() + (long) LogLimits.EVENT_OVERHEAD_BYTES;
        }
        after = event.position();
      }
      return true;
    }
  }

  private CompletableFuture<Outcome<Found>> goOn(Search search, Progress progress) {
    return access
        .run(
            search.group,
            (group, tx) ->
                progress.looked == 0 && lacksStream(group, tx, search)
                    ? Outcome.<GroupEvents.Chunk>rejected(LogErrors.noSuchStream())
                    : Outcome.accepted(read(group, tx, search, progress.after)))
        .thenComposeAsync(
            outcome ->
                switch (outcome) {
                  case Outcome.Rejected<GroupEvents.Chunk>(var error) ->
                      LogAccess.done(Outcome.rejected(error));
                  case Outcome.Accepted<GroupEvents.Chunk>(var chunk) ->
                      taken(search, progress, chunk);
                },
            Thread::startVirtualThread);
  }

  private CompletableFuture<Outcome<Found>> taken(
      Search search, Progress progress, GroupEvents.Chunk chunk) {
    if (!progress.take(search, chunk.events())) {
      return LogAccess.done(Outcome.accepted(new Found(progress.found, progress.after)));
    }
    EventPosition next = chunk.next();
    if (next == null) {
      return LogAccess.done(Outcome.accepted(new Found(progress.found, null)));
    }
    progress.after = next;
    progress.looked += chunk.looked();
    if (progress.looked >= LogLimits.FILTERED_EVENTS_MAX) {
      return LogAccess.done(Outcome.accepted(new Found(progress.found, next)));
    }
    return goOn(search, progress);
  }

  private static boolean lacksStream(LogGroup group, Transaction<Groups> tx, Search search) {
    Set<String> streams = search.streams;
    return streams != null && streams.stream().anyMatch(name -> group.stream(tx, name) == null);
  }

  private static GroupEvents.Chunk read(
      LogGroup group, Transaction<Groups> tx, Search search, EventPosition position) {
    long from = Math.max(search.fromMillis, group.keptSinceMillis(tx.now()));
    EventPosition after = position.timeMillis() < from ? EventPosition.before(from) : position;
    Set<String> streams = search.streams;
    if (streams != null && streams.size() == 1) {
      return ofOneStream(group, tx, search, after);
    }
    Predicate<String> wanted = search::wants;
    return group.events().ofAllStreams(tx, after, search.endMillis, wanted, PORTION);
  }

  private static GroupEvents.Chunk ofOneStream(
      LogGroup group, Transaction<Groups> tx, Search search, EventPosition after) {
    String name = Objects.requireNonNull(search.streams).iterator().next();
    StreamRecord stream = group.stream(tx, name);
    if (stream == null) {
      return new GroupEvents.Chunk(List.of(), null, 0);
    }
    List<LogEvent> found =
        group
            .events()
            .after(tx, new GroupEvents.Stream(stream.id(), name), after, search.endMillis, PORTION);
    return new GroupEvents.Chunk(
        found, found.isEmpty() ? null : found.getLast().position(), found.size());
  }

  /// Tries a pattern on messages.
  public CompletionStage<Outcome<TestMetricFilterResponse>> test(TestMetricFilterRequest input) {
    return CompletableFuture.supplyAsync(
        () -> pattern(input.filterPattern()).map(pattern -> tried(pattern, input)),
        Thread::startVirtualThread);
  }

  private static TestMetricFilterResponse tried(
      FilterPattern pattern, TestMetricFilterRequest input) {
    List<MetricFilterMatchRecord> matches = new ArrayList<>();
    long number = 0;
    for (String message : input.logEventMessages()) {
      number++;
      if (pattern.matches(message)) {
        matches.add(
            MetricFilterMatchRecord.builder()
                .eventNumber(number)
                .eventMessage(message)
                .extractedValues(pattern.extracted(message))
                .build());
      }
    }
    return TestMetricFilterResponse.builder().matches(matches).build();
  }
}
