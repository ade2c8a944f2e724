package dev.junction.pipe.call;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.schema.Document;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A stream of a log group that is written to, and made when it is not there. Threads: any.
///
/// @param group the name of the group
/// @param name the name of the stream
public record LogStream(Region region, String group, String name, ServiceCaller caller) {

  /// A log event.
  public record Event(long millis, String text) {}

  /// The stream of a group that an ARN names.
  public static LogStream of(String groupArn, String name, ServiceCaller caller) {
    return new LogStream(LogTarget.region(groupArn), LogTarget.name(groupArn), name, caller);
  }

  /// Writes events that are in the order of their times.
  public CompletionStage<Outcome<Document>> put(List<Event> events) {
    return write(events)
        .thenCompose(
            outcome ->
                outcome instanceof Outcome.Rejected<Document>(ServiceError error)
                        && error.code().equals("ResourceNotFoundException")
                    ? create().thenCompose(_ -> write(events))
                    : CompletableFuture.completedFuture(outcome));
  }

  private CompletionStage<Outcome<Document>> write(List<Event> events) {
    return caller.call(
        "logs",
        "PutLogEvents",
        region,
        Map.of(
            "logGroupName", group, "logStreamName", name, "logEvents", LogTarget.entries(events)));
  }

  private CompletionStage<Outcome<Document>> create() {
    return caller.call(
        "logs", "CreateLogStream", region, Map.of("logGroupName", group, "logStreamName", name));
  }
}
