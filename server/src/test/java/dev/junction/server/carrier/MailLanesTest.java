package dev.junction.server.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class MailLanesTest {

  private final MailLanes lanes = new MailLanes();
  private final List<MailLanes.Turn> sending = new ArrayList<>();
  private int begun;

  private void enter(String domain, int times) {
    for (int i = 0; i < times; i++) {
      lanes.enter(
          domain,
          1_000,
          turn -> {
            begun++;
            sending.add(turn);
          });
    }
  }

  private long sendingTo(String domain) {
    return sending.stream().filter(turn -> turn.domain().equals(domain)).count();
  }

  private void endAll(String domain, MailLanes.End how) {
    List<MailLanes.Turn> ending =
        sending.stream().filter(turn -> turn.domain().equals(domain)).toList();
    ending.forEach(
        turn -> {
          sending.remove(turn);
          lanes.end(turn, how);
        });
  }

  @Test
  void domainsThatHangLeaveRoomForOthers() {
    enter("slow.example", 100);
    enter("dead.example", 100);
    assertThat(sending).hasSize(2 * MailLanes.OF_ONE_MAX);
    enter("fast.example", 1);
    assertThat(sendingTo("fast.example")).isEqualTo(1);
  }

  @Test
  void domainsThatAreKnownToBeSilentShareTheirOwnRoom() {
    for (int i = 0; i < 30; i++) {
      enter("silent" + i + ".example", 2 * MailLanes.OF_ONE_MAX);
    }
    // Each is found out.
    while (sending.stream().anyMatch(turn -> !turn.isSilent())) {
      MailLanes.Turn turn =
          sending.stream().filter(each -> !each.isSilent()).findFirst().orElseThrow();
      sending.remove(turn);
      lanes.end(turn, MailLanes.End.SILENT);
    }
    assertThat(sending).hasSize(MailLanes.OF_SILENT_MAX);
    enter("fast.example", 100);
    assertThat(sendingTo("fast.example")).isEqualTo(MailLanes.OF_ONE_MAX);
  }

  @Test
  void aDomainThatAnswersAgainHasItsRoomAgain() {
    enter("a.example", 30);
    endAll("a.example", MailLanes.End.SILENT);
    assertThat(sendingTo("a.example")).isEqualTo(1);
    endAll("a.example", MailLanes.End.ANSWERED);
    assertThat(sendingTo("a.example")).isEqualTo(MailLanes.OF_ONE_MAX);
  }

  @Test
  void whatWaitsHasABound() {
    // As many as are sent at once; the bytes of what is being sent do not count.
    for (int i = 0; i < MailLanes.OF_ONE_MAX; i++) {
      lanes.enter("a.example", MailLanes.WAITING_BYTES_MAX, sending::add);
    }
    assertThat(lanes.hasRoom("a.example", MailLanes.WAITING_BYTES_MAX)).isTrue();
    lanes.enter("a.example", MailLanes.WAITING_BYTES_MAX, sending::add);
    assertThat(lanes.hasRoom("a.example", 1)).isFalse();
    assertThat(lanes.hasRoom("b.example", 1)).as("it would not wait").isTrue();
    endAll("a.example", MailLanes.End.SILENT);
    assertThat(sendingTo("a.example")).isEqualTo(1);
    assertThat(lanes.hasRoom("a.example", MailLanes.WAITING_BYTES_MAX / 2)).isTrue();
    assertThat(lanes.hasRoom("a.example", MailLanes.WAITING_BYTES_MAX / 2 + 1))
        .as("the other half is for domains that answer")
        .isFalse();
  }

  @Test
  void everyMailHasItsTurnWhateverTheOthersDo() {
    SplittableRandom random = new SplittableRandom(7);
    int mails = 2_000;
    for (int i = 0; i < mails; i++) {
      enter("d" + random.nextInt(40) + ".example", 1);
      if (random.nextInt(3) == 0) {
        endOne(random);
      }
      check();
    }
    while (!sending.isEmpty()) {
      endOne(random);
      check();
    }
    assertThat(begun).isEqualTo(mails);
  }

  private void endOne(SplittableRandom random) {
    MailLanes.Turn turn = sending.remove(random.nextInt(sending.size()));
    MailLanes.End[] ends = MailLanes.End.values();
    lanes.end(turn, ends[random.nextInt(ends.length)]);
  }

  private void check() {
    assertThat(sending.size()).isLessThanOrEqualTo(MailLanes.AT_ONCE_MAX);
    assertThat(sending.stream().filter(MailLanes.Turn::isSilent).count())
        .isLessThanOrEqualTo(MailLanes.OF_SILENT_MAX);
    for (MailLanes.Turn turn : sending) {
      assertThat(sendingTo(turn.domain())).isLessThanOrEqualTo(MailLanes.OF_ONE_MAX);
    }
  }
}
