package dev.junction.schema.domain;

import dev.junction.kernel.ServiceError;
import dev.junction.models.schemas.SchemasErrors;
import java.util.Map;

/// The errors that registries answer with. Each says its code once more in its body, as the model
/// demands. Source: EventBridge Schemas API reference; the texts are ours.
public final class SchemaErrors {

  private static final String CODE = "Code";

  private SchemaErrors() {}

  public static ServiceError bad(String message) {
    return SchemasErrors.badRequestException(message, Map.of(CODE, "BadRequest"));
  }

  public static ServiceError notFound(String what) {
    return SchemasErrors.notFoundException(what + " does not exist.", Map.of(CODE, "NotFound"));
  }

  public static ServiceError exists(String what) {
    return SchemasErrors.conflictException(what + " already exists.", Map.of(CODE, "Conflict"));
  }

  /// For a name that is taken elsewhere.
  public static ServiceError taken(String message) {
    return SchemasErrors.conflictException(message, Map.of(CODE, "Conflict"));
  }

  public static ServiceError forbidden(String message) {
    return SchemasErrors.forbiddenException(message, Map.of(CODE, "Forbidden"));
  }

  public static ServiceError wrongRevision() {
    return SchemasErrors.preconditionFailedException(
        "The policy has another revision by now.", Map.of(CODE, "PreconditionFailed"));
  }
}
