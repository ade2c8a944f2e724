package dev.junction.expression.filter;

import dev.junction.expression.pattern.EventArray;
import dev.junction.expression.pattern.EventNode;
import dev.junction.expression.pattern.EventObject;
import dev.junction.expression.pattern.EventReader;
import dev.junction.expression.pattern.Scalar;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What filter policies see of a message.
///
/// @param attributes the message attributes, by name
/// @param body the message's text, as published
public record FilterMessage(Map<String, Attribute> attributes, String body) {

  /// One message attribute.
  ///
  /// @param type its data type, as in `String.Array`
  /// @param value its string value; empty for binary ones, which no policy sees
  public record Attribute(String type, String value) {}

  /// The attributes as fields of an event.
  ///
  /// Only String, String.Array and Number count. Quotation marks and backslashes are seen as JSON
  /// writes them, so policies must escape them twice. Source: SNS Developer Guide, "Filter policy
  /// constraints", attribute-based filtering.
  EventObject attributeFields() {
    EventObject event = new EventObject();
    attributes.forEach(
        (name, attribute) -> {
          EventNode node =
              switch (attribute.type()) {
                case "String" -> Scalar.text(escaped(attribute.value()));
                case "Number" -> Scalar.number(attribute.value().strip());
                case "String.Array", "Number.Array" -> elements(attribute.value());
                default -> null;
              };
          if (node != null) {
            event.put(name, node);
          }
        });
    return event;
  }

  private static @Nullable EventNode elements(String value) {
    EventArray array = EventReader.readArray(value);
    return array == null
        ? null
        : new EventArray(array.elements().stream().map(FilterMessage::element).toList());
  }

  private static EventNode element(EventNode node) {
    return node instanceof Scalar scalar ? scalar.mapText(FilterMessage::escaped) : node;
  }

  private static String escaped(String text) {
    return text.indexOf('"') < 0 && text.indexOf('\\') < 0
        ? text
        : text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
