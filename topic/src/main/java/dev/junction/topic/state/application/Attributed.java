package dev.junction.topic.state.application;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import java.util.Map;
import java.util.TreeMap;

/// A platform application or an endpoint of one: attributes under the API's own names.
///
/// Shape, version 1: version, attributes.
///
/// @param attributes the attributes
public record Attributed(Map<String, String> attributes) {

  private static final int VERSION = 1;

  public Attributed {
    attributes = Map.copyOf(attributes);
  }

  public Attributed with(Map<String, String> changed) {
    Map<String, String> merged = new TreeMap<>(attributes);
    merged.putAll(changed);
    return new Attributed(merged);
  }

  /// Whether messages go through it.
  public boolean isEnabled() {
    return Boolean.parseBoolean(attributes.get("Enabled"));
  }

  byte[] encode() {
    return new FieldWriter(256).octet(VERSION).texts(attributes).toBytes();
  }

  static Attributed decode(byte[] encoded) {
    return new Attributed(new FieldReader(encoded).version(VERSION, "An application").texts());
  }
}
