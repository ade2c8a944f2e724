package dev.junction.queue.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// A dead letter that is on its way for the second time, as it was first released: it stays
/// readable and is still written so. The file is never changed.
final class GoldenTransferTest {

  @Test
  void aDeadLetterOnItsWayIsReadWithItsPast() throws IOException {
    byte[] golden;
    try (InputStream in =
        GoldenTransferTest.class.getResourceAsStream("/golden/format-4/transfer.txt")) {
      assertThat(in).isNotNull();
      golden = HexFormat.of().parseHex(new String(in.readAllBytes(), UTF_8).strip());
    }
    Transfer transfer = Transfer.decode(golden);
    assertThat(transfer.why()).isEqualTo(Transfer.Why.DEAD_LETTER);
    assertThat(transfer.source().name()).isEqualTo("middle");
    assertThat(transfer.target().name()).isEqualTo("end");
    StoredMessage letter = StoredMessage.decode(transfer.stored());
    assertThat(letter.body()).isEqualTo("letter of a letter");
    assertThat(letter.receivedElsewhere()).isEqualTo(2);
    assertThat(letter.firstReceivedElsewhereMillis()).isEqualTo(1_767_323_045_000L);
    assertThat(letter.deadLetterSourceArn()).isEqualTo("arn:aws:sqs:us-east-1:123456789012:start");
    assertThat(transfer.encode()).isEqualTo(golden);
  }
}
