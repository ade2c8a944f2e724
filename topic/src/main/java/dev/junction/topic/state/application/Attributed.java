package dev.junction.topic.state.application;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A platform application or an endpoint of one: attributes under the API's own names.
///
/// Shape, version 1: version, attributes.
///
/// @param attributes the attributes
public record Attributed(Map<String, String> attributes) {

  private static final int VERSION = 1;
  private static final String ENABLED = "Enabled";
  private static final String TOKEN = "Token";

  public Attributed {
    attributes = Map.copyOf(attributes);
  }

  /// A device: its attributes as they are kept, so that those which mean the same are the same.
  /// Source: SNS API reference, GetEndpointAttributes: tokens of iOS are in lower case.
  ///
  /// @param platform the service that reaches it, as in `APNS`
  public static Attributed device(String platform, Map<String, String> given) {
    Map<String, String> kept = new TreeMap<>(given);
    kept.computeIfPresent(ENABLED, (_, flag) -> flag.toLowerCase(Locale.ROOT));
    if (platform.startsWith("APNS")) {
      kept.computeIfPresent(TOKEN, (_, token) -> token.toLowerCase(Locale.ROOT));
    }
    return new Attributed(kept);
  }

  public Attributed with(Map<String, String> changed) {
    Map<String, String> merged = new TreeMap<>(attributes);
    merged.putAll(changed);
    return new Attributed(merged);
  }

  /// Whether messages go through it.
  public boolean isEnabled() {
    return Boolean.parseBoolean(attributes.get(ENABLED));
  }

  byte[] encode() {
    return new FieldWriter(256).octet(VERSION).texts(attributes).toBytes();
  }

  static Attributed decode(byte[] encoded) {
    return new Attributed(new FieldReader(encoded).version(VERSION, "An application").texts());
  }
}
