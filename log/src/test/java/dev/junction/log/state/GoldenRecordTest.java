package dev.junction.log.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Region;
import dev.junction.log.domain.EventPosition;
import dev.junction.log.domain.GroupAddress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Keys and records of log groups in the format of their first release stay readable, and are still
/// written so. The files of a format are never changed.
final class GoldenRecordTest {

  private static final long TIME = 1_767_323_045_000L;
  private static final GroupRecord GROUP =
      new GroupRecord(
          7,
          TIME,
          new GroupRecord.Retention(14, TIME + 9),
          "STANDARD",
          "arn:aws:kms:a",
          true,
          Map.of("team", "a"));
  private static final StreamRecord STREAM =
      new StreamRecord(3, TIME, true, TIME - 2, TIME - 1, TIME, 5, 144);
  private static final GroupCounters COUNTERS = new GroupCounters(144, 3);
  private static final LogTimer TIMER = new LogTimer(7, 3, 1);
  private static final Policies POLICIES =
      Policies.NONE.with(
          "events",
          Policies.Named.of(
              "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":"
                  + "{\"Service\":\"events.amazonaws.com\"},\"Action\":\"logs:PutLogEvents\","
                  + "\"Resource\":\"*\"}}",
              TIME));

  @Test
  void recordsOfFormatOneAreReadAndWritten() throws IOException {
    assertThat(GroupRecord.decode(golden("group"))).isEqualTo(GROUP);
    same("group", GROUP.encode());
    assertThat(StreamRecord.decode(golden("stream"))).isEqualTo(STREAM);
    same("stream", STREAM.encode());
    assertThat(GroupCounters.decode(golden("counters"))).isEqualTo(COUNTERS);
    same("counters", COUNTERS.encode());
    assertThat(LogTimer.decode(golden("timer"))).isEqualTo(TIMER);
    same("timer", TIMER.encode());
    same("policies", Policies.decode(golden("policies")).encode());
    same("policies", POLICIES.encode());
    AccountId account = new AccountId("123456789012");
    same("news", PolicyNews.encode(account, Region.DEFAULT, POLICIES));
    assertThat(PolicyNews.decode(golden("news")).account()).isEqualTo(account);
    StoredEvent event = StoredEvent.decode(golden("event"));
    assertThat(event.ingestedAtMillis()).isEqualTo(TIME);
    assertThat(event.text()).isEqualTo("hello");
    same("event", event.encode());
    same("name", GroupEvents.nameValue("s"));
  }

  /// Entries came after the first release, so they have a file of their own.
  @Test
  void entriesFromOtherPartitionsAreReadAndWritten() throws IOException {
    GroupAddress group = new GroupAddress(new AccountId("123456789012"), Region.DEFAULT, "g");
    GroupEntry entry = new GroupEntry(group, "s", TIME, new byte[] {'t'});
    byte[] golden = golden("entry", "entry.txt");
    assertThat(entry.encode()).isEqualTo(golden);
    GroupEntry read = GroupEntry.decode(golden);
    assertThat(read.group()).isEqualTo(group);
    assertThat(read.text()).isEqualTo(new byte[] {'t'});
  }

  @Test
  void keysOfFormatOneAreWritten() throws IOException {
    GroupAddress address =
        new GroupAddress(new AccountId("123456789012"), Region.DEFAULT, "/aws/events/orders");
    same("group-key", LogKeys.group(address));
    assertThat(LogKeys.addressOf(golden("group-key"))).isEqualTo(address);
    same("stream-key", LogKeys.stream(7, "s"));
    same("stream-by-time-key", LogKeys.streamByTime(7, TIME, "s"));
    EventPosition at = new EventPosition(TIME, 3, 5);
    same("event-key", LogKeys.event(7, at));
    assertThat(LogKeys.positionOf(golden("event-key"))).isEqualTo(at);
    same("event-by-time-key", LogKeys.eventByTime(7, at));
    assertThat(LogKeys.positionByTimeOf(golden("event-by-time-key"))).isEqualTo(at);
  }

  private static void same(String name, byte[] encoded) throws IOException {
    assertThat(HexFormat.of().formatHex(encoded))
        .as(name)
        .isEqualTo(HexFormat.of().formatHex(golden(name)));
  }

  private static byte[] golden(String name) throws IOException {
    return golden(name, "records.txt");
  }

  private static byte[] golden(String name, String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            GoldenRecordTest.class.getResourceAsStream("/golden/format-1/" + file))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> line.startsWith(name + ' '))
          .map(line -> HexFormat.of().parseHex(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow();
    }
  }
}
