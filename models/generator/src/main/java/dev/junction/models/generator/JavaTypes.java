package dev.junction.models.generator;

import dev.junction.wire.eventstream.EventSource;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.ShapeType;
import dev.junction.wire.schema.Trait;
import dev.junction.wire.schema.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which Java type holds the value of a member, and which calls read and write it.
final class JavaTypes {

  private final Service service;

  JavaTypes(Service service) {
    this.service = service;
  }

  /// The type of a member's value, never a primitive one.
  String of(Member member, JavaFile file) {
    return switch (member.type()) {
      case BOOLEAN -> "Boolean";
      case BYTE -> "Byte";
      case SHORT -> "Short";
      case INTEGER -> "Integer";
      case LONG -> "Long";
      case FLOAT -> "Float";
      case DOUBLE -> "Double";
      case BIG_INTEGER -> file.use(BigInteger.class);
      case BIG_DECIMAL -> file.use(BigDecimal.class);
      case STRING -> "String";
      case BLOB -> "byte[]";
      case TIMESTAMP -> file.use(Instant.class);
      case DOCUMENT -> "Object";
      case LIST ->
          file.use(List.class)
              + '<'
              + item(member.target().element(), member.target().isSparse(), file)
              + '>';
      case MAP ->
          file.use(Map.class)
              + "<String, "
              + item(member.target().value(), member.target().isSparse(), file)
              + '>';
      case STRUCTURE, UNION -> {
        if (member.target() == Unit.SCHEMA) {
          yield file.use(Unit.class);
        }
        String name = service.typeName(member.target());
        yield isEventStream(member) ? file.use(EventSource.class) + '<' + name + '>' : name;
      }
    };
  }

  /// Whether the member is a stream of events, which comes after all others.
  static boolean isEventStream(Member member) {
    return member.type() == ShapeType.UNION && member.target().has(Trait.Marker.STREAMING);
  }

  private String item(Member member, boolean sparse, JavaFile file) {
    if (!sparse) {
      return of(member, file);
    }
    return "@" + file.use(Nullable.class) + ' ' + of(member, file);
  }

  /// An expression that reads a member's value from `in`.
  String read(Member member, String memberExpression, JavaFile file) {
    return switch (member.type()) {
      case LIST, MAP ->
          service.collectionsClass()
              + ".read"
              + service.typeName(member.target())
              + "(in, "
              + memberExpression
              + ')';
      case STRUCTURE, UNION -> of(member, file) + ".read(in)";
      default -> "in.read" + verb(member.type()) + '(' + memberExpression + ')';
    };
  }

  /// A statement that writes a member's value to `out`.
  String write(Member member, String memberExpression, String value) {
    return switch (member.type()) {
      case LIST, MAP ->
          service.collectionsClass()
              + ".write"
              + service.typeName(member.target())
              + "(out, "
              + memberExpression
              + ", "
              + value
              + ");";
      default -> "out.write" + verb(member.type()) + '(' + memberExpression + ", " + value + ");";
    };
  }

  private static String verb(ShapeType type) {
    return switch (type) {
      case BOOLEAN -> "Boolean";
      case BYTE -> "Byte";
      case SHORT -> "Short";
      case INTEGER -> "Integer";
      case LONG -> "Long";
      case FLOAT -> "Float";
      case DOUBLE -> "Double";
      case BIG_INTEGER -> "BigInteger";
      case BIG_DECIMAL -> "BigDecimal";
      case STRING -> "String";
      case BLOB -> "Blob";
      case TIMESTAMP -> "Timestamp";
      case DOCUMENT -> "Document";
      case LIST, MAP, STRUCTURE, UNION -> "Structure";
    };
  }
}
