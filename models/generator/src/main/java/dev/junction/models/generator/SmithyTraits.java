package dev.junction.models.generator;

import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.TimestampFormat;
import dev.junction.wire.schema.Trait;
import dev.junction.wire.schema.Trait.Marker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Turns the traits of the Smithy format into ours; those that only clients use are left out.
final class SmithyTraits {

  private SmithyTraits() {}

  static Trait[] ofShape(JsonNode shape) {
    List<Trait> traits = new ArrayList<>();
    String type = shape.required("type").asString();
    if (type.equals("enum")) {
      traits.add(enumeration(shape.required("members")));
    }
    if (type.equals("intEnum")) {
      List<Integer> values = new ArrayList<>();
      for (JsonNode member : shape.required("members")) {
        values.add(member.path("traits").required("smithy.api#enumValue").asInt());
      }
      traits.add(new Trait.IntegerEnumeration(List.copyOf(values)));
    }
    if (type.equals("set")) {
      traits.add(Marker.UNIQUE_ITEMS);
    }
    addAll(shape, null, traits);
    return traits.toArray(new Trait[0]);
  }

  private static Trait enumeration(JsonNode members) {
    List<String> values = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : members.properties()) {
      JsonNode traits = member.getValue().path("traits");
      if (!traits.has("smithy.api#internal")) {
        values.add(traits.path("smithy.api#enumValue").asString(member.getKey()));
      }
    }
    return new Trait.Enumeration(List.copyOf(values));
  }

  /// The older form of an enumeration, a trait of a string.
  private static Trait enumerationTrait(JsonNode definitions) {
    List<String> values = new ArrayList<>();
    for (JsonNode definition : definitions) {
      boolean internal = false;
      for (JsonNode tag : definition.path("tags")) {
        internal |= tag.asString().equals("internal");
      }
      if (!internal) {
        values.add(definition.required("value").asString());
      }
    }
    return new Trait.Enumeration(List.copyOf(values));
  }

  static Trait[] ofMember(JsonNode member, Schema target) {
    List<Trait> traits = new ArrayList<>();
    addAll(member, target, traits);
    return traits.toArray(new Trait[0]);
  }

  private static void addAll(JsonNode owner, @Nullable Schema target, List<Trait> traits) {
    for (Map.Entry<String, JsonNode> entry : owner.path("traits").properties()) {
      Trait trait = trait(entry.getKey(), entry.getValue(), target);
      if (trait != null) {
        traits.add(trait);
      }
    }
  }

  private static @Nullable Trait trait(String id, JsonNode value, @Nullable Schema target) {
    return switch (id) {
      case "smithy.api#required" -> Marker.REQUIRED;
      case "smithy.api#sparse" -> Marker.SPARSE;
      case "smithy.api#streaming" -> Marker.STREAMING;
      case "smithy.api#sensitive" -> Marker.SENSITIVE;
      case "smithy.api#uniqueItems" -> Marker.UNIQUE_ITEMS;
      case "smithy.api#idempotencyToken" -> Marker.IDEMPOTENCY_TOKEN;
      case "smithy.api#hostLabel" -> Marker.HOST_LABEL;
      case "smithy.api#xmlFlattened" -> Marker.XML_FLATTENED;
      case "smithy.api#xmlAttribute" -> Marker.XML_ATTRIBUTE;
      case "smithy.api#httpLabel" -> Marker.HTTP_LABEL;
      case "smithy.api#httpPayload" -> Marker.HTTP_PAYLOAD;
      case "smithy.api#httpQueryParams" -> Marker.HTTP_QUERY_PARAMS;
      case "smithy.api#httpResponseCode" -> Marker.HTTP_RESPONSE_CODE;
      case "smithy.api#eventPayload" -> Marker.EVENT_PAYLOAD;
      case "smithy.api#eventHeader" -> Marker.EVENT_HEADER;
      case "smithy.api#jsonName" -> new Trait.JsonName(value.asString());
      case "smithy.api#xmlName" -> new Trait.XmlName(value.asString());
      case "smithy.api#httpHeader" -> new Trait.HttpHeader(value.asString());
      case "smithy.api#httpPrefixHeaders" -> new Trait.HttpPrefixHeaders(value.asString());
      case "smithy.api#httpQuery" -> new Trait.HttpQuery(value.asString());
      case "smithy.api#mediaType" -> new Trait.MediaType(value.asString());
      case "smithy.api#pattern" -> new Trait.Pattern(value.asString(), false);
      case "smithy.api#enum" -> enumerationTrait(value);
      case "smithy.api#xmlNamespace" -> xmlNamespace(value);
      case "smithy.api#timestampFormat" -> timestampFormat(value.asString());
      case "smithy.api#length" ->
          new Trait.Length(
              value.path("min").asLong(0), value.path("max").asLong(Trait.Length.UNBOUNDED));
      case "smithy.api#range" -> new Trait.Range(number(value, "min"), number(value, "max"));
      case "smithy.api#default" ->
          target == null || value.isNull() ? null : new Trait.Default(value(value, target));
      default -> null;
    };
  }

  private static Trait xmlNamespace(JsonNode value) {
    String prefix = value.path("prefix").asString("");
    return new Trait.XmlNamespace(
        value.required("uri").asString(), prefix.isEmpty() ? null : prefix);
  }

  private static @Nullable String number(JsonNode range, String end) {
    JsonNode number = range.get(end);
    return number == null ? null : number.decimalValue().toPlainString();
  }

  private static TimestampFormat timestampFormat(String format) {
    return switch (format) {
      case "date-time" -> TimestampFormat.DATE_TIME;
      case "epoch-seconds" -> TimestampFormat.EPOCH_SECONDS;
      case "http-date" -> TimestampFormat.HTTP_DATE;
      default -> throw new IllegalArgumentException("Unknown timestamp format: " + format);
    };
  }

  private static Object value(JsonNode value, Schema target) {
    return switch (target.type()) {
      case BOOLEAN -> value.asBoolean();
      case BYTE -> (byte) value.asInt();
      case SHORT -> (short) value.asInt();
      case INTEGER -> value.asInt();
      case LONG -> value.asLong();
      case FLOAT -> (float) value.asDouble();
      case DOUBLE -> value.asDouble();
      case BIG_INTEGER -> value.bigIntegerValue();
      case BIG_DECIMAL -> value.decimalValue();
      case STRING -> value.asString();
      case BLOB -> Base64.getDecoder().decode(value.asString());
      case TIMESTAMP -> Instant.ofEpochSecond(value.asLong());
      case LIST -> List.of();
      case MAP -> Map.of();
      case DOCUMENT -> new Document.Untyped(untyped(value));
      case STRUCTURE, UNION ->
          throw new IllegalArgumentException("A default of type " + target.type());
    };
  }

  private static Object untyped(JsonNode value) {
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    if (value.isNumber()) {
      return value.numberValue();
    }
    if (value.isArray()) {
      return List.of();
    }
    return value.isObject() ? Map.of() : value.asString();
  }
}
