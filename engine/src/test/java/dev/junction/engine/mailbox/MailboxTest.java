package dev.junction.engine.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MailboxTest {

  private static final class Letter extends Linked {
    private final int sender;
    private final int number;

    Letter(int sender, int number) {
      this.sender = sender;
      this.number = number;
    }
  }

  @Test
  void whatIsPutInComesOutInOrder() {
    Mailbox<Letter> mailbox = new Mailbox<>(10);
    mailbox.offer(new Letter(0, 1));
    mailbox.offer(new Letter(0, 2));
    assertThat(next(mailbox)).isEqualTo(1);
    mailbox.offer(new Letter(0, 3));

    assertThat(next(mailbox)).isEqualTo(2);
    assertThat(next(mailbox)).isEqualTo(3);
    assertThat(mailbox.poll()).isNull();
  }

  @Test
  void theFirstItemSaysThatTheOwnerHasToBeWoken() {
    Mailbox<Letter> mailbox = new Mailbox<>(10);
    assertThat(mailbox.offer(new Letter(0, 1))).isEqualTo(Mailbox.Offer.FIRST);
    assertThat(mailbox.offer(new Letter(0, 2))).isEqualTo(Mailbox.Offer.IN);
    mailbox.poll();
    assertThat(mailbox.offer(new Letter(0, 3))).isEqualTo(Mailbox.Offer.FIRST);
  }

  @Test
  void aFullMailboxTakesWhatMustGoInOnly() {
    Mailbox<Letter> mailbox = new Mailbox<>(2);
    mailbox.offer(new Letter(0, 1));
    mailbox.offer(new Letter(0, 2));
    assertThat(mailbox.offer(new Letter(0, 3))).isEqualTo(Mailbox.Offer.FULL);
    assertThat(mailbox.put(new Letter(0, 4))).isEqualTo(Mailbox.Offer.IN);
    assertThat(mailbox.depth()).isEqualTo(3);

    mailbox.poll();
    assertThat(mailbox.depth()).isEqualTo(2);
    assertThat(mailbox.offer(new Letter(0, 5)))
        .as("what was swapped out counts until it is taken")
        .isEqualTo(Mailbox.Offer.FULL);
    mailbox.poll();
    assertThat(mailbox.offer(new Letter(0, 6))).isEqualTo(Mailbox.Offer.FIRST);
  }

  @Test
  void aClosedMailboxGivesOutWhatIsInAndTakesNothing() {
    Mailbox<Letter> mailbox = new Mailbox<>(10);
    mailbox.offer(new Letter(0, 1));
    mailbox.offer(new Letter(0, 2));
    mailbox.peek();
    mailbox.offer(new Letter(0, 3));
    mailbox.close();
    mailbox.close();

    assertThat(mailbox.offer(new Letter(0, 4))).isEqualTo(Mailbox.Offer.CLOSED);
    assertThat(mailbox.put(new Letter(0, 4))).isEqualTo(Mailbox.Offer.CLOSED);
    assertThat(next(mailbox)).isEqualTo(1);
    assertThat(next(mailbox)).isEqualTo(2);
    assertThat(next(mailbox)).isEqualTo(3);
    assertThat(mailbox.poll()).isNull();
    assertThat(mailbox.depth()).isZero();
  }

  @Test
  void nothingIsLostOrTurnedRoundBetweenThreads() throws InterruptedException {
    int senders = 4;
    int each = 50_000;
    Mailbox<Letter> mailbox = new Mailbox<>(1_000);
    List<Thread> threads = new ArrayList<>();
    for (int sender = 0; sender < senders; sender++) {
      int me = sender;
      threads.add(Thread.ofPlatform().start(() -> sendAll(mailbox, me, each)));
    }

    int[] last = new int[senders];
    for (int taken = 0; taken < senders * each; ) {
      Letter letter = mailbox.poll();
      if (letter == null) {
        Thread.onSpinWait();
        continue;
      }
      assertThat(letter.number).isEqualTo(++last[letter.sender]);
      taken++;
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(mailbox.poll()).isNull();
  }

  private static void sendAll(Mailbox<Letter> mailbox, int sender, int count) {
    for (int number = 1; number <= count; number++) {
      Letter letter = new Letter(sender, number);
      while (mailbox.offer(letter) == Mailbox.Offer.FULL) {
        Thread.onSpinWait();
      }
    }
  }

  private static int next(Mailbox<Letter> mailbox) {
    Letter letter = mailbox.poll();
    return letter == null ? -1 : letter.number;
  }
}
