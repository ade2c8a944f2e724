package dev.junction.wire.protocol.constraint;

import dev.junction.kernel.ServiceError;
import dev.junction.wire.schema.Trait;
import java.util.List;
import java.util.Map;

/// Reports violations in the words of the older services' framework, which most of the query and
/// awsJson services use.
///
/// Source: answers of these services as seen in public bug reports, for example "1 validation error
/// detected: Value '' at 'streamName' failed to satisfy constraint: Member must have length greater
/// than or equal to 1".
public final class CoralReport implements ViolationReport {

  private static final int VALUE_CHARACTERS_MAX = 1024;

  @Override
  public ServiceError of(List<Violation> violations) {
    String count =
        violations.size() == 1 ? "1 validation error" : violations.size() + " validation errors";
    List<String> messages = violations.stream().map(CoralReport::message).toList();
    return ViolationReport.error(count + " detected: " + String.join("; ", messages), Map.of());
  }

  private static String message(Violation violation) {
    return "Value "
        + value(violation)
        + " at '"
        + place(violation)
        + "' failed to satisfy constraint: Member must "
        + demand(violation);
  }

  private static String value(Violation violation) {
    if (violation.value() == null) {
      return "null";
    }
    if (violation.member().isSensitive()) {
      return "'***'";
    }
    String text = String.valueOf(violation.value());
    return "'" + text.substring(0, Math.min(text.length(), VALUE_CHARACTERS_MAX)) + "'";
  }

  /// As in `records.1.member.data`: names start small and elements count from one.
  private static String place(Violation violation) {
    StringBuilder text = new StringBuilder();
    for (Object part : violation.path()) {
      text.append(text.isEmpty() ? "" : ".");
      if (part instanceof Integer index) {
        text.append(index + 1).append(".member");
      } else {
        String name = part.toString();
        text.append(name.isEmpty() ? "" : Character.toLowerCase(name.charAt(0)));
        text.append(name.isEmpty() ? "" : name.substring(1));
      }
    }
    return text.toString();
  }

  private static String demand(Violation violation) {
    return switch (violation.constraint()) {
      case Trait.Length(long min, long max) ->
          violation.length() < min
              ? "have length greater than or equal to " + min
              : "have length less than or equal to " + max;
      case Trait.Range range ->
          isBelow(violation, range)
              ? "have value greater than or equal to " + range.min()
              : "have value less than or equal to " + range.max();
      case Trait.Pattern pattern -> "satisfy regular expression pattern: " + pattern.regex();
      case Trait.Enumeration enumeration -> "satisfy enum value set: " + enumeration.values();
      case Trait.Marker.UNIQUE_ITEMS -> "have unique values";
      default -> "not be null";
    };
  }

  private static boolean isBelow(Violation violation, Trait.Range range) {
    return range.min() != null
        && violation.value() instanceof Number number
        && number.doubleValue() < range.min().doubleValue();
  }
}
