package dev.junction.bus.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.storage.SealBroken;
import dev.junction.storage.seal.Sealer;
import dev.junction.wire.codec.json.TokenCodec;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.ShapeReader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A resource as the control plane keeps it: what the API says about it, and what it does not say.
///
/// Shape of the value, version 1: version, number, tags, notes, then the API's own shape as JSON
/// to the end. Version 2: version, then version 1 as a [Sealer] seals it, bound to the key.
///
/// @param id the resource's number within its partition, never used again
/// @param shape what the API says
/// @param tags its tags
/// @param notes what only we need to know
public record Stored<T extends Shape>(
    long id, T shape, Map<String, String> tags, Map<String, String> notes) {

  private static final int VERSION = 1;
  private static final byte SEALED = 2;

  public Stored {
    tags = Map.copyOf(tags);
    notes = Map.copyOf(notes);
  }

  /// A resource without tags and notes.
  public static <T extends Shape> Stored<T> of(long id, T shape) {
    return new Stored<>(id, shape, Map.of(), Map.of());
  }

  public Stored<T> with(T changed) {
    return new Stored<>(id, changed, tags, notes);
  }

  public Stored<T> withTags(Map<String, String> changed) {
    return new Stored<>(id, shape, changed, notes);
  }

  /// The same with one note changed; null removes it.
  public Stored<T> note(String name, @Nullable String value) {
    Map<String, String> changed = new TreeMap<>(notes);
    if (value == null) {
      changed.remove(name);
    } else {
      changed.put(name, value);
    }
    return new Stored<>(id, shape, tags, changed);
  }

  /// A note that is a number; 0 without it.
  public long number(String note) {
    String value = notes.get(note);
    return value == null ? 0 : Long.parseLong(value);
  }

  byte[] encode() {
    return new FieldWriter(512)
        .octet(VERSION)
        .longNumber(id)
        .texts(tags)
        .texts(notes)
        .raw(TokenCodec.AWS_JSON.encode(shape))
        .toBytes();
  }

  /// The value with everything in it sealed.
  byte[] seal(Sealer sealer, byte[] key) {
    byte[] sealed = sealer.seal(key, encode());
    return ByteBuffer.allocate(1 + sealed.length).put(SEALED).put(sealed).array();
  }

  /// Reads a value, sealed or not.
  ///
  /// @throws SealBroken when it does not open
  static <T extends Shape> Stored<T> open(
      @Nullable Sealer sealer, byte[] key, byte[] value, Function<ShapeReader, T> reader) {
    if (sealer == null || value[0] != SEALED) {
      return decode(value, reader);
    }
    byte[] sealed = Arrays.copyOfRange(value, 1, value.length);
    return decode(
        sealer.open(
            key,
            sealed,
            () -> "A connection of a bus, sealed with keys/secrets.key of the data folder,"),
        reader);
  }

  static <T extends Shape> Stored<T> decode(byte[] encoded, Function<ShapeReader, T> reader) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "A resource of a bus");
    long id = in.longNumber();
    Map<String, String> tags = in.texts();
    Map<String, String> notes = in.texts();
    return new Stored<>(id, TokenCodec.AWS_JSON.decode(in.rest(), reader), tags, notes);
  }
}
