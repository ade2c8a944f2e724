package dev.junction.server.page;

import dev.junction.kernel.AccountId;
import dev.junction.server.json.Json;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// Answers of pages: JSON that no browser keeps or takes for something else.
final class Answers {

  private Answers() {}

  static HttpResponse ok(Consumer<JsonGenerator> members) {
    return json(200, members);
  }

  /// A refusal: a code for programs and a sentence for people that says what to do.
  static HttpResponse refusal(int status, String code, String message) {
    return json(
        status,
        out -> {
          out.writeStringProperty("code", code);
          out.writeStringProperty("message", message);
        });
  }

  static HttpResponse badRequest(String message) {
    return refusal(400, "BadRequest", message);
  }

  static HttpResponse otherAccount(AccountId own, String asked) {
    return refusal(
        403,
        "AccessDenied",
        "This key belongs to account " + own + " and shows nothing of account " + asked + ".");
  }

  static HttpResponse wrongMethod(String allowed) {
    return refusal(405, "MethodNotAllowed", "Only " + allowed + " is answered here.");
  }

  /// Whether a request says that it brings JSON, which no form of a foreign site can.
  static boolean isJson(HttpRequest request) {
    String type = Objects.requireNonNullElse(request.header("Content-Type"), "").split(";", 2)[0];
    return type.strip().toLowerCase(Locale.ROOT).equals("application/json");
  }

  static HttpResponse noJson() {
    return refusal(
        415, "UnsupportedMediaType", "Send JSON with the header Content-Type: application/json.");
  }

  private static HttpResponse json(int status, Consumer<JsonGenerator> members) {
    HttpHeaders headers =
        new HttpHeaders()
            .add("Content-Type", "application/json")
            .add("Cache-Control", "no-store")
            .add("X-Content-Type-Options", "nosniff");
    return new HttpResponse(status, headers, Json.object(members));
  }
}
