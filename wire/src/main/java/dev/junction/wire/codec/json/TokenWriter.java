package dev.junction.wire.codec.json;

import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.ShapeWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes values as JSON or CBOR tokens.
final class TokenWriter implements ShapeWriter {

  private final JsonGenerator generator;
  private final TokenFormat format;

  TokenWriter(JsonGenerator generator, TokenFormat format) {
    this.generator = generator;
    this.format = format;
  }

  private void name(Member member) {
    if (member.isNamed()) {
      generator.writeName(format.nameOf(member));
    }
  }

  @Override
  public void writeStructure(Member member, Shape value) {
    name(member);
    generator.writeStartObject();
    value.writeMembers(this);
    generator.writeEndObject();
  }

  @Override
  public void beginList(Member list, int size) {
    name(list);
    generator.writeStartArray(null, size);
  }

  @Override
  public void endList(Member list) {
    generator.writeEndArray();
  }

  @Override
  public void beginMap(Member map, int size) {
    name(map);
    generator.writeStartObject(null, size);
  }

  @Override
  public void writeKey(Member map, String key) {
    generator.writeName(key);
  }

  @Override
  public void endMap(Member map) {
    generator.writeEndObject();
  }

  @Override
  public void writeNull(Member member) {
    name(member);
    generator.writeNull();
  }

  @Override
  public void writeBoolean(Member member, boolean value) {
    name(member);
    generator.writeBoolean(value);
  }

  @Override
  public void writeByte(Member member, byte value) {
    name(member);
    generator.writeNumber((int) value);
  }

  @Override
  public void writeShort(Member member, short value) {
    name(member);
    generator.writeNumber(value);
  }

  @Override
  public void writeInteger(Member member, int value) {
    name(member);
    generator.writeNumber(value);
  }

  @Override
  public void writeLong(Member member, long value) {
    name(member);
    generator.writeNumber(value);
  }

  @Override
  public void writeFloat(Member member, float value) {
    name(member);
    generator.writeNumber(value);
  }

  @Override
  public void writeDouble(Member member, double value) {
    name(member);
    generator.writeNumber(value);
  }

  @Override
  public void writeBigInteger(Member member, BigInteger value) {
    name(member);
    generator.writeNumber(value);
  }

  @Override
  public void writeBigDecimal(Member member, BigDecimal value) {
    name(member);
    generator.writeNumber(value);
  }

  @Override
  public void writeString(Member member, String value) {
    name(member);
    format.writeText(generator, value);
  }

  @Override
  public void writeBlob(Member member, byte[] value) {
    name(member);
    format.writeBlob(generator, value);
  }

  @Override
  public void writeTimestamp(Member member, Instant value) {
    name(member);
    format.writeTimestamp(generator, member, value);
  }

  @Override
  public void writeDocument(Member member, @Nullable Object value) {
    name(member);
    writeUntyped(value);
  }

  void writeUntyped(@Nullable Object value) {
    switch (value) {
      case null -> generator.writeNull();
      case Boolean flag -> generator.writeBoolean(flag);
      case Integer number -> generator.writeNumber(number);
      case Long number -> generator.writeNumber(number);
      case BigInteger number -> generator.writeNumber(number);
      case BigDecimal number -> generator.writeNumber(number);
      case Number number -> generator.writeNumber(number.doubleValue());
      case List<?> list -> {
        generator.writeStartArray(null, list.size());
        list.forEach(this::writeUntyped);
        generator.writeEndArray();
      }
      case Map<?, ?> map -> {
        generator.writeStartObject(null, map.size());
        map.forEach(
            (key, item) -> {
              generator.writeName(String.valueOf(key));
              writeUntyped(item);
            });
        generator.writeEndObject();
      }
      default -> generator.writeString(value.toString());
    }
  }
}
