package dev.junction.schema.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The schema of a type of event that was inferred from events.
///
/// Pure. Source: EventBridge User Guide, "Creating a schema from event JSON": the names `AWSEvent`
/// and that of the detail, the `x-amazon-events-…` members, the formats.
///
/// @param source the source of the events; empty for what is no event of a bus
/// @param detailType their detail type; empty likewise
/// @param shape what they look like
/// @param account the account that they come from; empty when it is not known
public record EventSchema(String source, String detailType, Shape shape, String account) {

  static final String ROOT = "AWSEvent";

  private static final String REFERENCE = "#/components/schemas/";

  /// The schema of one event; null when the text is no JSON object.
  public static @Nullable EventSchema of(String event) {
    Map<String, @Nullable Object> object = Json.object(event);
    if (object == null) {
      return null;
    }
    boolean ofBus =
        object.get("source") instanceof String
            && object.get("detail-type") instanceof String
            && object.containsKey("detail");
    String source = ofBus ? String.valueOf(object.get("source")) : "";
    String detailType = ofBus ? String.valueOf(object.get("detail-type")) : "";
    String account = object.get("account") instanceof String text ? text : "";
    return new EventSchema(source, detailType, Shape.of(object), account);
  }

  /// Reads an inferred schema again, as OpenAPI 3.
  public static EventSchema read(String openApi) {
    return KnownShape.read(openApi);
  }

  /// The schema of events of either.
  public EventSchema together(EventSchema other) {
    return new EventSchema(source, detailType, Shape.together(shape, other.shape), "");
  }

  /// Whether it is of events of a bus.
  public boolean isOfBus() {
    return !detailType.isEmpty() && !source.isEmpty();
  }

  /// Whether it is of an event of this account.
  public boolean isOf(String wanted) {
    return account.equals(wanted);
  }

  /// What discoverers call it, as in `aws.ec2@EC2InstanceStateChangeNotification`.
  public String name() {
    return source.replaceAll("[^A-Za-z0-9._-]", "-") + "@" + pascal(detailType);
  }

  /// A name of letters and digits, each word with a capital.
  static String pascal(String text) {
    StringBuilder name = new StringBuilder();
    boolean begins = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c < 128 && Character.isLetterOrDigit(c);
      if (plain) {
        name.append(begins ? Character.toUpperCase(c) : c);
      }
      begins = !plain;
    }
    return name.isEmpty() ? "Event" : name.toString();
  }

  /// As OpenAPI 3.
  public String openApi() {
    Components components = new Components();
    Map<String, @Nullable Object> root = components.structure(structure(), detailName());
    if (isOfBus()) {
      Map<String, @Nullable Object> marked = new LinkedHashMap<>();
      marked.put("type", "object");
      marked.put("required", root.get("required"));
      marked.put("x-amazon-events-detail-type", detailType);
      marked.put("x-amazon-events-source", source);
      marked.put("properties", root.get("properties"));
      root = marked;
    }
    Map<String, @Nullable Object> schemas = new LinkedHashMap<>();
    schemas.put(ROOT, root);
    schemas.putAll(components.byName);
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.0.0");
    Map<String, @Nullable Object> about = new LinkedHashMap<>();
    about.put("version", "1.0.0");
    about.put("title", isOfBus() ? detailName() : ROOT);
    document.put("info", about);
    document.put("paths", new LinkedHashMap<String, @Nullable Object>());
    Map<String, @Nullable Object> holder = new LinkedHashMap<>();
    holder.put("schemas", schemas);
    document.put("components", holder);
    return Json.text(document);
  }

  /// As JSON Schema, draft 4.
  public String jsonSchema() {
    return Export.jsonSchema(openApi());
  }

  private Shape.Structure structure() {
    return shape instanceof Shape.Structure structure
        ? structure
        : new Shape.Structure(Map.of(), Set.of());
  }

  private String detailName() {
    String name = isOfBus() ? pascal(detailType) : "Event";
    return name.toLowerCase(Locale.ROOT).equals(ROOT.toLowerCase(Locale.ROOT))
        ? name + "Detail"
        : name;
  }

  /// The named structures of a document.
  private static final class Components {
    private final Map<String, @Nullable Object> byName = new LinkedHashMap<>();
    private final Set<String> taken = new LinkedHashSet<>(List.of(ROOT));

    /// An object whose own objects are named.
    ///
    /// @param detailName what a member `detail` is called; null below the root
    private Map<String, @Nullable Object> structure(
        Shape.Structure structure, @Nullable String detailName) {
      Map<String, @Nullable Object> properties = new LinkedHashMap<>();
      structure
          .members()
          .forEach(
              (name, member) -> {
                String wanted =
                    detailName != null && name.equals("detail") ? detailName : pascal(name);
                properties.put(name, value(member, wanted));
              });
      Map<String, @Nullable Object> written = new LinkedHashMap<>();
      written.put("type", "object");
      if (!structure.required().isEmpty()) {
        written.put("required", new ArrayList<>(structure.required()));
      }
      written.put("properties", properties);
      return written;
    }

    private Map<String, @Nullable Object> value(Shape shape, String wantedName) {
      Map<String, @Nullable Object> written = new LinkedHashMap<>();
      switch (shape) {
        case Shape.Anything _, Shape.Unknown _ -> {}
        case Shape.Scalar(Shape.Kind kind) -> {
          written.put("type", kind.type());
          if (kind.format() != null) {
            written.put("format", kind.format());
          }
        }
        case Shape.Array(Shape element) -> {
          written.put("type", "array");
          written.put("items", value(element, wantedName + "Item"));
        }
        case Shape.Structure structure -> {
          String name = wantedName;
          for (int i = 1; !taken.add(name); i++) {
            name = wantedName + "_" + i;
          }
          byName.put(name, null);
          byName.put(name, structure(structure, null));
          written.put("$ref", REFERENCE + name);
        }
      }
      return written;
    }
  }
}
