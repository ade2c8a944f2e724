package dev.junction.schema.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A discoverer. Shape, version 2: version, then the fields in their order, the flag of its rule
/// last. Version 1 has no such flag: nothing had a rule.
///
/// @param sourceArn the bus whose events it looks at
/// @param description what its owner says of it, or null
/// @param isCrossAccount whether it looks at events of other accounts, too
/// @param isStarted whether it looks at events at all
/// @param tags its tags
/// @param isSettled whether the rule on the bus is as this record wants it, as far as we know
public record DiscovererRecord(
    String sourceArn,
    @Nullable String description,
    boolean isCrossAccount,
    boolean isStarted,
    Map<String, String> tags,
    boolean isSettled) {

  private static final int VERSION = 2;
  private static final int VERSION_WITHOUT_RULE = 1;

  public DiscovererRecord {
    tags = Map.copyOf(tags);
  }

  public DiscovererRecord with(@Nullable String changed, boolean crossAccount) {
    return new DiscovererRecord(sourceArn, changed, crossAccount, isStarted, tags, false);
  }

  public DiscovererRecord started(boolean wanted) {
    return new DiscovererRecord(sourceArn, description, isCrossAccount, wanted, tags, false);
  }

  /// The same, whose rule is as it shall be.
  public DiscovererRecord settled() {
    return new DiscovererRecord(sourceArn, description, isCrossAccount, isStarted, tags, true);
  }

  public DiscovererRecord withTags(Map<String, String> changed) {
    return new DiscovererRecord(
        sourceArn, description, isCrossAccount, isStarted, changed, isSettled);
  }

  byte[] encode() {
    return new FieldWriter(256)
        .octet(VERSION)
        .text(sourceArn)
        .text(description)
        .flag(isCrossAccount)
        .flag(isStarted)
        .texts(tags)
        .flag(isSettled)
        .toBytes();
  }

  static DiscovererRecord decode(byte[] encoded) {
    boolean hasRule = encoded.length > 0 && encoded[0] != VERSION_WITHOUT_RULE;
    FieldReader in =
        new FieldReader(encoded).version(hasRule ? VERSION : VERSION_WITHOUT_RULE, "A discoverer");
    return new DiscovererRecord(
        in.text(), in.optionalText(), in.flag(), in.flag(), in.texts(), hasRule && in.flag());
  }
}
