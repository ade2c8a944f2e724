package dev.junction.schema.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A discoverer. Shape, version 1: version, then the fields in their order.
///
/// @param sourceArn the bus whose events it looks at
/// @param description what its owner says of it, or null
/// @param isCrossAccount whether it looks at events of other accounts, too
/// @param isStarted whether it looks at events at all
/// @param tags its tags
public record DiscovererRecord(
    String sourceArn,
    @Nullable String description,
    boolean isCrossAccount,
    boolean isStarted,
    Map<String, String> tags) {

  private static final int VERSION = 1;

  public DiscovererRecord {
    tags = Map.copyOf(tags);
  }

  public DiscovererRecord with(@Nullable String changed, boolean crossAccount) {
    return new DiscovererRecord(sourceArn, changed, crossAccount, isStarted, tags);
  }

  public DiscovererRecord started(boolean wanted) {
    return new DiscovererRecord(sourceArn, description, isCrossAccount, wanted, tags);
  }

  public DiscovererRecord withTags(Map<String, String> changed) {
    return new DiscovererRecord(sourceArn, description, isCrossAccount, isStarted, changed);
  }

  byte[] encode() {
    return new FieldWriter(256)
        .octet(VERSION)
        .text(sourceArn)
        .text(description)
        .flag(isCrossAccount)
        .flag(isStarted)
        .texts(tags)
        .toBytes();
  }

  static DiscovererRecord decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "A discoverer");
    return new DiscovererRecord(in.text(), in.optionalText(), in.flag(), in.flag(), in.texts());
  }
}
