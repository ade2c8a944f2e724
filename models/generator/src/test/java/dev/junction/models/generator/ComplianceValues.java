package dev.junction.models.generator;

import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.smithy.model.node.ArrayNode;
import software.amazon.smithy.model.node.Node;
import software.amazon.smithy.model.node.NumberNode;
import software.amazon.smithy.model.node.ObjectNode;
import software.amazon.smithy.model.node.StringNode;

/// Turns the values that the protocol tests state into documents, and documents into something that
/// can be compared.
final class ComplianceValues {

  private ComplianceValues() {}

  /// The document that the test's parameters stand for.
  static Document document(Schema schema, ObjectNode params) {
    Document.Builder document = Document.of(schema);
    params
        .getMembers()
        .forEach(
            (name, value) -> {
              Member member = schema.member(name.getValue());
              document.set(member, value.isNullNode() ? null : value(member, value));
            });
    return document.build();
  }

  private static Object value(Member member, Node node) {
    return switch (member.type()) {
      case BOOLEAN -> node.expectBooleanNode().getValue();
      case BYTE -> number(node).byteValue();
      case SHORT -> number(node).shortValue();
      case INTEGER -> number(node).intValue();
      case LONG -> number(node).longValue();
      case FLOAT -> (float) floating(node);
      case DOUBLE -> floating(node);
      case BIG_INTEGER -> new BigInteger(number(node).toString());
      case BIG_DECIMAL -> new BigDecimal(number(node).toString());
      case STRING -> node.expectStringNode().getValue();
      case BLOB -> node.expectStringNode().getValue().getBytes(StandardCharsets.UTF_8);
      case TIMESTAMP -> {
        BigDecimal seconds = new BigDecimal(number(node).toString());
        yield Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
      }
      case DOCUMENT -> new Document.Untyped(untyped(node));
      case LIST -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (Node item : node.expectArrayNode().getElements()) {
          list.add(item.isNullNode() ? null : value(member.target().element(), item));
        }
        yield list;
      }
      case MAP -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        node.expectObjectNode()
            .getStringMap()
            .forEach(
                (key, item) ->
                    map.put(key, item.isNullNode() ? null : value(member.target().value(), item)));
        yield map;
      }
      case STRUCTURE, UNION -> document(member.target(), node.expectObjectNode());
    };
  }

  private static Number number(Node node) {
    return node.expectNumberNode().getValue();
  }

  private static double floating(Node node) {
    return node instanceof StringNode text
        ? Double.parseDouble(text.getValue())
        : number(node).doubleValue();
  }

  private static @Nullable Object untyped(Node node) {
    return switch (node) {
      case ObjectNode object -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        object.getStringMap().forEach((key, item) -> map.put(key, untyped(item)));
        yield map;
      }
      case ArrayNode array -> array.getElements().stream().map(ComplianceValues::untyped).toList();
      case StringNode text -> text.getValue();
      case NumberNode number -> number.getValue();
      default -> node.isNullNode() ? null : (Object) node.expectBooleanNode().getValue();
    };
  }

  /// A form of the value in which equal values are equal: numbers of document types without their
  /// Java type, bytes as text, maps in order of their keys.
  static @Nullable Object comparable(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Document document -> {
        Map<String, @Nullable Object> members = new TreeMap<>();
        for (Member member : document.schema().members()) {
          Object inner = document.get(member);
          if (inner != null) {
            members.put(member.name(), comparable(inner));
          }
        }
        yield members;
      }
      case Document.Untyped(Object inner) -> "untyped " + untypedText(inner);
      case byte[] bytes -> "bytes " + HexFormat.of().formatHex(bytes);
      case List<?> list -> {
        List<@Nullable Object> items = new ArrayList<>();
        list.forEach(item -> items.add(comparable(item)));
        yield items;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> entries = new TreeMap<>();
        map.forEach((key, item) -> entries.put((String) key, comparable(item)));
        yield entries;
      }
      default -> value;
    };
  }

  private static String untypedText(@Nullable Object value) {
    return switch (value) {
      case Number number -> Double.toString(number.doubleValue());
      case List<?> list -> list.stream().map(ComplianceValues::untypedText).toList().toString();
      case Map<?, ?> map -> {
        Map<String, String> entries = new TreeMap<>();
        map.forEach((key, item) -> entries.put((String) key, untypedText(item)));
        yield entries.toString();
      }
      case null, default -> String.valueOf(value);
    };
  }
}
