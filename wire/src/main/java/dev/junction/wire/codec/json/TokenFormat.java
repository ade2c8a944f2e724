package dev.junction.wire.codec.json;

import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import java.io.OutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;

/// What JSON and CBOR, and their variants in the protocols, do differently.
sealed interface TokenFormat permits JsonFormat, CborFormat {

  /// How deep lists, maps and structures may lie in each other.
  int NESTING_MAX = 100;

  /// What a client may send; the size of the whole body is limited before it gets here.
  StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(NESTING_MAX)
          .maxNumberLength(500)
          .maxNameLength(10_000)
          .maxStringLength(Integer.MAX_VALUE)
          .build();

  JsonParser parser(byte[] body);

  JsonGenerator generator(OutputStream out);

  /// The member that goes by this name, or null.
  @Nullable Member find(Schema structure, String name);

  /// The name that a member goes by.
  String nameOf(Member member);

  byte[] readBlob(JsonParser parser);

  Instant readTimestamp(JsonParser parser, Member member);

  double readDouble(JsonParser parser);

  void writeText(JsonGenerator generator, String value);

  void writeBlob(JsonGenerator generator, byte[] value);

  void writeTimestamp(JsonGenerator generator, Member member, Instant value);
}
