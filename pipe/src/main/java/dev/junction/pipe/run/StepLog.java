package dev.junction.pipe.run;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.pipes.CloudwatchLogsLogDestinationParameters;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.PipeLogConfigurationParameters;
import dev.junction.pipe.call.LogStream;
import dev.junction.pipe.call.ServiceCaller;
import dev.junction.pipe.domain.PipeAddress;
import dev.junction.pipe.domain.PipeLimits;
import dev.junction.wire.codec.json.TokenCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the steps of a pipe's executions are written: a stream of a log group, called as the pipe.
///
/// The records of an execution are written together at its end; those of one that a crash cut off
/// are lost, and so are those that the log does not take. Source: EventBridge User Guide,
/// "EventBridge Pipes log schema reference".
///
/// @param stream null when nothing is written
/// @param told whether somebody was told already that records were not taken
record StepLog(
    @Nullable LogStream stream,
    Step.Level level,
    boolean withData,
    String pipeArn,
    AtomicBoolean told) {

  private static final Logger LOG = LoggerFactory.getLogger(StepLog.class);

  static StepLog of(PipeAddress address, CreatePipeRequest settings, ServiceCaller caller) {
    PipeLogConfigurationParameters wanted = settings.logConfiguration();
    CloudwatchLogsLogDestinationParameters logs =
        wanted == null ? null : wanted.cloudwatchLogsLogDestination();
    Step.Level level = wanted == null ? Step.Level.OFF : Step.Level.valueOf(wanted.level());
    return new StepLog(
        logs == null || level == Step.Level.OFF
            ? null
            : LogStream.of(logs.logGroupArn(), address.name(), caller),
        level,
        wanted != null
            && wanted.includeExecutionData() != null
            && !wanted.includeExecutionData().isEmpty(),
        address.arn(),
        new AtomicBoolean());
  }

  private void tell(Object why) {
    if (told.compareAndSet(false, true)) {
      LOG.warn("{}: the log group did not take records: {}. This is said once.", pipeArn, why);
    }
  }

  /// The records of one execution.
  Records begin() {
    return new Records(this, UUID.randomUUID().toString());
  }

  /// What is known at a step beside its name; each of it may be null.
  record Details(
      @Nullable String payload,
      @Nullable String request,
      @Nullable String response,
      @Nullable ServiceError error) {
    static final Details NONE = new Details(null, null, null, null);

    static Details payload(String payload) {
      return new Details(payload, null, null, null);
    }

    static Details error(ServiceError error) {
      return new Details(null, null, null, error);
    }
  }

  /// The records of one execution until they are written. Threads: one at a time.
  static final class Records {
    private final StepLog log;
    private final String execution;
    private final List<LogStream.Event> events = new ArrayList<>();

    private Records(StepLog log, String execution) {
      this.log = log;
      this.execution = execution;
    }

    void add(Step step, Details details) {
      LogStream stream = log.stream();
      if (stream == null || step.level.compareTo(log.level()) > 0) {
        return;
      }
      long now = stream.caller().clock().millis();
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("resourceArn", log.pipeArn());
      record.put("timestamp", now);
      record.put("executionId", execution);
      record.put("messageType", step.title);
      record.put("logLevel", step.level.name());
      if (log.withData()) {
        List<String> cut = new ArrayList<>();
        put(record, cut, "payload", details.payload());
        put(record, cut, "awsRequest", details.request());
        put(record, cut, "awsResponse", details.response());
        if (!cut.isEmpty()) {
          record.put("truncatedFields", cut);
        }
      }
      ServiceError error = details.error();
      if (error != null) {
        record.put(
            "error",
            Map.of(
                "httpStatusCode",
                error.httpStatus(),
                "message",
                error.message(),
                "details",
                error.code()));
      }
      byte[] json = TokenCodec.AWS_JSON.encodeUntyped(record);
      events.add(new LogStream.Event(now, new String(json, StandardCharsets.UTF_8)));
    }

    private static void put(
        Map<String, Object> record, List<String> cut, String name, @Nullable String text) {
      if (text != null && text.length() > PipeLimits.LOGGED_CHARACTERS_MAX) {
        record.put(name, text.substring(0, PipeLimits.LOGGED_CHARACTERS_MAX));
        cut.add(name);
      } else if (text != null) {
        record.put(name, text);
      }
    }

    /// Writes them. What the log does not take has no effect on the execution.
    CompletableFuture<Boolean> write() {
      LogStream stream = log.stream();
      if (stream == null || events.isEmpty()) {
        return CompletableFuture.completedFuture(true);
      }
      return stream
          .put(List.copyOf(events))
          .toCompletableFuture()
          .handle(
              (outcome, failure) -> {
                if (failure != null) {
                  log.tell(failure);
                } else if (outcome instanceof Outcome.Rejected<?>(ServiceError error)) {
                  log.tell(error.code() + ": " + error.message());
                }
                return true;
              });
    }
  }
}
