package dev.junction.wire.codec.rest;

import dev.junction.wire.codec.TextShapeReader;
import dev.junction.wire.codec.Timestamps;
import dev.junction.wire.schema.MalformedInput;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.TimestampFormat;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Reads a body that is one blob or string as it is.
///
/// @param body the whole body
record PayloadReader(byte[] body) implements TextShapeReader {

  @Override
  public byte[] readBlob(Member member) {
    return body;
  }

  @Override
  public String readText(Member member) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException _) {
      throw new MalformedInput("The body is not UTF-8");
    }
  }

  @Override
  public Instant readTimestamp(Member member) {
    return Timestamps.parse(
        readText(member), member.timestampFormat(TimestampFormat.EPOCH_SECONDS));
  }

  @Override
  public @Nullable Object readDocument(Member member) {
    throw noText();
  }

  @Override
  public void beginStructure(Schema structure) {
    throw noText();
  }

  @Override
  public int nextMember(Schema structure) {
    throw noText();
  }

  @Override
  public void beginList(Member list) {
    throw noText();
  }

  @Override
  public boolean nextElement(Member list) {
    throw noText();
  }

  @Override
  public void beginMap(Member map) {
    throw noText();
  }

  @Override
  public @Nullable String nextKey(Member map) {
    throw noText();
  }

  private static MalformedInput noText() {
    return new MalformedInput("The body is neither a blob nor a string");
  }

  @Override
  public void skip() {}
}
