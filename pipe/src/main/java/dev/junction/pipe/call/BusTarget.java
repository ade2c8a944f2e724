package dev.junction.pipe.call;

import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.kernel.ServiceError;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.PipeTargetEventBridgeEventBusParameters;
import dev.junction.models.pipes.PipeTargetParameters;
import dev.junction.pipe.domain.DynamicText;
import dev.junction.pipe.domain.EventTime;
import dev.junction.pipe.domain.PipeErrors;
import dev.junction.pipe.domain.PipeLimits;
import dev.junction.wire.schema.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Event buses as targets: the payload is the detail of an event.
///
/// Without parameters the source is `Pipe NAME` and the type `Event from aws:sqs`, as sample events
/// of real pipes in public repositories have it; the documentation does not say. Source:
/// EventBridge User Guide, "Amazon EventBridge Pipes targets": a bus in the same account and
/// Region, the payload as detail; API reference, PipeTargetEventBridgeEventBusParameters.
public final class BusTarget implements PipeTarget {

  private static final String FIELD = "TargetParameters.EventBridgeEventBusParameters";

  @Override
  public String title() {
    return "Amazon EventBridge event buses";
  }

  @Override
  public boolean serves(Arn arn) {
    return arn.service().equals("events") && arn.resource().startsWith("event-bus/");
  }

  @Override
  public int batchMax() {
    return 10;
  }

  @Override
  public Set<String> parameters() {
    return Set.of("EventBridgeEventBusParameters");
  }

  @Override
  public Outcome<CreatePipeRequest> check(
      CreatePipeRequest settings, @Nullable PipeTargetParameters parameters) {
    if (!isBesideSource(settings)) {
      return Outcome.rejected(
          PipeErrors.invalid(
              "Target", "The event bus must be in the pipe's own account and Region."));
    }
    PipeTargetEventBridgeEventBusParameters bus =
        parameters == null ? null : parameters.eventBridgeEventBusParameters();
    if (bus == null) {
      return Outcome.accepted(settings);
    }
    Outcome<DynamicText> read =
        text(bus.detailType(), ".DetailType")
            .then(_ -> text(bus.source(), ".Source"))
            .then(_ -> text(bus.time(), ".Time"));
    List<String> resources = bus.resources() == null ? List.of() : bus.resources();
    for (String resource : resources) {
      read = read.then(_ -> text(resource, ".Resources"));
    }
    return read.map(_ -> settings);
  }

  /// Sources are in the pipe's own account and Region.
  private static boolean isBesideSource(CreatePipeRequest settings) {
    Arn bus = Arn.parse(settings.target()).orElseThrow();
    return Arn.parse(settings.source())
        .filter(source -> source.account().equals(bus.account()))
        .filter(source -> source.region().equals(bus.region()))
        .isPresent();
  }

  private static Outcome<DynamicText> text(@Nullable String text, String member) {
    return DynamicText.read(text == null ? "" : text, FIELD + member);
  }

  /// The parameters of one pipe's bus.
  private record Wanted(
      String bus,
      DynamicText source,
      DynamicText detailType,
      @Nullable DynamicText time,
      List<DynamicText> resources,
      @Nullable String endpointId) {}

  @Override
  public TargetCall open(CreatePipeRequest settings, String pipeArn, ServiceCaller caller) {
    PipeTargetParameters parameters = settings.targetParameters();
    PipeTargetEventBridgeEventBusParameters given =
        parameters == null ? null : parameters.eventBridgeEventBusParameters();
    PipeTargetEventBridgeEventBusParameters bus =
        given == null ? PipeTargetEventBridgeEventBusParameters.builder().build() : given;
    List<String> resources = bus.resources() == null ? List.of() : bus.resources();
    String time = bus.time();
    Wanted wanted =
        new Wanted(
            settings.target(),
            orDefault(bus.source(), "Pipe " + settings.name()),
            orDefault(bus.detailType(), "Event from aws:sqs"),
            time == null ? null : DynamicText.stored(time),
            resources.stream().map(DynamicText::stored).toList(),
            bus.endpointId());
    Region region = new Region(Arn.parse(settings.target()).orElseThrow().region());
    boolean ordered = Portions.isOrdered(settings);
    return payloads ->
        Portions.inTurn(
            Portions.split(
                payloads.stream().map(payload -> entry(wanted, payload)).toList(),
                BusTarget::bytes,
                PipeLimits.BUS_BYTES_MAX),
            ordered,
            entries -> {
              Map<String, Object> input = new HashMap<>();
              input.put("Entries", entries);
              if (wanted.endpointId() != null) {
                input.put("EndpointId", wanted.endpointId());
              }
              return caller
                  .call("events", "PutEvents", region, input, payloads)
                  .thenApply(outcome -> results(entries.size(), outcome));
            });
  }

  /// Source: EventBridge User Guide, "Calculating PutEvents event entry size".
  private static long bytes(Map<String, Object> entry) {
    long bytes = entry.containsKey("Time") ? PipeLimits.BUS_TIME_BYTES : 0;
    for (String name : List.of("Source", "DetailType", "Detail")) {
      bytes += entry.get(name) instanceof String text ? Portions.bytes(text) : 0;
    }
    if (entry.get("Resources") instanceof List<?> resources) {
      for (Object resource : resources) {
        bytes += Portions.bytes(String.valueOf(resource));
      }
    }
    return bytes;
  }

  private static DynamicText orDefault(@Nullable String text, String otherwise) {
    return DynamicText.stored(text == null || text.isEmpty() ? otherwise : text);
  }

  private static Map<String, Object> entry(Wanted wanted, Payload payload) {
    Map<String, Object> entry = new HashMap<>();
    entry.put("EventBusName", wanted.bus());
    entry.put("Detail", payload.text());
    // An entry without them is refused by the bus, each for itself.
    put(entry, "Source", wanted.source().of(payload.event()));
    put(entry, "DetailType", wanted.detailType().of(payload.event()));
    String time = wanted.time() == null ? null : wanted.time().of(payload.event());
    Double seconds = time == null ? null : EventTime.seconds(time);
    if (seconds != null) {
      entry.put("Time", seconds);
    }
    List<String> resources = new ArrayList<>();
    for (DynamicText resource : wanted.resources()) {
      String value = resource.of(payload.event());
      if (value != null) {
        resources.add(value);
      }
    }
    entry.put("Resources", resources);
    put(entry, "TraceHeader", payload.traceHeader());
    return entry;
  }

  private static void put(Map<String, Object> entry, String name, @Nullable String value) {
    if (value != null) {
      entry.put(name, value);
    }
  }

  private static List<Optional<ServiceError>> results(int count, Outcome<Document> outcome) {
    if (!(outcome instanceof Outcome.Accepted<Document>(Document answer))) {
      return TargetCall.all(count, TargetCall.error(outcome));
    }
    List<Optional<ServiceError>> results = new ArrayList<>();
    if (answer.get("Entries") instanceof List<?> entries) {
      for (Object each : entries) {
        Document entry = (Document) each;
        Object code = entry.get("ErrorCode");
        results.add(
            code == null
                ? Optional.empty()
                : Optional.of(BatchAnswers.error(code, String.valueOf(entry.get("ErrorMessage")))));
      }
    }
    return results.size() == count
        ? results
        : TargetCall.all(
            count,
            Optional.of(ServiceError.server("InternalFailure", 500, "The bus answered oddly.")));
  }
}
