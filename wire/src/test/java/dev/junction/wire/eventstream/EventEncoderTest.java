package dev.junction.wire.eventstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.kernel.ServiceError.Fault;
import dev.junction.wire.codec.json.TokenCodec;
import dev.junction.wire.http.PartSource;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.ErrorSchema;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.ServiceSchema;
import dev.junction.wire.schema.ShapeType;
import dev.junction.wire.schema.Trait;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// Events on the wire. The bytes were made by hand after the "Amazon Event Stream Specification"
/// and read back by botocore 1.43.11 (`botocore.eventstream.EventStreamBuffer`).
final class EventEncoderTest {

  private static final String JSON = "application/x-amz-json-1.1";

  private static final Schema CHUNK = Schema.declare("Chunk", ShapeType.STRUCTURE);
  private static final Schema PLAIN = Schema.declare("Plain", ShapeType.STRUCTURE);
  private static final Schema BROKEN = Schema.declare("Broken", ShapeType.STRUCTURE);
  private static final Schema STREAM =
      Schema.declare("Stream", ShapeType.UNION, Trait.Marker.STREAMING);
  private static final Schema OUTPUT = Schema.declare("Output", ShapeType.STRUCTURE);

  static {
    CHUNK.link(
        Member.of("number", Schema.INTEGER, Trait.Marker.EVENT_HEADER),
        Member.of("flag", Schema.BOOLEAN, Trait.Marker.EVENT_HEADER),
        Member.of("bytes", Schema.BLOB, Trait.Marker.EVENT_PAYLOAD));
    PLAIN.link(Member.of("text", Schema.STRING));
    BROKEN.link(Member.of("message", Schema.STRING));
    STREAM.link(Member.of("Chunk", CHUNK), Member.of("plain", PLAIN), Member.of("Broken", BROKEN));
    OUTPUT.link(Member.of("Other", Schema.STRING), Member.of("stream", STREAM));
  }

  private static final ServiceSchema SERVICE =
      ServiceSchema.of("sample")
          .protocols(List.of(ServiceSchema.Protocol.AWS_JSON_1_1))
          .error(new ErrorSchema(BROKEN, "Broken", 400, Fault.CLIENT))
          .build();

  private final EventEncoder encoder = new EventEncoder(SERVICE, TokenCodec.AWS_JSON, JSON);

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static Document event(String name, Document value) {
    return Document.of(STREAM).set(name, value).build();
  }

  private static Document plain(String text) {
    return event("plain", Document.of(PLAIN).set("text", text).build());
  }

  @Test
  void theOtherMembersOfAnOutputAreTheFirstMessage() {
    assertThat(hex(encoder.initialResponse(Document.of(OUTPUT).set("Other", "x").build())))
        .isEqualTo(
            "0000007d0000006029d29a4f0d3a6d6573736167652d747970650700056576656e740b3a6576656e742d"
                + "74797065070010696e697469616c2d726573706f6e73650d3a636f6e74656e742d747970650700"
                + "1a6170706c69636174696f6e2f782d616d7a2d6a736f6e2d312e317b224f74686572223a227822"
                + "7df30b4b41");
    assertThat(EventStreamOutput.isOne(OUTPUT)).isTrue();
    assertThat(EventStreamOutput.isOne(PLAIN)).isFalse();
  }

  @Test
  void headersAndPayloadOfAnEventAreWhereTheModelPutsThem() {
    Document chunk =
        Document.of(CHUNK)
            .set("number", 7)
            .set("flag", true)
            .set("bytes", new byte[] {0, 1, 2})
            .build();
    assertThat(hex(encoder.event(event("Chunk", chunk))))
        .isEqualTo(
            "00000078000000659158e1b00d3a6d6573736167652d747970650700056576656e740b3a6576656e742d"
                + "74797065070005"
                + "4368756e6b066e756d626572040000000704666c6167000d3a636f6e74656e742d747970650700"
                + "186170706c69636174696f6e2f6f637465742d73747265616d00010274e84271");
  }

  @Test
  void anErrorOfTheModelIsAnException() {
    Document broken = Document.of(BROKEN).set("message", "m").build();
    assertThat(hex(encoder.event(event("Broken", broken))))
        .isEqualTo(
            "0000007d0000005ee8b387e40d3a6d6573736167652d74797065070009657863657074696f6e0f3a6578"
                + "63657074696f6e2d7479706507000642726f6b656e0d3a636f6e74656e742d7479706507001a61"
                + "70706c69636174696f6e2f782d616d7a2d6a736f6e2d312e317b226d657373616765223a226d22"
                + "7d2e0595c6");
  }

  @Test
  void anyOtherErrorHasCodeAndText() {
    assertThat(hex(EventEncoder.failure("C", "text")))
        .isEqualTo(
            "0000004c0000003cd74e16a60d3a6d6573736167652d747970650700056572726f720b3a6572726f722d"
                + "636f6465070001430e3a6572726f722d6d65737361676507000474657874904e2935");
  }

  @Test
  void aUnionWithoutAnEventIsNone() {
    assertThatThrownBy(() -> encoder.event(Document.of(STREAM).build()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// Hands out what lies ready, and fails after it.
  private static final class Source implements EventSource<Document> {
    private final Deque<Document> ready = new ArrayDeque<>();
    private boolean closed;

    @Override
    public CompletionStage<Optional<Document>> next() {
      return ready.isEmpty()
          ? CompletableFuture.failedFuture(new IllegalStateException("for the test"))
          : CompletableFuture.completedFuture(Optional.of(ready.poll()));
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static String next(PartSource parts) {
    return parts
        .next()
        .toCompletableFuture()
        .join()
        .map(bytes -> new String(bytes, UTF_8))
        .orElse("end");
  }

  @Test
  void aSourceThatFailsEndsWithAnErrorAndIsClosed() {
    Source source = new Source();
    source.ready.add(plain("one"));
    EventParts parts = new EventParts(encoder, "first".getBytes(UTF_8), source);
    assertThat(next(parts)).isEqualTo("first");
    assertThat(next(parts)).contains("plain").contains("{\"text\":\"one\"}");
    assertThat(next(parts)).contains(":error-code").contains("InternalFailure");
    assertThat(next(parts)).isEqualTo("end");
    assertThat(source.closed).isTrue();
  }
}
