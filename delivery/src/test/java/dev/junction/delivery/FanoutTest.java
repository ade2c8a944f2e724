package dev.junction.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A partition gets the forms of a message that its recipients need, in their places.
final class FanoutTest {

  private final Fanout fanout = new Fanout(3);
  private final List<Body> all = List.of(body("first"), body("second"), body("third"));

  private static Body body(String text) {
    return Body.fixed(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Recipient recipient(int partition) {
    return Recipient.of(partition, "arn:aws:sqs:us-east-1:123456789012:q", "r", false, null);
  }

  private List<String> needed(int partition) {
    return fanout.needed(partition, all).stream()
        .map(each -> new String(each.of(new byte[0]), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void aPartitionGetsWhatItsRecipientsNeed() {
    fanout.add(recipient(0), 1);
    fanout.add(recipient(1), 0);
    fanout.add(recipient(1), 2);
    assertThat(fanout.count()).isEqualTo(3);
    assertThat(needed(0)).containsExactly("", "second", "");
    assertThat(needed(1)).containsExactly("first", "", "third");
    assertThat(needed(2)).containsExactly("", "", "");
    assertThat(fanout.needsAll(0, 3)).isFalse();
    fanout.add(recipient(1), 1);
    assertThat(fanout.needsAll(1, 3)).isTrue();
  }

  /// A dead letter with notes holds the first form.
  @Test
  void aRecipientWhoseDeadLettersHaveNotesNeedsTheFirstFormToo() {
    Care care = new Care(null, null, Map.of("RULE_ARN", "r"), 0);
    fanout.add(recipient(0).with(care), 2);
    assertThat(needed(0)).containsExactly("first", "", "third");
  }

  @Test
  void theNextMessageBeginsWithNothing() {
    fanout.add(recipient(0), 1);
    fanout.clear();
    fanout.add(recipient(0), 2);
    assertThat(fanout.count()).isEqualTo(1);
    assertThat(needed(0)).containsExactly("", "", "third");
  }
}
