package dev.junction.bus.operation;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.domain.BusErrors;
import dev.junction.bus.domain.EventPatterns;
import dev.junction.expression.pattern.EventObject;
import dev.junction.expression.pattern.EventReader;
import dev.junction.kernel.Outcome;
import dev.junction.models.events.TestEventPatternRequest;
import dev.junction.models.events.TestEventPatternResponse;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// Tells whether an event matches a pattern. Source: EventBridge API reference, TestEventPattern,
/// with the fields that an event has to have; `resources` is named there too, but the real service
/// takes events without it, as LocalStack recorded (`event_pattern_templates`).
public final class TestEventPattern {

  private static final List<String> REQUIRED =
      List.of("id", "account", "source", "time", "region", "detail-type");

  private TestEventPattern() {}

  public static CompletionStage<Outcome<TestEventPatternResponse>> run(
      TestEventPatternRequest input) {
    EventObject event = EventReader.read(input.event());
    if (event == null) {
      return BusAccess.done(Outcome.rejected(BusErrors.invalid("Parameter Event is not valid.")));
    }
    for (String field : REQUIRED) {
      if (event.get(field) == null) {
        return BusAccess.done(
            Outcome.rejected(BusErrors.invalid("Event", "The event has no field " + field + ".")));
      }
    }
    return BusAccess.done(
        EventPatterns.read(input.eventPattern())
            .map(
                pattern ->
                    TestEventPatternResponse.builder().result(pattern.matches(event)).build()));
  }
}
