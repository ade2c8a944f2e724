package dev.junction.wire.protocol.constraint;

import dev.junction.kernel.ServiceError;
import dev.junction.wire.schema.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reports violations in the words of the Smithy server framework, as newer services do.
///
/// Source: Smithy protocol tests, `restJson1/validation`; Smithy, `smithy.framework`.
public final class SmithyReport implements ViolationReport {

  @Override
  public ServiceError of(List<Violation> violations) {
    List<Map<String, String>> fields = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    for (Violation violation : violations) {
      String message = message(violation);
      messages.add(message);
      fields.add(Map.of("path", violation.pointer(), "message", message));
    }
    String count =
        violations.size() == 1 ? "1 validation error" : violations.size() + " validation errors";
    return ViolationReport.error(
        count + " detected. " + String.join("; ", messages), Map.of("fieldList", fields));
  }

  private static String message(Violation violation) {
    String value =
        violation.constraint() instanceof Trait.Length
            ? "Value with length " + violation.length()
            : "Value";
    return value
        + " at '"
        + violation.pointer()
        + "' failed to satisfy constraint: Member must "
        + demand(violation.constraint());
  }

  private static String demand(Trait constraint) {
    return switch (constraint) {
      case Trait.Length(long min, long max) when max == Trait.Length.UNBOUNDED ->
          "have length greater than or equal to " + min;
      case Trait.Length(long min, long max) when min == 0 ->
          "have length less than or equal to " + max;
      case Trait.Length(long min, long max) ->
          "have length between " + min + " and " + max + ", inclusive";
      case Trait.Range range when range.max() == null ->
          "be greater than or equal to " + range.min();
      case Trait.Range range when range.min() == null -> "be less than or equal to " + range.max();
      case Trait.Range range -> "be between " + range.min() + " and " + range.max() + ", inclusive";
      case Trait.Pattern pattern -> "satisfy regular expression pattern: " + pattern.regex();
      case Trait.Enumeration enumeration -> "satisfy enum value set: " + enumeration.values();
      case Trait.Marker.UNIQUE_ITEMS -> "have unique values";
      default -> "not be null";
    };
  }
}
