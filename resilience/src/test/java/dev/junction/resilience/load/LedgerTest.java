package dev.junction.resilience.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The checker itself: each kind of damage has to be seen.
final class LedgerTest {

  private final Ledger ledger = new Ledger(Ledger.Rule.AFTER_THE_ANSWER);

  private void sent(String body) {
    ledger.sending(body);
    ledger.acknowledged(body, System.nanoTime());
  }

  @Test
  void whatWasAcknowledgedAndIsGoneIsLost() {
    sent("a");
    sent("b");
    ledger.sending("without an answer");
    ledger.drained("b");
    assertThat(ledger.isComplete()).isFalse();
    assertThat(ledger.findings().lost()).containsExactly("a");
    assertThat(ledger.findings().count()).isEqualTo(1);
  }

  @Test
  void whatWasDeletedMayBeGoneAndMustNotComeBack() {
    sent("a");
    ledger.deleting("a");
    ledger.deleted("a");
    assertThat(ledger.isComplete()).isTrue();
    ledger.received("a", "id", System.nanoTime() + 1);
    assertThat(ledger.findings().returned()).containsExactly("a");
  }

  @Test
  void aDeleteWithoutAnAnswerMayHaveHappenedOrNot() {
    sent("a");
    ledger.deleting("a");
    ledger.received("a", "id", System.nanoTime());
    assertThat(ledger.findings().count()).isZero();
  }

  @Test
  void aMessageWithTwoIdsIsADuplicateAndAnUnknownOneUnexpected() {
    sent("a");
    ledger.drained("a");
    ledger.received("a", "one", 1);
    ledger.received("a", "one", 2);
    assertThat(ledger.findings().count()).isZero();
    ledger.received("a", "two", 3);
    ledger.received("never sent", "three", 4);
    assertThat(ledger.findings().duplicated()).containsExactly("a");
    assertThat(ledger.findings().unexpected()).containsExactly("never sent");
  }
}
