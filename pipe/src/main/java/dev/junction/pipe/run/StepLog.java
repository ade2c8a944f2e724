package dev.junction.pipe.run;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.pipes.CloudwatchLogsLogDestinationParameters;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.PipeLogConfigurationParameters;
import dev.junction.pipe.call.LogStream;
import dev.junction.pipe.call.Portions;
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
/// are lost, and so are those that the log does not take. Source: EventBridge User Guide, "Logging
/// Amazon EventBridge Pipes performance" and "EventBridge Pipes log schema reference".
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
  private static final String PAYLOAD = "payload";
  private static final String REQUEST = "awsRequest";
  private static final String RESPONSE = "awsResponse";
  private static final int TRUNCATED_FIELDS_BYTES = 80;

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
  ///
  /// @param service who answered with the error, as in `sqs`
  record Details(
      @Nullable String payload,
      @Nullable String request,
      @Nullable String response,
      @Nullable ServiceError error,
      @Nullable String service) {
    static final Details NONE = new Details(null, null, null, null, null);

    static Details payload(String payload) {
      return new Details(payload, null, null, null, null);
    }

    static Details error(ServiceError error) {
      return new Details(null, null, null, error, null);
    }

    /// What an enrichment or a target was asked, and what came of it.
    static Details exchange(String request, @Nullable String response) {
      return new Details(null, request, response, null, null);
    }

    static Details failedExchange(String request, ServiceError error, String service) {
      return new Details(null, request, null, error, service);
    }
  }

  /// The record as JSON. When it is too long, fields are cut at their ends, the next one when
  /// nothing is left of the one before.
  static String fitting(Map<String, Object> record) {
    byte[] json = TokenCodec.AWS_JSON.encodeUntyped(record);
    List<String> cut = new ArrayList<>();
    for (String field : List.of(PAYLOAD, REQUEST, RESPONSE)) {
      int tooMany = json.length - PipeLimits.LOG_RECORD_BYTES_MAX;
      if (tooMany > 0 && record.get(field) instanceof String text) {
        cut.add(field);
        record.put("truncatedFields", List.copyOf(cut));
        // Each character is a byte at least; the list of fields takes some, too.
        int end = Math.max(0, text.length() - tooMany - TRUNCATED_FIELDS_BYTES);
        boolean isSplit = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        record.put(field, text.substring(0, isSplit ? end - 1 : end));
        json = TokenCodec.AWS_JSON.encodeUntyped(record);
      }
    }
    return new String(json, StandardCharsets.UTF_8);
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
        put(record, PAYLOAD, details.payload());
        put(record, REQUEST, details.request());
        put(record, RESPONSE, details.response());
      }
      ServiceError error = details.error();
      if (error != null) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("httpStatusCode", error.httpStatus());
        shown.put("message", error.message());
        shown.put("details", error.code());
        put(shown, "awsService", details.service());
        record.put("error", shown);
      }
      events.add(new LogStream.Event(now, fitting(record)));
    }

    private static void put(Map<String, Object> record, String name, @Nullable String text) {
      if (text != null) {
        record.put(name, text);
      }
    }

    /// Writes them. What the log does not take has no effect on the execution.
    CompletableFuture<Boolean> write() {
      LogStream stream = log.stream();
      if (stream == null || events.isEmpty()) {
        return CompletableFuture.completedFuture(true);
      }
      CompletableFuture<Boolean> written = CompletableFuture.completedFuture(true);
      for (List<LogStream.Event> some :
          Portions.split(
              events,
              event ->
                  event.text().getBytes(StandardCharsets.UTF_8).length + PipeLimits.LOG_EVENT_BYTES,
              PipeLimits.LOG_BYTES_MAX)) {
        written = written.thenCompose(_ -> write(stream, some));
      }
      return written;
    }

    private CompletableFuture<Boolean> write(LogStream stream, List<LogStream.Event> some) {
      return stream
          .put(some)
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
