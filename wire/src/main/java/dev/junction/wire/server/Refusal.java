package dev.junction.wire.server;

import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpResponse;

/// Why a request never reaches the handler.
///
/// @param status the HTTP status of the answer
/// @param reason a sentence for the client
record Refusal(int status, String reason) {

  static final Refusal SLOW_BODY = new Refusal(408, "The request body arrived too slowly.");

  static Refusal malformed(String reason) {
    return new Refusal(400, reason);
  }

  static Refusal bodyTooLarge(long bytesMax) {
    return new Refusal(413, "The request body is larger than " + bytesMax + " bytes.");
  }

  /// What is left of the request is not worth reading, so the connection ends with the answer.
  HttpResponse response() {
    HttpResponse text = HttpResponse.text(status, "text/plain; charset=utf-8", reason + "\n");
    HttpHeaders headers = text.headers();
    headers.add("Connection", "close");
    return text;
  }
}
