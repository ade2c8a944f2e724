package dev.junction.bus.gateway;

import dev.junction.bus.domain.BusLimits;
import dev.junction.bus.domain.Outward;
import dev.junction.delivery.outbound.OutboundRequest;
import dev.junction.expression.path.JsonPath;
import dev.junction.expression.path.JsonText;
import dev.junction.models.events.ConnectionBodyParameter;
import dev.junction.models.events.ConnectionHeaderParameter;
import dev.junction.models.events.ConnectionHttpParameters;
import dev.junction.models.events.ConnectionQueryStringParameter;
import dev.junction.models.events.CreateConnectionApiKeyAuthRequestParameters;
import dev.junction.models.events.CreateConnectionAuthRequestParameters;
import dev.junction.models.events.CreateConnectionBasicAuthRequestParameters;
import dev.junction.models.events.DescribeApiDestinationResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A request to an API destination in the making: what the event, the target and the connection
/// say put together.
///
/// Source: EventBridge User Guide, "API destinations as targets": the headers of every request,
/// those that cannot be changed, five seconds for an answer; API reference, Target,
/// HttpParameters: of keys that both have, the connection's count.
final class ApiRequest {

  static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, String> query = new TreeMap<>();
  private String body;

  ApiRequest(byte[] event) {
    body = new String(event, StandardCharsets.UTF_8);
    headers.put("User-Agent", "Amazon/EventBridge/ApiDestinations");
    headers.put("Content-Type", "application/json; charset=utf-8");
    headers.put("Range", "bytes=0-1048575");
  }

  /// What the target wants, under names that say where.
  ApiRequest target(Map<String, String> parameters) {
    parameters.forEach(
        (name, value) -> {
          if (name.startsWith("header:")) {
            header(name.substring("header:".length()), value);
          } else if (name.startsWith("query:")) {
            query.put(name.substring("query:".length()), value);
          }
        });
    return this;
  }

  private void header(@Nullable String name, @Nullable String value) {
    if (name != null
        && value != null
        && Outward.mayNameHeader(name)
        && Outward.mayBeInHeader(value)) {
      headers.put(name, value);
    }
  }

  /// What the connection wants in every request.
  ApiRequest parameters(@Nullable ConnectionHttpParameters wanted) {
    if (wanted == null) {
      return this;
    }
    for (ConnectionHeaderParameter each :
        Objects.requireNonNullElse(
            wanted.headerParameters(), List.<ConnectionHeaderParameter>of())) {
      header(each.key(), each.value());
    }
    for (ConnectionQueryStringParameter each :
        Objects.requireNonNullElse(
            wanted.queryStringParameters(), List.<ConnectionQueryStringParameter>of())) {
      query.put(String.valueOf(each.key()), String.valueOf(each.value()));
    }
    body =
        merged(
            body,
            Objects.requireNonNullElse(
                wanted.bodyParameters(), List.<ConnectionBodyParameter>of()));
    return this;
  }

  /// Puts texts into an object; a name that it has already is left out of it.
  private static String merged(String json, List<ConnectionBodyParameter> wanted) {
    String trimmed = json.strip();
    if (wanted.isEmpty() || !trimmed.startsWith("{")) {
      return json;
    }
    StringJoiner members = new StringJoiner(",", "{", "");
    for (ConnectionBodyParameter each : wanted) {
      members.add(
          JsonText.quoted(String.valueOf(each.key()))
              + ':'
              + JsonText.quoted(String.valueOf(each.value())));
    }
    String rest = trimmed.substring(1);
    for (ConnectionBodyParameter each : wanted) {
      rest = Members.without('{' + rest, String.valueOf(each.key())).substring(1);
    }
    return members + (rest.strip().equals("}") ? "" : ",") + rest;
  }

  /// Who we are, but for tokens.
  ApiRequest authorization(CreateConnectionAuthRequestParameters parameters) {
    CreateConnectionBasicAuthRequestParameters basic = parameters.basicAuthParameters();
    if (basic != null) {
      byte[] pair = (basic.username() + ':' + basic.password()).getBytes(StandardCharsets.UTF_8);
      headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }
    CreateConnectionApiKeyAuthRequestParameters key = parameters.apiKeyAuthParameters();
    if (key != null) {
      header(key.apiKeyName(), key.apiKeyValue());
    }
    return this;
  }

  ApiRequest bearer(@Nullable String token) {
    if (token != null) {
      headers.put("Authorization", bearing(token));
    }
    return this;
  }

  /// What requests with a token say.
  static String bearing(String token) {
    return "Bearer " + token;
  }

  /// What a request said who we are; empty when it did not.
  static String authorizationOf(OutboundRequest request) {
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      // A parameter of the connection may have named the header, in its own way.
      if (header.getKey().equalsIgnoreCase("Authorization")) {
        return header.getValue();
      }
    }
    return "";
  }

  /// Whether the headers together are longer than may be sent.
  boolean hasLongHeaders() {
    long characters = 0;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      characters += header.getKey().length() + (long) header.getValue().length();
    }
    return characters > BusLimits.HEADER_CHARACTERS_MAX;
  }

  OutboundRequest to(DescribeApiDestinationResponse destination, Map<String, String> parameters) {
    String url = filled(String.valueOf(destination.invocationEndpoint()), parameters);
    StringJoiner asked = new StringJoiner("&");
    query.forEach((name, value) -> asked.add(encoded(name) + '=' + encoded(value)));
    if (!query.isEmpty()) {
      url += (url.indexOf('?') < 0 ? "?" : "&") + asked;
    }
    String method = String.valueOf(destination.httpMethod());
    boolean hasBody = !method.equals("GET") && !method.equals("HEAD");
    byte[] bytes = hasBody ? body.getBytes(StandardCharsets.UTF_8) : new byte[0];
    return new OutboundRequest(method, url, headers, bytes, TIMEOUT);
  }

  /// Puts the target's values in place of the stars of an address, one after the other.
  private static String filled(String template, Map<String, String> parameters) {
    StringBuilder url = new StringBuilder(template.length() + 64);
    int stars = 0;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '*') {
        String name = String.format(Locale.ROOT, "path:%03d", stars++);
        url.append(encoded(parameters.getOrDefault(name, "")));
      } else {
        url.append(c);
      }
    }
    return url.toString();
  }

  /// Whether a part of an address's path means the folder itself or the one above.
  static boolean hasSteps(String url) {
    int end = url.indexOf('?');
    String path = end < 0 ? url : url.substring(0, end);
    return Stream.of(path.split("/", -1)).anyMatch(part -> part.equals(".") || part.equals(".."));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  /// Objects without one of their members.
  private static final class Members {

    private Members() {}

    static String without(String object, String name) {
      String found = JsonPath.member(name).find(object);
      if (found == null) {
        return object;
      }
      StringJoiner left = new StringJoiner(",", "{", "}");
      JsonPath.members(object)
          .forEach(
              (key, value) -> {
                if (!key.equals(name)) {
                  left.add(JsonText.quoted(key) + ':' + value);
                }
              });
      return left.toString();
    }
  }
}
