package dev.junction.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.delivery.report.ReportWish;
import dev.junction.delivery.report.Stamp;
import dev.junction.delivery.trace.TraceMark;
import dev.junction.kernel.Invariant;
import dev.junction.kernel.TraceContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What deliveries store in the format of their first release stays readable, and is still written
/// so. The files of a format are never changed.
final class GoldenRecordTest {

  private static final Content CONTENT =
      new Content(
          new Source(
              "sns.amazonaws.com", "arn:aws:sns:us-east-1:123456789012:orders", "123456789012"),
          List.of(Body.fixed(utf8("raw")), new Body(utf8("head "), utf8(" tail"))),
          List.of(
              Attribute.text("kind", "String", "a"),
              new Attribute("bytes", "Binary", true, new byte[] {1, 2})),
          "subject",
          Map.of("x-message", "1"),
          "group",
          "id");
  private static final Recipient INSIDE =
      Recipient.of(
          3,
          "arn:aws:sqs:us-east-1:123456789012:q",
          "sub-1",
          true,
          "arn:aws:sqs:us-east-1:123456789012:dead");
  private static final Recipient OUTSIDE =
      Recipient.of(
          3,
          "http://127.0.0.1:9/hook",
          "sub-2",
          false,
          null,
          new Outside(
              new RetryPolicy(1, 60, 10, 2, 3, 1, RetryPolicy.Backoff.EXPONENTIAL),
              5,
              Map.of("Content-Type", "text/plain")));
  private static final Letter LETTER =
      new Letter(
          1_767_323_045_000L,
          "sms",
          "+4912345678",
          "123456789012",
          "arn:aws:sns:us-east-1:123456789012:orders",
          null,
          "text");

  @Test
  void aDispatchOfFormatOneIsReadAndWritten() throws IOException {
    byte[] golden = golden("dispatch");
    assertThat(
            Dispatch.begin(false, CONTENT, 100)
                .octet(0)
                .raw(INSIDE.encoded())
                .octet(1)
                .raw(OUTSIDE.encoded())
                .toBytes())
        .isEqualTo(golden);
    Dispatch dispatch = Dispatch.decode(golden);
    assertThat(dispatch.isDeadLetter()).isFalse();
    assertThat(dispatch.content().source()).isEqualTo(CONTENT.source());
    assertThat(dispatch.content().headers()).isEqualTo(CONTENT.headers());
    assertThat(dispatch.content().subject()).isEqualTo("subject");
    assertThat(dispatch.content().attributes().getFirst().text()).isEqualTo("a");
    Dispatch.Parcel first = dispatch.parcels().getFirst();
    assertThat(dispatch.content().bodies().get(first.body()).of(first.reference()))
        .isEqualTo(utf8("raw"));
    assertThat(first.recipient(3).encoded()).isEqualTo(INSIDE.encoded());
    Dispatch.Parcel second = dispatch.parcels().getLast();
    assertThat(dispatch.content().bodies().get(second.body()).of(second.reference()))
        .isEqualTo(utf8("head sub-2 tail"));
    assertThat(second.outside()).isEqualTo(OUTSIDE.outside());
  }

  @Test
  void aDispatchWithAStampAndWishesIsReadAndWritten() throws IOException {
    Stamp stamp = new Stamp("message-1", 1_767_323_045_000L, "digest");
    Recipient reporting = INSIDE.reporting(List.of(new ReportWish("sqs", 40, true)));
    byte[] written =
        Dispatch.begin(false, CONTENT.with(stamp), 100).octet(0).raw(reporting.encoded()).toBytes();
    assertThat(HexFormat.of().formatHex(written))
        .isEqualTo(HexFormat.of().formatHex(golden("format-2", "stamped")));
    Dispatch dispatch = Dispatch.decode(golden("format-2", "stamped"));
    assertThat(dispatch.content().stamp()).isEqualTo(stamp);
    Dispatch.Parcel parcel = dispatch.parcels().getFirst();
    assertThat(parcel.reports()).isEqualTo(reporting.reports());
    assertThat(parcel.recipient(3).encoded()).isEqualTo(reporting.encoded());
  }

  @Test
  void aDispatchWithAMarkIsReadAndWritten() throws IOException {
    Stamp stamp = new Stamp("message-1", 1_767_323_045_000L, "digest");
    Recipient reporting = INSIDE.reporting(List.of(new ReportWish("sqs", 40, true)));
    TraceContext trace =
        TraceContext.read(
            "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1");
    TraceMark mark =
        new TraceMark(
            Objects.requireNonNull(trace).deeper().deeper(), new UUID(1, 2), 1_767_323_045_000L);
    byte[] written =
        Dispatch.begin(false, CONTENT.with(stamp).marked(mark), 100)
            .octet(0)
            .raw(reporting.encoded())
            .toBytes();
    assertThat(HexFormat.of().formatHex(written))
        .isEqualTo(HexFormat.of().formatHex(golden("format-3", "marked")));
    Dispatch dispatch = Dispatch.decode(golden("format-3", "marked"));
    assertThat(dispatch.content().stamp()).isEqualTo(stamp);
    assertThat(dispatch.content().mark()).isEqualTo(mark);
    assertThat(dispatch.parcels().getFirst().reports()).isEqualTo(reporting.reports());
  }

  @Test
  void aDispatchWithALetterBodyIsReadAndWritten() throws IOException {
    Recipient lettered = INSIDE.withLetters(1);
    Stamp stamp = new Stamp("message-1", 1_767_323_045_000L, "digest");
    TraceContext trace =
        TraceContext.read(
            "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1");
    TraceMark mark =
        new TraceMark(
            Objects.requireNonNull(trace).deeper().deeper(), new UUID(1, 2), 1_767_323_045_000L);
    Map<String, Content> contents =
        Map.of(
            "lettered", CONTENT,
            "letteredStamped", CONTENT.with(stamp),
            "letteredMarked", CONTENT.marked(mark));
    for (Map.Entry<String, Content> each : contents.entrySet()) {
      byte[] golden = golden("format-5", each.getKey());
      assertThat(HexFormat.of().formatHex(golden)).as("its version").startsWith("04");
      byte[] written =
          Dispatch.begin(false, each.getValue(), 100, true)
              .octet(0)
              .raw(lettered.encoded())
              .toBytes();
      assertThat(HexFormat.of().formatHex(written)).isEqualTo(HexFormat.of().formatHex(golden));
      Dispatch dispatch = Dispatch.decode(golden);
      assertThat(dispatch.content().stamp()).isEqualTo(each.getValue().stamp());
      assertThat(dispatch.content().mark()).isEqualTo(each.getValue().mark());
      assertThat(dispatch.parcels().getFirst().letterBody()).isEqualTo(1);
      assertThat(dispatch.encodeFrom(0, 3)).isEqualTo(golden);
    }
  }

  // An older release would take the letter body for the next recipient.
  @Test
  void onlyDispatchesWithALetterBodyHaveItsVersion() {
    Fanout fanout = new Fanout(4);
    fanout.add(INSIDE, 0);
    assertThat(fanout.hasLetterBodies()).isFalse();
    fanout.add(INSIDE.withLetters(1), 0);
    assertThat(fanout.hasLetterBodies()).isTrue();
    fanout.clear();
    assertThat(fanout.hasLetterBodies()).isFalse();
  }

  @Test
  void onlyARecipientInsideHasLettersWithAnotherBody() {
    assertThat(INSIDE.withLetters(1).letterBody()).isEqualTo(1);
    assertThatThrownBy(() -> OUTSIDE.withLetters(1)).isInstanceOf(Invariant.Broken.class);
  }

  @Test
  void whatWaitsAndLettersOfFormatOneAreReadAndWritten() throws IOException {
    PendingDelivery pending = PendingDelivery.decode(golden("pending"));
    assertThat(pending.attempts()).isEqualTo(2);
    assertThat(pending.dueAtMillis()).isEqualTo(1_767_323_045_000L);
    assertThat(pending.dispatch()).isEqualTo(golden("dispatch"));
    assertThat(pending.encode()).isEqualTo(golden("pending"));
    assertThat(Letter.decode(golden("letter"))).isEqualTo(LETTER);
    assertThat(LETTER.encode()).isEqualTo(golden("letter"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] golden(String name) throws IOException {
    return golden("format-1", name);
  }

  private static byte[] golden(String format, String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            GoldenRecordTest.class.getResourceAsStream("/golden/" + format + "/records.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> line.startsWith(name + ' '))
          .map(line -> HexFormat.of().parseHex(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow();
    }
  }
}
