package dev.junction.wire.protocol.constraint;

import dev.junction.kernel.ServiceError;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.Trait;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reports violations in the words of the older services' framework, which most of the query and
/// awsJson services use.
///
/// Source: answers of these services as seen in public bug reports, for example "1 validation error
/// detected: Value '' at 'streamName' failed to satisfy constraint: Member must have length greater
/// than or equal to 1".
public final class CoralReport implements ViolationReport {

  private static final int VALUE_CHARACTERS_MAX = 16 * 1024;

  private final Words words;

  /// What a service says in its own way.
  public interface Words {

    /// The values of an enumeration, in the order in which the service lists them.
    default List<String> values(Member member, List<String> modelled) {
      return modelled;
    }

    /// What a structure shows behind the members that the model has; empty for nothing.
    default String behind(Schema structure) {
      return "";
    }
  }

  public CoralReport() {
    this(new Words() {});
  }

  public CoralReport(Words words) {
    this.words = words;
  }

  @Override
  public ServiceError of(List<Violation> violations) {
    String count =
        violations.size() == 1 ? "1 validation error" : violations.size() + " validation errors";
    List<String> messages = violations.stream().map(this::message).toList();
    return ViolationReport.error(count + " detected: " + String.join("; ", messages), Map.of());
  }

  private String message(Violation violation) {
    return "Value "
        + value(violation)
        + " at '"
        + place(violation)
        + "' failed to satisfy constraint: Member must "
        + demand(violation);
  }

  private String value(Violation violation) {
    if (violation.value() == null) {
      return "null";
    }
    if (violation.member().isSensitive()) {
      return "'***'";
    }
    StringBuilder text = new StringBuilder();
    show(violation.value(), text);
    return "'" + text.substring(0, Math.min(text.length(), VALUE_CHARACTERS_MAX)) + "'";
  }

  /// As Java prints the values of generated classes; no more than a little beyond what is wanted of
  /// it, as a small input can have a long text.
  private void show(@Nullable Object value, StringBuilder text) {
    switch (value) {
      case Shape shape -> {
        Document document = Document.copyOf(shape);
        text.append(shape.schema().name()).append('(');
        String separator = "";
        for (Member member : shape.schema().members()) {
          text.append(separator).append(small(member.name())).append('=');
          show(member.isSensitive() ? "***" : document.get(member), text);
          separator = ", ";
        }
        text.append(words.behind(shape.schema())).append(')');
      }
      case List<?> list -> {
        text.append('[');
        String separator = "";
        for (Object element : list) {
          if (text.length() > VALUE_CHARACTERS_MAX) {
            return;
          }
          text.append(separator);
          show(element, text);
          separator = ", ";
        }
        text.append(']');
      }
      case null, default -> text.append(value);
    }
  }

  private static String small(String name) {
    return name.isEmpty() ? "" : Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  /// As in `records.1.member.data`: names start small and elements count from one.
  private static String place(Violation violation) {
    StringBuilder text = new StringBuilder();
    for (Object part : violation.path()) {
      text.append(text.isEmpty() ? "" : ".");
      if (part instanceof Integer index) {
        text.append(index + 1).append(".member");
      } else {
        text.append(small(part.toString()));
      }
    }
    return text.toString();
  }

  private String demand(Violation violation) {
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
      case Trait.Enumeration enumeration ->
          "satisfy enum value set: " + words.values(violation.member(), enumeration.values());
      case Trait.Marker.UNIQUE_ITEMS -> "have unique values";
      default -> "not be null";
    };
  }

  private static boolean isBelow(Violation violation, Trait.Range range) {
    return violation.value() instanceof Number number
        && range.min() != null
        && number.doubleValue() < Double.parseDouble(range.min());
  }
}
