package dev.junction.wire.codec.rest;

import dev.junction.wire.codec.json.TokenCodec;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.schema.HttpBinding;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.ShapeWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Writes an output whose members are spread over a response.
public final class RestWriter implements ShapeWriter {

  private final TokenCodec codec;
  private final ShapeWriter body;
  private final FieldWriter fields;
  private @Nullable ShapeWriter collection;
  private byte @Nullable [] payload;
  private int status;

  /// @param codec what structured payloads are written with
  /// @param body takes the members that share the body
  /// @param headers takes the members that travel in header fields
  /// @param status the status unless a member says otherwise
  public RestWriter(TokenCodec codec, ShapeWriter body, HttpHeaders headers, int status) {
    this.codec = codec;
    this.body = body;
    this.fields = new FieldWriter(headers);
    this.status = status;
  }

  /// The whole body, if one member was all of it.
  public byte @Nullable [] payload() {
    return payload;
  }

  /// The status of the response.
  public int status() {
    return status;
  }

  /// The writer of the part that a member travels in.
  private ShapeWriter part(Member member) {
    if (!member.isNamed() && collection != null) {
      return collection;
    }
    return switch (member.binding()) {
      case HEADER, PREFIX_HEADERS -> fields;
      case BODY, PAYLOAD, LABEL, QUERY, QUERY_PARAMS, RESPONSE_CODE -> body;
    };
  }

  private static boolean isPayload(Member member) {
    return member.isNamed() && member.binding() == HttpBinding.PAYLOAD;
  }

  @Override
  public void writeStructure(Member member, Shape value) {
    if (isPayload(member)) {
      payload = codec.encode(value);
    } else {
      part(member).writeStructure(member, value);
    }
  }

  @Override
  public void writeString(Member member, String value) {
    if (isPayload(member)) {
      payload = value.getBytes(StandardCharsets.UTF_8);
    } else {
      part(member).writeString(member, value);
    }
  }

  @Override
  public void writeBlob(Member member, byte[] value) {
    if (isPayload(member)) {
      payload = value;
    } else {
      part(member).writeBlob(member, value);
    }
  }

  @Override
  public void writeDocument(Member member, @Nullable Object value) {
    if (isPayload(member)) {
      payload = codec.encodeUntyped(value);
    } else {
      part(member).writeDocument(member, value);
    }
  }

  @Override
  public void writeInteger(Member member, int value) {
    if (member.binding() == HttpBinding.RESPONSE_CODE) {
      status = value;
    } else {
      part(member).writeInteger(member, value);
    }
  }

  @Override
  public void beginList(Member list, int size) {
    ShapeWriter part = part(list);
    part.beginList(list, size);
    collection = part;
  }

  @Override
  public void endList(Member list) {
    part(list).endList(list);
    endCollection(list);
  }

  @Override
  public void beginMap(Member map, int size) {
    ShapeWriter part = part(map);
    part.beginMap(map, size);
    collection = part;
  }

  @Override
  public void writeKey(Member map, String key) {
    part(map).writeKey(map, key);
  }

  @Override
  public void endMap(Member map) {
    part(map).endMap(map);
    endCollection(map);
  }

  /// Only the outermost list or map belongs to a member of the output itself.
  private void endCollection(Member ended) {
    if (ended.isNamed()) {
      collection = null;
    }
  }

  @Override
  public void writeNull(Member member) {
    part(member).writeNull(member);
  }

  @Override
  public void writeBoolean(Member member, boolean value) {
    part(member).writeBoolean(member, value);
  }

  @Override
  public void writeByte(Member member, byte value) {
    part(member).writeByte(member, value);
  }

  @Override
  public void writeShort(Member member, short value) {
    part(member).writeShort(member, value);
  }

  @Override
  public void writeLong(Member member, long value) {
    part(member).writeLong(member, value);
  }

  @Override
  public void writeFloat(Member member, float value) {
    part(member).writeFloat(member, value);
  }

  @Override
  public void writeDouble(Member member, double value) {
    part(member).writeDouble(member, value);
  }

  @Override
  public void writeBigInteger(Member member, BigInteger value) {
    part(member).writeBigInteger(member, value);
  }

  @Override
  public void writeBigDecimal(Member member, BigDecimal value) {
    part(member).writeBigDecimal(member, value);
  }

  @Override
  public void writeTimestamp(Member member, Instant value) {
    part(member).writeTimestamp(member, value);
  }
}
