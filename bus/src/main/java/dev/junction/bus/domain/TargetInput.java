package dev.junction.bus.domain;

import dev.junction.expression.path.JsonPath;
import dev.junction.kernel.Outcome;
import dev.junction.models.events.InputTransformer;
import dev.junction.models.events.Target;
import java.util.Map;
import java.util.Objects;

/// What a target gets of an event.
public sealed interface TargetInput {

  /// The whole event.
  record Whole() implements TargetInput {}

  /// The same for every event.
  record Constant(String text) implements TargetInput {}

  /// A part of the event.
  record Part(JsonPath path) implements TargetInput {}

  /// What a template makes of it.
  record Made(InputTemplate template) implements TargetInput {}

  TargetInput WHOLE = new Whole();

  /// Reads what a target wants.
  static Outcome<TargetInput> of(Target target) {
    int given =
        (target.input() == null ? 0 : 1)
            + (target.inputPath() == null ? 0 : 1)
            + (target.inputTransformer() == null ? 0 : 1);
    String id = target.id();
    if (given > 1) {
      return Outcome.rejected(
          BusErrors.invalid(
              "Only one of Input, InputPath, or InputTransformer must be provided for target "
                  + id
                  + "."));
    }
    if (target.input() != null) {
      return InputTemplate.isJson(target.input())
          ? Outcome.accepted(new Constant(target.input()))
          : Outcome.rejected(
              BusErrors.invalid("JSON syntax error in input for target " + id + "."));
    }
    if (target.inputPath() != null) {
      return JsonPath.parse(target.inputPath())
          .<Outcome<TargetInput>>map(path -> Outcome.accepted(new Part(path)))
          .orElseGet(
              () ->
                  Outcome.rejected(BusErrors.invalid("Invalid InputPath for target " + id + ".")));
    }
    InputTransformer transformer = target.inputTransformer();
    if (transformer == null) {
      return Outcome.accepted(WHOLE);
    }
    Map<String, String> paths = Objects.requireNonNullElse(transformer.inputPathsMap(), Map.of());
    return switch (InputTemplate.read(transformer.inputTemplate(), paths)) {
      case InputTemplate.Reading.Read(InputTemplate template) ->
          Outcome.accepted(new Made(template));
      case InputTemplate.Reading.Faulty(String reason) ->
          Outcome.rejected(
              BusErrors.invalid("InputTemplate for target " + id + " " + reason + "."));
    };
  }
}
