package dev.junction.schema.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// The keys of registries in a partition's map.
///
/// Shape: the service's keyspace byte, a letter for the kind, then texts with zero bytes between:
/// account, region and the parts named below. Numbers of versions have ten digits.
final class SchemaKeys {

  static final byte KEYSPACE = 41;

  private static final byte REGISTRY = 'R';
  private static final byte SCHEMA = 'S';
  private static final byte CONTENT = 'V';
  private static final byte BINDING = 'B';
  private static final byte DISCOVERER = 'D';

  private SchemaKeys() {}

  static byte[] registry(Place place, String registry) {
    return key(REGISTRY, place, registry);
  }

  static byte[] schema(Place place, String registry, String schema) {
    return key(SCHEMA, place, registry, schema);
  }

  /// The content of a version.
  static byte[] content(Place place, String registry, String schema, long version) {
    return key(CONTENT, place, registry, schema, digits(version));
  }

  /// The code binding of a version in a language.
  static byte[] binding(
      Place place, String registry, String schema, long version, String language) {
    return key(BINDING, place, registry, schema, digits(version), language);
  }

  static byte[] discoverer(Place place, String id) {
    return key(DISCOVERER, place, id);
  }

  /// Where the contents of a schema begin and end, and where its bindings do.
  static byte[][][] everythingOf(Place place, String registry, String schema) {
    return new byte[][][] {
      range(key(CONTENT, place, registry, schema, "")),
      range(key(BINDING, place, registry, schema, ""))
    };
  }

  /// Where the bindings of a version begin and end.
  static byte[][] bindings(Place place, String registry, String schema, long version) {
    return range(key(BINDING, place, registry, schema, digits(version), ""));
  }

  static byte[][] registries() {
    return kind(REGISTRY);
  }

  static byte[][] schemas() {
    return kind(SCHEMA);
  }

  static byte[][] discoverers() {
    return kind(DISCOVERER);
  }

  /// The texts of a key.
  static String[] parts(byte[] key) {
    return new String(key, 2, key.length - 2, StandardCharsets.UTF_8).split("\0", -1);
  }

  private static byte[][] kind(byte kind) {
    return new byte[][] {{KEYSPACE, kind}, {KEYSPACE, (byte) (kind + 1)}};
  }

  /// Everything that begins so; the last byte is a zero.
  private static byte[][] range(byte[] prefix) {
    byte[] end = Arrays.copyOf(prefix, prefix.length);
    end[end.length - 1] = 1;
    return new byte[][] {prefix, end};
  }

  private static String digits(long version) {
    return String.format(Locale.ROOT, "%010d", version);
  }

  private static byte[] key(byte kind, Place place, String... parts) {
    String text = place.account() + "\0" + place.region() + "\0" + String.join("\0", parts);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] key = new byte[2 + bytes.length];
    key[0] = KEYSPACE;
    key[1] = kind;
    System.arraycopy(bytes, 0, key, 2, bytes.length);
    return key;
  }
}
