package dev.junction.wire.protocol;

import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.http.PartSource;
import dev.junction.wire.http.StreamedResponse;
import org.jspecify.annotations.Nullable;

/// What goes back to a client, and what there is to count about it.
///
/// @param response what goes back
/// @param parts what follows the response's head in place of a body; null for a whole response
/// @param operation the operation that was asked for; empty when the request names none of the
///     service
/// @param errorCode the code of the error; empty for an accepted call
public record Answer(
    HttpResponse response, @Nullable PartSource parts, String operation, String errorCode) {

  /// A whole answer.
  static Answer whole(HttpResponse response, String operation, String errorCode) {
    return new Answer(response, null, operation, errorCode);
  }

  /// An answer that goes on after its head.
  static Answer streamed(StreamedResponse response, String operation) {
    return new Answer(response.head(), response.parts(), operation, "");
  }
}
