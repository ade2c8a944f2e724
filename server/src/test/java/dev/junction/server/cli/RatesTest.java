package dev.junction.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.server.cli.QueueRow.Counted;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RatesTest {

  private static final Screen PLAIN = new Screen(false, false);

  private static QueueRow row(String name, long sent, long received, long deleted) {
    Counted counted = new Counted(sent, received, deleted);
    return new QueueRow(
        new QueueRow.Key("000000000000", "r-1", name), "standard", 1, 0, 0, 0, counted);
  }

  @Test
  void ratesAreTheDifferencesOfTwoSamplesPerSecond() {
    Rates rates = Rates.since(List.of(row("q", 100, 10, 5)), 2);
    QueueRow now = row("q", 2_100, 15, 5);

    assertThat(rates.sent(now)).isEqualTo("1000");
    assertThat(rates.received(now)).isEqualTo("2.5");
    assertThat(rates.deleted(now)).isEqualTo("0");
  }

  @Test
  void whatCannotBeToldIsAHyphen() {
    QueueRow now = row("q", 3, 3, 3);

    assertThat(Rates.NONE.sent(now)).isEqualTo("-");
    assertThat(Rates.since(List.of(row("other", 0, 0, 0)), 1).sent(now)).isEqualTo("-");
    assertThat(Rates.since(List.of(row("q", 9, 0, 0)), 1).sent(now)).isEqualTo("-");
  }

  @Test
  void coloursStandOnATerminalOnlyAndDoNotMoveColumns() {
    List<QueueRow> rows = List.of(row("q", 0, 0, 0));
    String coloured = QueueTable.of(rows, null, new Screen(true, true));
    String plain = QueueTable.of(rows, null, PLAIN);

    assertThat(plain).doesNotContain("\u001b");
    assertThat(coloured).contains("\u001b[1mNAME").isNotEqualTo(plain);
    assertThat(coloured.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(plain);
    assertThat(PLAIN.clear()).isEmpty();
  }

  @Test
  void aQueueWithDelayedMessagesAloneHasNoOldestOne() {
    Counted counted = new Counted(1, 0, 0);
    QueueRow delayed =
        new QueueRow(new QueueRow.Key("0", "r-1", "q"), "standard", 0, 0, 1, 0, counted);
    assertThat(QueueTable.of(List.of(delayed), null, PLAIN)).endsWith(" -\n");
    assertThat(QueueTable.of(List.of(row("q", 1, 0, 0)), null, PLAIN)).endsWith(" 0s\n");
  }

  @Test
  void aScreenThatIsNoTerminalHasNoColours() {
    assertThat(Screen.of(null, java.util.Map.of())).isEqualTo(PLAIN);
  }
}
