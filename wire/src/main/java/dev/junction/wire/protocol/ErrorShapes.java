package dev.junction.wire.protocol;

import dev.junction.kernel.ServiceError;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.ErrorSchema;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.ServiceSchema;
import dev.junction.wire.schema.ShapeType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives an error of the kernel the shape that the model, or custom, has for it.
final class ErrorShapes {

  /// What an error looks like that the model does not list or has no message for.
  private static final Schema MESSAGE_ONLY =
      Schema.declare("Error", ShapeType.STRUCTURE).link(Member.of("message", Schema.STRING));

  private ErrorShapes() {}

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
      if (schema.find(field.getKey()) != null) {
        document.set(field.getKey(), field.getValue());
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
}
