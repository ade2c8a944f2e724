package dev.junction.log.operation;

import dev.junction.log.domain.NewEvent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The log event that a delivered body is.
///
/// A body that is an object of a `timestamp`, a number or a text that is one, and a `message`, a
/// text, and of nothing else, says itself when it happened; every other body is the message.
/// Source:
/// EventBridge User Guide, "Input transformation", "log group target": the transformer has to give
/// these two members.
final class DeliveredEvent {

  private static final JsonFactory FACTORY = new JsonFactory();

  private DeliveredEvent() {}

  static NewEvent of(byte[] body, long nowMillis) {
    NewEvent own = body.length > 0 && body[0] == '{' ? own(body) : null;
    // A message has a character at least.
    byte[] message = body.length == 0 ? new byte[] {' '} : body;
    return own == null ? new NewEvent(nowMillis, message) : own;
  }

  private static @Nullable NewEvent own(byte[] body) {
    long time = -1;
    String message = null;
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("timestamp") && value == JsonToken.VALUE_NUMBER_INT) {
          time = json.getLongValue();
        } else if (name.equals("timestamp")
            && value == JsonToken.VALUE_STRING
            && json.getString().matches("[0-9]{1,15}")) {
          time = Long.parseLong(json.getString());
        } else if (name.equals("message") && value == JsonToken.VALUE_STRING) {
          message = json.getString();
        } else {
          return null;
        }
      }
    } catch (JacksonException _) {
      return null;
    }
    return time < 0 || message == null || message.isEmpty()
        ? null
        : new NewEvent(time, message.getBytes(StandardCharsets.UTF_8));
  }
}
