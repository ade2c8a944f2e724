package dev.junction.queue.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Messages on their way between queues, as they were first released: a dead letter that is on
/// its way for the second time, and one that a move task takes out of the last queue. They stay
/// readable and are still written so. The files are never changed.
final class GoldenTransferTest {

  @Test
  void aDeadLetterOnItsWayIsReadWithItsPast() throws IOException {
    byte[] golden = golden("format-4");
    Transfer transfer = Transfer.decode(golden);
    assertThat(transfer.why()).isEqualTo(Transfer.Why.DEAD_LETTER);
    assertThat(transfer.source().name()).isEqualTo("middle");
    assertThat(transfer.target().name()).isEqualTo("end");
    assertThat(transfer.moveTask()).isZero();
    assertThatItHasItsPast(transfer);
    assertThat(transfer.encode()).isEqualTo(golden);
  }

  @Test
  void aMovedMessageOnItsWayIsReadWithTheNumberOfItsTask() throws IOException {
    byte[] golden = golden("format-5");
    Transfer transfer = Transfer.decode(golden);
    assertThat(transfer.why()).isEqualTo(Transfer.Why.MOVE);
    assertThat(transfer.source().name()).isEqualTo("end");
    assertThat(transfer.target().name()).isEqualTo("start");
    assertThat(transfer.moveTask()).isEqualTo(7);
    assertThatItHasItsPast(transfer);
    assertThat(transfer.encode()).isEqualTo(golden);
    assertThat(Transfer.decode(transfer.returned().encode()).moveTask()).isEqualTo(7);
  }

  private static byte[] golden(String format) throws IOException {
    String file = "/golden/" + format + "/transfer.txt";
    try (InputStream in = GoldenTransferTest.class.getResourceAsStream(file)) {
      assertThat(in).isNotNull();
      return HexFormat.of().parseHex(new String(in.readAllBytes(), UTF_8).strip());
    }
  }

  private static void assertThatItHasItsPast(Transfer transfer) {
    StoredMessage letter = StoredMessage.decode(transfer.stored());
    assertThat(letter.body()).isEqualTo("letter of a letter");
    assertThat(letter.receivedElsewhere()).isEqualTo(2);
    assertThat(letter.firstReceivedElsewhereMillis()).isEqualTo(1_767_323_045_000L);
    assertThat(letter.deadLetterSourceArn()).isEqualTo("arn:aws:sqs:us-east-1:123456789012:start");
  }
}
