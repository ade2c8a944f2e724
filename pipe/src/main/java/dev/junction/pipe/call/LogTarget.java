package dev.junction.pipe.call;

import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.kernel.ServiceError;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.PipeTargetCloudWatchLogsParameters;
import dev.junction.models.pipes.PipeTargetParameters;
import dev.junction.pipe.domain.DynamicText;
import dev.junction.pipe.domain.EventTime;
import dev.junction.pipe.domain.PipeErrors;
import dev.junction.pipe.domain.PipeLimits;
import dev.junction.wire.schema.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Log groups as targets: the payload is the message of a log event.
///
/// Source: EventBridge User Guide, "Amazon EventBridge Pipes targets", "CloudWatch Logs group
/// target specifics"; API reference, PipeTargetCloudWatchLogsParameters. Ours: without a name the
/// stream is called as the pipe.
public final class LogTarget implements PipeTarget {

  private static final String FIELD = "TargetParameters.CloudWatchLogsParameters";

  @Override
  public String title() {
    return "Amazon CloudWatch Logs log groups";
  }

  @Override
  public boolean serves(Arn arn) {
    return arn.service().equals("logs") && arn.resource().startsWith("log-group:");
  }

  /// Documented are 10,000; here a batch of events is as large as a batch of messages at most.
  @Override
  public int batchMax() {
    return 10_000;
  }

  @Override
  public Set<String> parameters() {
    return Set.of("CloudWatchLogsParameters");
  }

  @Override
  public Outcome<CreatePipeRequest> check(
      CreatePipeRequest settings, @Nullable PipeTargetParameters parameters) {
    PipeTargetCloudWatchLogsParameters logs =
        parameters == null ? null : parameters.cloudWatchLogsParameters();
    String stream = logs == null ? null : logs.logStreamName();
    if (stream != null && (stream.indexOf(':') >= 0 || stream.indexOf('*') >= 0)) {
      return Outcome.rejected(
          PipeErrors.invalid(FIELD + ".LogStreamName", "A log stream's name has no : and no *."));
    }
    String time = logs == null ? null : logs.timestamp();
    return DynamicText.read(time == null ? "" : time, FIELD + ".Timestamp").map(_ -> settings);
  }

  @Override
  public TargetCall open(CreatePipeRequest settings, String pipeArn, ServiceCaller caller) {
    PipeTargetParameters parameters = settings.targetParameters();
    PipeTargetCloudWatchLogsParameters logs =
        parameters == null ? null : parameters.cloudWatchLogsParameters();
    String stream = logs == null ? null : logs.logStreamName();
    String time = logs == null ? null : logs.timestamp();
    DynamicText timestamp = time == null ? null : DynamicText.stored(time);
    LogStream out =
        LogStream.of(settings.target(), stream == null ? settings.name() : stream, caller);
    boolean ordered = Portions.isOrdered(settings);
    TargetCall call =
        payloads -> {
          List<Timed> events = new ArrayList<>();
          for (int i = 0; i < payloads.size(); i++) {
            Payload payload = payloads.get(i);
            String text = timestamp == null ? null : timestamp.of(payload.event());
            Long millis = text == null ? null : EventTime.millis(text);
            events.add(
                new Timed(i, millis == null ? caller.clock().millis() : millis, payload.text()));
          }
          // The log wants them in order.
          events.sort(Comparator.comparingLong(Timed::millis));
          return put(out, events, ordered);
        };
    return new Portions(PipeLimits.LOG_BYTES_MAX, PipeLimits.LOG_EVENT_BYTES, ordered, call);
  }

  private record Timed(int number, long millis, String text) {}

  private static CompletionStage<List<Optional<ServiceError>>> put(
      LogStream out, List<Timed> events, boolean ordered) {
    return Portions.inTurn(
            spans(events),
            ordered,
            some ->
                out.put(
                        some.stream()
                            .map(event -> new LogStream.Event(event.millis(), event.text()))
                            .toList())
                    .thenApply(outcome -> results(some.size(), outcome)))
        .thenApply(
            sorted -> {
              List<Optional<ServiceError>> results =
                  new ArrayList<>(TargetCall.all(events.size(), Optional.empty()));
              for (int i = 0; i < events.size(); i++) {
                results.set(events.get(i).number(), sorted.get(i));
              }
              return results;
            });
  }

  /// Cuts events, which are in order, where they would lie too far apart for one request.
  private static List<List<Timed>> spans(List<Timed> events) {
    List<List<Timed>> spans = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= events.size(); i++) {
      if (i == events.size()
          || events.get(i).millis() - events.get(from).millis() > PipeLimits.LOG_SPAN_MILLIS) {
        spans.add(events.subList(from, i));
        from = i;
      }
    }
    return spans;
  }

  private static List<Optional<ServiceError>> results(int count, Outcome<Document> outcome) {
    if (!(outcome instanceof Outcome.Accepted<Document>(Document answer))) {
      return TargetCall.all(count, TargetCall.error(outcome));
    }
    List<Optional<ServiceError>> results = new ArrayList<>(TargetCall.all(count, Optional.empty()));
    if (answer.get("rejectedLogEventsInfo") instanceof Document info) {
      int old = Math.max(index(info, "tooOldLogEventEndIndex", 0), 0);
      int first = Math.max(old, index(info, "expiredLogEventEndIndex", 0));
      int end = index(info, "tooNewLogEventStartIndex", count);
      for (int i = 0; i < count; i++) {
        if (i < first || i >= end) {
          results.set(
              i,
              Optional.of(
                  BatchAnswers.error(
                      "InvalidParameterException", "The log event is too old or too new.")));
        }
      }
    }
    return results;
  }

  private static int index(Document info, String member, int otherwise) {
    return info.get(member) instanceof Integer number ? number : otherwise;
  }

  /// The region of a log group.
  static Region region(String groupArn) {
    return new Region(Arn.parse(groupArn).orElseThrow().region());
  }

  /// The name of a log group.
  static String name(String groupArn) {
    String resource = Arn.parse(groupArn).orElseThrow().resource();
    String name = resource.substring("log-group:".length());
    return name.endsWith(":*") ? name.substring(0, name.length() - 2) : name;
  }

  /// The members of a put, as JSON has them.
  static List<Map<String, Object>> entries(List<LogStream.Event> events) {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (LogStream.Event event : events) {
      String text = event.text().isEmpty() ? " " : event.text();
      entries.add(Map.of("timestamp", event.millis(), "message", text));
    }
    return entries;
  }
}
