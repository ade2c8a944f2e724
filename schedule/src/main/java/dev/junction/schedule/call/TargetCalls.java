package dev.junction.schedule.call;

import dev.junction.engine.Engine;
import dev.junction.engine.PartitionService;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.kernel.TraceContext;
import dev.junction.schedule.domain.GroupAddress;
import dev.junction.schedule.domain.Retries;
import dev.junction.schedule.domain.ScheduleAddress;
import dev.junction.schedule.domain.TargetRoute;
import dev.junction.schedule.state.Execution;
import dev.junction.schedule.state.Executions;
import dev.junction.schedule.state.Schedules;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.Caller;
import dev.junction.wire.protocol.CommonErrors;
import dev.junction.wire.protocol.ServiceCalls;
import dev.junction.wire.protocol.ServiceEndpoint;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.OperationSchema;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What calls the operations that targets are, as the role of the schedule.
///
/// Durability: a call begins when the planned time that it is for is durable as an execution, and
/// its end is made durable; a crash between them calls again. Threads: any.
public final class TargetCalls implements AutoCloseable {

  private static final long AGAIN_MILLIS = 200;

  private final Engine engine;
  private final PartitionService<Schedules> service;
  private final ServiceCalls services;
  private final String endpoint;
  private volatile boolean closed;

  /// @param endpoint what URLs in answers begin with
  public TargetCalls(
      Engine engine, PartitionService<Schedules> service, ServiceCalls services, String endpoint) {
    this.engine = engine;
    this.service = service;
    this.services = services;
    this.endpoint = endpoint;
  }

  /// Begins what may begin on a partition.
  public void begin(int partition) {
    if (closed) {
      return;
    }
    var _ =
        engine
            .submit(
                partition,
                service,
                (schedules, tx) -> Outcome.accepted(schedules.executions().take(tx)))
            .thenAccept(
                outcome -> {
                  switch (outcome) {
                    case Outcome.Accepted<List<Executions.Attempt>>(var attempts) ->
                        attempts.forEach(attempt -> begin(partition, attempt));
                    case Outcome.Rejected<?> _ -> later(() -> begin(partition));
                  }
                });
  }

  private void begin(int partition, Executions.Attempt attempt) {
    var _ =
        answer(attempt.execution())
            .thenAccept(
                outcome ->
                    end(
                        partition,
                        attempt,
                        outcome instanceof Outcome.Rejected<?>(ServiceError error) ? error : null));
  }

  private void end(int partition, Executions.Attempt attempt, @Nullable ServiceError error) {
    if (closed) {
      return;
    }
    var _ =
        engine
            .submit(
                partition,
                service,
                (schedules, tx) ->
                    Outcome.accepted(schedules.executions().ended(tx, attempt, error)))
            .thenAccept(
                outcome -> {
                  switch (outcome) {
                    case Outcome.Accepted<Boolean>(Boolean more) -> {
                      if (more) {
                        begin(partition);
                      }
                    }
                    case Outcome.Rejected<?> _ -> later(() -> end(partition, attempt, error));
                  }
                });
  }

  private void later(Runnable what) {
    if (!closed) {
      CompletableFuture.delayedExecutor(AGAIN_MILLIS, TimeUnit.MILLISECONDS).execute(what);
    }
  }

  private CompletionStage<Outcome<Document>> answer(Execution execution) {
    if (!(TargetRoute.of(execution.target()).orElse(null) instanceof TargetRoute.Operation route)) {
      return refused(CommonErrors.validation(execution.target() + " is not a target"));
    }
    Optional<ServiceEndpoint> found = services.find(route.service());
    OperationSchema operation = found.isEmpty() ? null : found.get().callable(route.operation());
    if (found.isEmpty() || operation == null) {
      return refused(CommonErrors.notImplemented(route.service(), route.operation()));
    }
    try {
      Document input = TargetInput.of(execution, route, operation);
      return found
          .get()
          .invoke(call(execution), route.operation(), input)
          .thenApply(TargetCalls::whole);
    } catch (MalformedInput malformed) {
      return refused(CommonErrors.serialization(malformed.text()));
    }
  }

  /// An answer that says that an entry of the call failed is no success.
  private static Outcome<Document> whole(Outcome<Document> outcome) {
    if (outcome instanceof Outcome.Accepted<Document>(Document answer)
        && answer.schema().members().stream().anyMatch(m -> m.name().equals("FailedEntryCount"))
        && answer.get("FailedEntryCount") instanceof Integer count
        && count > 0) {
      return Outcome.rejected(firstFailure(answer));
    }
    return outcome;
  }

  /// What the answer says of the first entry that failed.
  private static ServiceError firstFailure(Document answer) {
    for (String list : List.of("Entries", "FailedEntries")) {
      if (answer.schema().find(list) != null && answer.get(list) instanceof List<?> entries) {
        for (Object each : entries) {
          if (each instanceof Document entry && entry.get("ErrorCode") instanceof String code) {
            String message = entry.get("ErrorMessage") instanceof String text ? text : code;
            return Retries.isServers(code)
                ? ServiceError.server(code, 500, message)
                : ServiceError.client(code, 400, message);
          }
        }
      }
    }
    return ServiceError.server("InternalFailure", 500, "The service did not take every entry.");
  }

  private Call call(Execution execution) {
    GroupAddress group = ScheduleAddress.ofKey(execution.schedule()).group();
    return new Call(
        execution.id(),
        new Caller(group.account(), execution.role(), group.account().value(), ""),
        group.region(),
        endpoint,
        Call.Departure.NEVER,
        TraceContext.of(execution.name()).deeper());
  }

  private static CompletionStage<Outcome<Document>> refused(ServiceError error) {
    return CompletableFuture.completedFuture(Outcome.rejected(error));
  }

  /// Begins nothing more; what has not ended is called again after the next start.
  @Override
  public void close() {
    closed = true;
  }
}
