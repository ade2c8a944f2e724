package dev.junction.server.carrier;

import dev.junction.delivery.Attribute;
import dev.junction.delivery.Carrier;
import dev.junction.delivery.Letter;
import dev.junction.delivery.outbound.OutboundClient;
import dev.junction.delivery.outbound.OutboundResult;
import dev.junction.kernel.Secret;
import dev.junction.server.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Hands text messages or pushes to a gateway of the operator, as JSON by HTTP. The form stands in
/// docs/operating/carriers.md.
///
/// The gateway's address is a setting and no client's, so it may lie in a private network. An
/// answer of 2xx means that the gateway has the message; 5xx, 429 and silence are tried again.
public final class HttpCarrier implements Carrier {

  private static final String ID_HEADER = "x-amz-sns-message-id";
  private static final String SENDER = "AWS.SNS.SMS.SenderID";
  private static final String TYPE = "AWS.SNS.SMS.SMSType";
  private static final String ORIGINATION = "AWS.MM.SMS.OriginationNumber";

  private final OutboundClient client;
  private final String url;
  private final Map<String, String> headers;
  private final List<String> originationNumbers;

  /// @param client a way out that the guard of clients' addresses does not stop
  /// @param token what is sent as bearer token, or null for none
  /// @param originationNumbers where text messages come from, the first one unless they say
  ///     otherwise
  public HttpCarrier(
      OutboundClient client, String url, @Nullable Secret token, List<String> originationNumbers) {
    this.client = client;
    this.url = url;
    this.originationNumbers = List.copyOf(originationNumbers);
    Map<String, String> all = new TreeMap<>(Map.of("Content-Type", "application/json"));
    if (token != null) {
      all.put("Authorization", "Bearer " + token.reveal());
    }
    headers = Map.copyOf(all);
  }

  @Override
  public CompletableFuture<OutboundResult> carry(Errand errand) {
    return client.post(url, headers, Json.object(out -> write(out, errand)));
  }

  private void write(JsonGenerator out, Errand errand) {
    Letter letter = errand.letter();
    out.writeStringProperty("kind", letter.kind());
    text(out, "messageId", errand.details().get(ID_HEADER));
    out.writeStringProperty("at", Instant.ofEpochMilli(letter.atMillis()).toString());
    out.writeStringProperty("account", letter.account());
    out.writeStringProperty("source", letter.source());
    if (letter.kind().equals("sms")) {
      writeTextMessage(out, errand);
    } else {
      out.writeStringProperty("endpoint", letter.address());
      for (String name : List.of("platform", "application", "token", "customUserData")) {
        text(out, name, errand.details().get(name));
      }
    }
    text(out, "subject", letter.subject());
    out.writeStringProperty("message", letter.body());
    out.writeObjectPropertyStart("attributes");
    for (Attribute attribute : errand.attributes()) {
      if (!attribute.binary()) {
        out.writeStringProperty(attribute.name(), attribute.text());
      }
    }
    out.writeEndObject();
  }

  private void writeTextMessage(JsonGenerator out, Errand errand) {
    String first = originationNumbers.isEmpty() ? null : originationNumbers.getFirst();
    out.writeStringProperty("to", errand.letter().address());
    String wanted = attribute(errand, ORIGINATION);
    text(out, "from", wanted == null ? first : wanted);
    text(out, "senderId", attribute(errand, SENDER, "senderId"));
    text(out, "type", Objects.requireNonNullElse(attribute(errand, TYPE, "type"), "Promotional"));
  }

  /// What a message says of itself, or else what its account has set.
  private static @Nullable String attribute(Errand errand, String name, String otherwise) {
    String said = attribute(errand, name);
    return said == null ? errand.details().get(otherwise) : said;
  }

  private static @Nullable String attribute(Errand errand, String name) {
    return errand.attributes().stream()
        .filter(attribute -> attribute.name().equals(name) && !attribute.binary())
        .map(Attribute::text)
        .findFirst()
        .orElse(null);
  }

  private static void text(JsonGenerator out, String name, @Nullable String text) {
    if (text == null) {
      out.writeNullProperty(name);
    } else {
      out.writeStringProperty(name, text);
    }
  }
}
