package dev.junction.schedule.state;

import dev.junction.delivery.Attribute;
import dev.junction.delivery.Body;
import dev.junction.delivery.Care;
import dev.junction.delivery.Content;
import dev.junction.delivery.DeliveryModule;
import dev.junction.delivery.Fanout;
import dev.junction.delivery.Recipient;
import dev.junction.delivery.Source;
import dev.junction.delivery.trace.Hop;
import dev.junction.delivery.trace.HopRing;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.kernel.ServiceError;
import dev.junction.schedule.domain.Keywords;
import dev.junction.schedule.domain.ScheduleAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What schedules put into queues: messages for targets that are queues, and dead letters. Threads:
/// the partition's.
///
/// Source: EventBridge Scheduler User Guide, "Configuring a schedule's dead-letter queue", for the
/// attributes of dead letters; their body is the input.
final class Letters {

  private final PartitionContext context;
  private final DeliveryModule deliveries;
  private final Fanout fanout;
  private final ScheduleTraffic traffic;

  Letters(PartitionContext context, DeliveryModule deliveries, ScheduleTraffic traffic) {
    this.traffic = traffic;
    this.context = context;
    this.deliveries = deliveries;
    fanout = deliveries.fanout(context);
  }

  /// Puts the input of an execution into the queue that is its target.
  void send(Transaction<Schedules> tx, Execution execution, @Nullable String groupId) {
    String letters = execution.limits().letters();
    Optional<Recipient> queue =
        deliveries.recipient(context, execution.target(), execution.id(), false, letters);
    if (queue.isEmpty()) {
      throw new IllegalStateException("No queue: " + execution.target());
    }
    Map<String, String> notes = notes(execution);
    notes.put(Care.ERROR_CODE, "");
    Care care = new Care(null, groupId, notes, 0);
    fanout.add(queue.get().with(care), 0);
    deliveries.dispatch(tx, content(tx, execution, List.of()), fanout);
  }

  /// Notes what became of an execution.
  void note(
      Transaction<Schedules> tx,
      Execution execution,
      Hop.Kind kind,
      String where,
      @Nullable String detail) {
    HopRing ring = deliveries.traces().in(tx);
    if (ring != null) {
      UUID name = execution.name();
      ring.add(name, 0, name, kind, tx.now().toEpochMilli(), 0, where, detail);
    }
  }

  /// Puts an execution that is given up into its dead-letter queue; nothing without one.
  ///
  /// @param condition which limit of its retries was reached, or null
  void bury(
      Transaction<Schedules> tx,
      Execution execution,
      ServiceError error,
      @Nullable String condition) {
    String letters = execution.limits().letters();
    Optional<Recipient> queue =
        letters == null
            ? Optional.empty()
            : deliveries.recipient(context, letters, execution.id(), true, null);
    traffic.countGivenUp(queue.isPresent());
    if (queue.isEmpty()) {
      return;
    }
    Map<String, String> notes = notes(execution);
    notes.put(Care.ERROR_CODE, error.codeForQuery());
    notes.put("ERROR_MESSAGE", error.message());
    if (condition != null) {
      notes.put("EXHAUSTED_RETRY_CONDITION", condition);
    }
    List<Attribute> attributes =
        notes.entrySet().stream()
            .filter(note -> !note.getValue().isEmpty())
            .map(note -> Attribute.text(note.getKey(), "String", note.getValue()))
            .toList();
    fanout.add(queue.get(), 0);
    deliveries.dispatch(tx, content(tx, execution, attributes), fanout);
  }

  private static Map<String, String> notes(Execution execution) {
    Map<String, String> notes = new TreeMap<>();
    notes.put("EXECUTION_ID", execution.id());
    // An input is never cut.
    notes.put("IS_PAYLOAD_TRUNCATED", "false");
    notes.put("RETRY_ATTEMPTS", String.valueOf(execution.failures()));
    notes.put("SCHEDULE_ARN", ScheduleAddress.ofKey(execution.schedule()).arn());
    notes.put("SCHEDULED_TIME", Keywords.text(Instant.ofEpochMilli(execution.plannedMillis())));
    notes.put("TARGET_ARN", execution.target());
    return notes;
  }

  private Content content(
      Transaction<Schedules> tx, Execution execution, List<Attribute> attributes) {
    ScheduleAddress schedule = ScheduleAddress.ofKey(execution.schedule());
    String text = execution.keywords(schedule).fill(execution.input());
    return new Content(
            new Source(execution.role(), schedule.arn(), schedule.group().account().value()),
            List.of(Body.fixed(text.getBytes(StandardCharsets.UTF_8))),
            attributes,
            null,
            Map.of(),
            null,
            null)
        .marked(deliveries.traces().mark(null, execution.name(), tx.now().toEpochMilli()));
  }
}
