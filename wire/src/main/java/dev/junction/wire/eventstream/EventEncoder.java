package dev.junction.wire.eventstream;

import dev.junction.wire.codec.json.TokenCodec;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.ServiceSchema;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.Trait;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// Turns events into messages of the content type `application/vnd.amazon.eventstream`.
///
/// Shape of a message: its length, that of its headers and a checksum of these two; the headers;
/// the payload; a checksum of everything before. Source: Smithy, "Amazon Event Stream
/// Specification" and "Event streams", for the headers that start with a colon.
///
/// Threads: immutable.
public final class EventEncoder {

  /// The content type of the whole answer.
  public static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

  private final ServiceSchema service;
  private final TokenCodec codec;
  private final String payloadType;

  /// @param codec what payloads are written with that the model says nothing about
  /// @param payloadType their content type
  public EventEncoder(ServiceSchema service, TokenCodec codec, String payloadType) {
    this.service = service;
    this.codec = codec;
    this.payloadType = payloadType;
  }

  /// The first message in protocols that have no other place for the output's other members.
  public byte[] initialResponse(Shape output) {
    Map<String, HeaderValue> headers = headers("event", ":event-type", "initial-response");
    headers.put(":content-type", HeaderValue.fromString(payloadType));
    return message(headers, codec.encode(output));
  }

  /// The message for an event, or for an error of the model.
  ///
  /// @param union the one of them that happened
  public byte[] event(Shape union) {
    Document document = Document.copyOf(union);
    for (Member member : union.schema().members()) {
      if (document.get(member) instanceof Document event) {
        boolean isError = service.error(member.target().name()) != null;
        return encode(
            event,
            isError
                ? headers("exception", ":exception-type", member.name())
                : headers("event", ":event-type", member.name()));
      }
    }
    throw new IllegalArgumentException(union.schema().name() + " without an event");
  }

  /// The message for an error that the model does not list; nothing comes after it.
  public static byte[] failure(String code, String text) {
    Map<String, HeaderValue> headers = headers("error", ":error-code", code);
    headers.put(":error-message", HeaderValue.fromString(text));
    return message(headers, new byte[0]);
  }

  private byte[] encode(Document event, Map<String, HeaderValue> headers) {
    Member payload = null;
    Document.Builder rest = Document.of(event.schema());
    for (Member member : event.schema().members()) {
      Object value = event.get(member);
      if (member.has(Trait.Marker.EVENT_PAYLOAD)) {
        payload = member;
      } else if (member.has(Trait.Marker.EVENT_HEADER)) {
        if (value != null) {
          headers.put(member.name(), header(value));
        }
      } else {
        rest.set(member, value);
      }
    }
    if (payload != null) {
      return encode(event.get(payload), headers);
    }
    headers.put(":content-type", HeaderValue.fromString(payloadType));
    return message(headers, codec.encode(rest.build()));
  }

  private byte[] encode(@Nullable Object payload, Map<String, HeaderValue> headers) {
    return switch (payload) {
      case null -> message(headers, new byte[0]);
      case byte[] bytes -> {
        headers.put(":content-type", HeaderValue.fromString("application/octet-stream"));
        yield message(headers, bytes);
      }
      case String text -> {
        headers.put(":content-type", HeaderValue.fromString("text/plain"));
        yield message(headers, text.getBytes(StandardCharsets.UTF_8));
      }
      case Document structure -> {
        headers.put(":content-type", HeaderValue.fromString(payloadType));
        yield message(headers, codec.encode(structure));
      }
      default -> throw new IllegalArgumentException("No payload: " + payload.getClass());
    };
  }

  private static HeaderValue header(Object value) {
    return switch (value) {
      case String text -> HeaderValue.fromString(text);
      case Boolean flag -> HeaderValue.fromBoolean(flag);
      case Byte number -> HeaderValue.fromByte(number);
      case Short number -> HeaderValue.fromShort(number);
      case Integer number -> HeaderValue.fromInteger(number);
      case Long number -> HeaderValue.fromLong(number);
      case byte[] bytes -> HeaderValue.fromByteArray(bytes);
      case Instant time -> HeaderValue.fromTimestamp(time);
      default -> throw new IllegalArgumentException("No header: " + value.getClass());
    };
  }

  private static Map<String, HeaderValue> headers(String messageType, String name, String value) {
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    headers.put(":message-type", HeaderValue.fromString(messageType));
    headers.put(name, HeaderValue.fromString(value));
    return headers;
  }

  private static byte[] message(Map<String, HeaderValue> headers, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 256);
    new Message(headers, payload).encode(out);
    return out.toByteArray();
  }
}
