package dev.junction.models.generator;

import dev.junction.wire.schema.TimestampFormat;
import dev.junction.wire.schema.Trait;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Turns the attributes that c2j gives a shape or a member into traits.
final class C2jTraits {

  private final JsonNode shapes;

  C2jTraits(JsonNode shapes) {
    this.shapes = shapes;
  }

  Trait[] ofShape(JsonNode shape) {
    List<Trait> traits = new ArrayList<>();
    if (shape.has("min") || shape.has("max")) {
      traits.add(bounds(shape));
    }
    if (shape.has("pattern")) {
      traits.add(new Trait.Pattern(shape.get("pattern").asString(), true));
    }
    if (shape.has("enum")) {
      traits.add(enumeration(shape));
    }
    if (shape.path("sensitive").asBoolean(false)) {
      traits.add(Trait.Marker.SENSITIVE);
    }
    if (shape.path("streaming").asBoolean(false) || shape.path("eventstream").asBoolean(false)) {
      traits.add(Trait.Marker.STREAMING);
    }
    if (shape.has("timestampFormat")) {
      traits.add(timestampFormat(shape));
    }
    return traits.toArray(new Trait[0]);
  }

  private static Trait bounds(JsonNode shape) {
    return switch (shape.required("type").asString()) {
      case "string", "blob", "list", "map" ->
          new Trait.Length(
              shape.path("min").asLong(0), shape.path("max").asLong(Trait.Length.UNBOUNDED));
      default -> new Trait.Range(number(shape.get("min")), number(shape.get("max")));
    };
  }

  private static @Nullable String number(@Nullable JsonNode node) {
    return node == null ? null : node.decimalValue().toPlainString();
  }

  private static Trait enumeration(JsonNode shape) {
    List<String> values = new ArrayList<>();
    shape.get("enum").forEach(value -> values.add(value.asString()));
    return new Trait.Enumeration(List.copyOf(values));
  }

  private static TimestampFormat timestampFormat(JsonNode node) {
    String format = node.get("timestampFormat").asString();
    return switch (format) {
      case "iso8601" -> TimestampFormat.DATE_TIME;
      case "unixTimestamp" -> TimestampFormat.EPOCH_SECONDS;
      case "rfc822" -> TimestampFormat.HTTP_DATE;
      default -> throw new IllegalArgumentException("Unknown timestamp format: " + format);
    };
  }

  /// The traits of a list's element, a map's key or a map's value.
  Trait[] ofPart(JsonNode part) {
    List<Trait> traits = new ArrayList<>();
    if (part.has("locationName")) {
      traits.add(new Trait.XmlName(part.get("locationName").asString()));
    }
    addCommon(part, traits);
    return traits.toArray(new Trait[0]);
  }

  /// The traits of a structure's member.
  Trait[] ofMember(JsonNode structure, String name, JsonNode member) {
    List<Trait> traits = new ArrayList<>();
    for (JsonNode required : structure.path("required")) {
      if (required.asString().equals(name)) {
        traits.add(Trait.Marker.REQUIRED);
      }
    }
    if (structure.path("payload").asString("").equals(name)) {
      traits.add(Trait.Marker.HTTP_PAYLOAD);
    }
    JsonNode target = shapes.required(member.required("shape").asString());
    if (member.has("location")) {
      traits.add(binding(member, name, target));
    } else {
      addNames(member, name, target, traits);
    }
    if (member.path("idempotencyToken").asBoolean(false)) {
      traits.add(Trait.Marker.IDEMPOTENCY_TOKEN);
    }
    if (member.path("jsonvalue").asBoolean(false)) {
      traits.add(new Trait.MediaType("application/json"));
    }
    if (member.path("eventpayload").asBoolean(false)) {
      traits.add(Trait.Marker.EVENT_PAYLOAD);
    }
    if (member.path("eventheader").asBoolean(false)) {
      traits.add(Trait.Marker.EVENT_HEADER);
    }
    addCommon(member, traits);
    return traits.toArray(new Trait[0]);
  }

  private static Trait binding(JsonNode member, String name, JsonNode target) {
    String wireName = member.path("locationName").asString(name);
    String location = member.get("location").asString();
    return switch (location) {
      case "uri" -> Trait.Marker.HTTP_LABEL;
      case "querystring" ->
          target.required("type").asString().equals("map")
              ? Trait.Marker.HTTP_QUERY_PARAMS
              : new Trait.HttpQuery(wireName);
      case "header" -> new Trait.HttpHeader(wireName);
      case "headers" -> new Trait.HttpPrefixHeaders(wireName);
      case "statusCode" -> Trait.Marker.HTTP_RESPONSE_CODE;
      default -> throw new IllegalArgumentException("Unknown location: " + location);
    };
  }

  private static void addNames(JsonNode member, String name, JsonNode target, List<Trait> traits) {
    String wireName = member.path("locationName").asString("");
    boolean flattened =
        member.path("flattened").asBoolean(false) || target.path("flattened").asBoolean(false);
    if (flattened) {
      traits.add(Trait.Marker.XML_FLATTENED);
      if (wireName.isEmpty()) {
        wireName = target.path("member").path("locationName").asString("");
      }
    }
    if (!wireName.isEmpty() && !wireName.equals(name)) {
      traits.add(new Trait.JsonName(wireName));
      traits.add(new Trait.XmlName(wireName));
    }
  }

  private static void addCommon(JsonNode member, List<Trait> traits) {
    if (member.path("xmlAttribute").asBoolean(false)) {
      traits.add(Trait.Marker.XML_ATTRIBUTE);
    }
    if (member.has("xmlNamespace")) {
      JsonNode namespace = member.get("xmlNamespace");
      String prefix = namespace.path("prefix").asString("");
      traits.add(
          new Trait.XmlNamespace(
              namespace.required("uri").asString(), prefix.isEmpty() ? null : prefix));
    }
    if (member.has("timestampFormat")) {
      traits.add(timestampFormat(member));
    }
    if (member.has("enum")) {
      traits.add(enumeration(member));
    }
  }
}
