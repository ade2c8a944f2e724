package dev.junction.topic.domain;

import dev.junction.expression.fault.JsonFault;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Where the messages of a subscription go that cannot be delivered.
///
/// Source: SNS Developer Guide, "Configuring an Amazon SNS dead-letter queue for a subscription";
/// the words for an unknown member are what users of the real service report.
///
/// @param target the ARN of the dead-letter queue; null when there is none or it cannot be read
/// @param problem what is wrong with the policy; null when nothing is. One of an earlier version
///     may have unknown members, and goes on to count
public record RedrivePolicy(@Nullable String target, @Nullable String problem) {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String TARGET = "deadLetterTargetArn";

  public static RedrivePolicy parse(String json) {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return new RedrivePolicy(null, "failed to parse JSON. It is no object.");
      }
      String target = null;
      String unknown = null;
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = in.currentName();
        boolean isText = in.nextToken() == JsonToken.VALUE_STRING;
        if (name.equals(TARGET) && isText) {
          target = in.getString();
        }
        if (!name.equals(TARGET) && unknown == null) {
          unknown = "invalid JSON. Attribute " + name + " is unknown.";
        }
        in.skipChildren();
      }
      String missing = target == null ? "deadLetterTargetArn is missing" : null;
      return new RedrivePolicy(target, unknown == null ? missing : unknown);
    } catch (JacksonException malformed) {
      return new RedrivePolicy(null, "failed to parse JSON. " + JsonFault.of(malformed).text());
    }
  }
}
