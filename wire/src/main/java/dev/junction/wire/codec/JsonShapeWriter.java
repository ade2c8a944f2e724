package dev.junction.wire.codec;

import dev.junction.wire.schema.Kind;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.ShapeWriter;
import dev.junction.wire.schema.Structure;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Writes shapes to a JSON or CBOR generator. Times are seconds since the epoch.
final class JsonShapeWriter implements ShapeWriter {

  private final JsonGenerator json;

  /// The container that entries are being written into without a name; null inside a structure.
  private @Nullable Kind within;

  JsonShapeWriter(JsonGenerator json) {
    this.json = json;
  }

  void root(Structure value) {
    json.writeStartObject();
    value.write(this);
    json.writeEndObject();
  }

  private void name(Member member) {
    if (within == null) {
      json.writeName(member.name());
    }
  }

  @Override
  public void text(Member member, String value) {
    name(member);
    json.writeString(value);
  }

  @Override
  public void bool(Member member, boolean value) {
    name(member);
    json.writeBoolean(value);
  }

  @Override
  public void integer(Member member, long value) {
    name(member);
    json.writeNumber(value);
  }

  @Override
  public void number(Member member, double value) {
    name(member);
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      json.writeString(Double.toString(value));
    } else {
      json.writeNumber(value);
    }
  }

  @Override
  public void blob(Member member, byte[] value) {
    name(member);
    json.writeBinary(value);
  }

  @Override
  public void timestamp(Member member, Instant value) {
    name(member);
    BigDecimal seconds = BigDecimal.valueOf(value.toEpochMilli(), 3).stripTrailingZeros();
    json.writeNumber(seconds.scale() < 0 ? seconds.setScale(0) : seconds);
  }

  @Override
  public void structure(Member member, Structure value) {
    name(member);
    Kind outer = within;
    within = null;
    root(value);
    within = outer;
  }

  @Override
  public <T> void list(Member member, List<T> values, Element<T> element) {
    name(member);
    Kind outer = within;
    within = Kind.LIST;
    json.writeStartArray();
    Member entry = member.target().element();
    for (T value : values) {
      element.write(this, entry, value);
    }
    json.writeEndArray();
    within = outer;
  }

  @Override
  public <T> void map(Member member, Map<String, T> values, Element<T> element) {
    name(member);
    Kind outer = within;
    within = Kind.MAP;
    json.writeStartObject();
    Member entry = member.target().value();
    values.forEach(
        (key, value) -> {
          json.writeName(key);
          element.write(this, entry, value);
        });
    json.writeEndObject();
    within = outer;
  }
}
