package dev.junction.wire.protocol;

import dev.junction.kernel.ServiceError;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.schema.ShapeReader;
import dev.junction.wire.schema.Structure;
import java.util.function.Function;

/// How calls of operations look on the wire; one for each protocol, none for a service.
public interface Protocol {

  /// Reads the input of an operation. Errors: [dev.junction.wire.schema.MalformedInput].
  <I> I read(HttpRequest request, Function<ShapeReader, I> reader);

  /// The answer of an accepted call.
  HttpResponse accepted(Service service, String operation, Structure output, String requestId);

  /// The answer of a rejected call.
  HttpResponse rejected(Service service, ServiceError error, String requestId);
}
