package dev.junction.log.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.identity.policy.ParsedPolicy;
import dev.junction.identity.policy.Policy;
import dev.junction.identity.policy.PolicyParser;
import dev.junction.log.domain.LogLimits;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The resource policies of an account in a region, as every partition knows them.
///
/// Shape, version 1: version, revision, how many, then for each its name, document and the time of
/// its last change in ms.
///
/// @param revision how often they were changed; the highest one counts
/// @param byName each policy
public record Policies(long revision, Map<String, Named> byName) {

  static final Policies NONE = new Policies(0, Map.of());

  private static final int VERSION = 1;
  private static final PolicyParser PARSER = new PolicyParser(LogLimits.POLICY);

  public Policies {
    byName = Map.copyOf(byName);
  }

  /// One policy.
  ///
  /// @param document as it was given
  /// @param updatedAtMillis when it was given
  /// @param policy what it says
  public record Named(String document, long updatedAtMillis, Policy policy) {

    /// A policy whose document was checked.
    public static Named of(String document, long updatedAtMillis) {
      return new Named(document, updatedAtMillis, parsed(document));
    }
  }

  /// Reads a document.
  public static ParsedPolicy parse(String document) {
    return PARSER.parse(document);
  }

  static Policy parsed(String document) {
    return switch (parse(document)) {
      case ParsedPolicy.Accepted(Policy policy) -> policy;
      case ParsedPolicy.Refused refused ->
          throw new IllegalStateException("A stored policy is none: " + refused);
    };
  }

  /// With another policy, or another one in its place.
  public Policies with(String name, Named policy) {
    Map<String, Named> changed = new TreeMap<>(byName);
    changed.put(name, policy);
    return new Policies(revision + 1, changed);
  }

  /// Without a policy.
  public Policies without(String name) {
    Map<String, Named> changed = new TreeMap<>(byName);
    changed.remove(name);
    return new Policies(revision + 1, changed);
  }

  List<Policy> all() {
    return byName.values().stream().map(Named::policy).toList();
  }

  byte[] encode() {
    FieldWriter out = new FieldWriter(1024).octet(VERSION).longNumber(revision);
    out.number(byName.size());
    new TreeMap<>(byName)
        .forEach(
            (name, policy) ->
                out.text(name).text(policy.document).longNumber(policy.updatedAtMillis));
    return out.toBytes();
  }

  static Policies decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "The policies of log groups");
    long revision = in.longNumber();
    Map<String, Named> byName = new TreeMap<>();
    for (int left = in.number(); left > 0; left--) {
      byName.put(in.text(), Named.of(in.text(), in.longNumber()));
    }
    return new Policies(revision, byName);
  }
}
