package dev.junction.schema.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A registry. Shape, version 1: version, then the fields in their order.
///
/// @param description what its owner says of it, or null
/// @param policy its resource policy, or null
/// @param policyRevision how often the policy was changed
/// @param tags its tags
public record RegistryRecord(
    @Nullable String description,
    @Nullable String policy,
    long policyRevision,
    Map<String, String> tags) {

  private static final int VERSION = 1;

  public RegistryRecord {
    tags = Map.copyOf(tags);
  }

  public RegistryRecord withDescription(@Nullable String changed) {
    return new RegistryRecord(changed, policy, policyRevision, tags);
  }

  public RegistryRecord withPolicy(@Nullable String changed) {
    return new RegistryRecord(description, changed, policyRevision + 1, tags);
  }

  public RegistryRecord withTags(Map<String, String> changed) {
    return new RegistryRecord(description, policy, policyRevision, changed);
  }

  byte[] encode() {
    return new FieldWriter(256)
        .octet(VERSION)
        .text(description)
        .text(policy)
        .longNumber(policyRevision)
        .texts(tags)
        .toBytes();
  }

  static RegistryRecord decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "A registry");
    return new RegistryRecord(in.optionalText(), in.optionalText(), in.longNumber(), in.texts());
  }
}
