package dev.junction.pipe.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.models.pipes.CreatePipeRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Records of pipes in the format of their first release stay readable, and are still written so.
/// The files of a format are never changed.
final class GoldenRecordTest {

  private static final PipeRecord PIPE =
      new PipeRecord(
          3,
          new PipeRecord.Times(1_767_323_045_000L, 1_767_323_046_000L),
          "RUNNING",
          "START_FAILED",
          "The source",
          Map.of("team", "a"),
          CreatePipeRequest.builder()
              .name("p")
              .source("arn:aws:sqs:us-east-1:123456789012:in")
              .target("arn:aws:sqs:us-east-1:123456789012:out")
              .roleArn("arn:aws:iam::123456789012:role/r")
              .build());

  @Test
  void recordsOfFormatOneAreReadAndWritten() throws IOException {
    byte[] golden;
    try (InputStream in =
        Objects.requireNonNull(
            GoldenRecordTest.class.getResourceAsStream("/golden/format-1/records.txt"))) {
      String line = new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
      golden = HexFormat.of().parseHex(line.substring("pipe ".length()));
    }
    assertThat(PipeRecord.decode(golden)).isEqualTo(PIPE);
    assertThat(PIPE.encode()).isEqualTo(golden);
  }
}
