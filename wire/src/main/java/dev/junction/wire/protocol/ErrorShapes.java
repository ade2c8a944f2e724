package dev.junction.wire.protocol;

import dev.junction.kernel.ServiceError;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.ErrorSchema;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.ServiceSchema;
import dev.junction.wire.schema.ShapeType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives an error of the kernel the shape that the model, or custom, has for it.
final class ErrorShapes {

  /// What an error looks like that the model does not list or has no message for.
  private static final Schema MESSAGE_ONLY =
      Schema.declare("Error", ShapeType.STRUCTURE).link(Member.of("message", Schema.STRING));

  private ErrorShapes() {}

  /// The error's name with its namespace.
  static String shapeId(ServiceSchema service, ServiceError error) {
    boolean modelled = service.error(error.code()) != null;
    String namespace = modelled ? service.namespace() : "com.amazon.coral.service";
    return namespace + '#' + error.code();
  }

  /// What clients of the query protocol's error codes are told in a header.
  static String queryError(ServiceError error) {
    return error.codeForQuery() + ';' + fault(error);
  }

  /// Whose fault the error is, in the words of the query protocol.
  static String fault(ServiceError error) {
    return switch (error.fault()) {
      case CLIENT -> "Sender";
      case SERVER -> "Receiver";
    };
  }

  /// The error's members as the model names them.
  static Document of(ServiceSchema service, ServiceError error) {
    ErrorSchema modelled = service.error(error.code());
    if (modelled == null) {
      return messageOnly(error);
    }
    Member message = message(modelled.shape());
    if (message == null && error.fields().isEmpty()) {
      return messageOnly(error);
    }
    Document.Builder document = details(modelled.shape(), error);
    if (message != null && !error.message().isEmpty()) {
      document.set(message, error.message());
    }
    return document.build();
  }

  /// The error's members but for the message.
  static Document withoutMessage(ServiceSchema service, ServiceError error) {
    ErrorSchema modelled = service.error(error.code());
    return details(modelled == null ? MESSAGE_ONLY : modelled.shape(), error).build();
  }

  private static Document.Builder details(Schema schema, ServiceError error) {
    Document.Builder document = Document.of(schema);
    for (Map.Entry<String, Object> field : error.fields().entrySet()) {
      Member member = schema.find(field.getKey());
      if (member != null) {
        document.set(member, shaped(member.target(), field.getValue()));
      }
    }
    return document;
  }

  private static Document messageOnly(ServiceError error) {
    String message = error.message().isEmpty() ? null : error.message();
    return Document.of(MESSAGE_ONLY).set("message", message).build();
  }

  private static @Nullable Member message(Schema schema) {
    for (Member member : schema.members()) {
      if (member.name().equalsIgnoreCase("message")) {
        return member;
      }
    }
    return null;
  }

  /// Turns maps into the structures that the model wants in their place.
  private static Object shaped(Schema schema, Object value) {
    if (value instanceof List<?> list && schema.type() == ShapeType.LIST) {
      return list.stream().map(item -> shaped(schema.element().target(), item)).toList();
    }
    if (value instanceof Map<?, ?> map && schema.type() == ShapeType.STRUCTURE) {
      Document.Builder document = Document.of(schema);
      map.forEach(
          (name, item) -> {
            Member member = schema.find((String) name);
            if (member != null) {
              document.set(member, shaped(member.target(), item));
            }
          });
      return document.build();
    }
    return value;
  }
}
