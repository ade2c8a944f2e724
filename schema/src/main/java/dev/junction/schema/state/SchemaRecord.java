package dev.junction.schema.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A schema without the contents of its versions.
///
/// Shape, version 1: version, description, modified at in ms, the number of the last version ever,
/// the token of the last change, tags, how many versions, then for each its number, type and the
/// time it was created in ms.
///
/// @param description what its owner says of it, or null
/// @param modifiedAtMillis when it was changed last
/// @param lastVersion the number of the last version, also when it was deleted
/// @param lastToken what made the last change happen once only, or null
/// @param tags its tags
/// @param versions the versions that are there, the oldest first
public record SchemaRecord(
    @Nullable String description,
    long modifiedAtMillis,
    long lastVersion,
    @Nullable String lastToken,
    Map<String, String> tags,
    List<Version> versions) {

  private static final int VERSION = 1;

  public SchemaRecord {
    tags = Map.copyOf(tags);
    versions = List.copyOf(versions);
  }

  /// One version.
  ///
  /// @param type `OpenApi3` or `JSONSchemaDraft4`
  public record Version(long number, String type, long createdAtMillis) {}

  /// A schema without a version yet.
  public static SchemaRecord empty(@Nullable String description, Map<String, String> tags) {
    return new SchemaRecord(description, 0, 0, null, tags, List.of());
  }

  /// The version that counts when none is named.
  public Version latest() {
    return versions.getLast();
  }

  /// A version by its number as it is written, or null.
  public @Nullable Version version(String number) {
    for (Version version : versions) {
      if (Long.toString(version.number).equals(number)) {
        return version;
      }
    }
    return null;
  }

  public SchemaRecord withVersion(String type, long nowMillis, @Nullable String token) {
    List<Version> more = new ArrayList<>(versions);
    more.add(new Version(lastVersion + 1, type, nowMillis));
    return new SchemaRecord(description, nowMillis, lastVersion + 1, token, tags, more);
  }

  public SchemaRecord withoutVersion(Version version, long nowMillis) {
    List<Version> fewer = new ArrayList<>(versions);
    fewer.remove(version);
    return new SchemaRecord(description, nowMillis, lastVersion, lastToken, tags, fewer);
  }

  public SchemaRecord withDescription(@Nullable String changed, long nowMillis) {
    return new SchemaRecord(changed, nowMillis, lastVersion, lastToken, tags, versions);
  }

  public SchemaRecord withTags(Map<String, String> changed) {
    return new SchemaRecord(
        description, modifiedAtMillis, lastVersion, lastToken, changed, versions);
  }

  byte[] encode() {
    FieldWriter out =
        new FieldWriter(256)
            .octet(VERSION)
            .text(description)
            .longNumber(modifiedAtMillis)
            .longNumber(lastVersion)
            .text(lastToken)
            .texts(tags)
            .number(versions.size());
    for (Version version : versions) {
      out.longNumber(version.number).text(version.type).longNumber(version.createdAtMillis);
    }
    return out.toBytes();
  }

  static SchemaRecord decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "A schema");
    String description = in.optionalText();
    long modifiedAtMillis = in.longNumber();
    long lastVersion = in.longNumber();
    String lastToken = in.optionalText();
    Map<String, String> tags = in.texts();
    List<Version> versions = new ArrayList<>();
    for (int left = in.number(); left > 0; left--) {
      versions.add(new Version(in.longNumber(), in.text(), in.longNumber()));
    }
    return new SchemaRecord(description, modifiedAtMillis, lastVersion, lastToken, tags, versions);
  }
}
