package dev.junction.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// `junction queues` as it is typed.
final class QueuesCommandTest {

  private final RunningJunction server = new RunningJunction();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void stop() {
    server.close();
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private void fill() throws Exception {
    server.junction.clock().hold();
    server.create("orders", "");
    server.create("a-much-longer-name.fifo", "\"FifoQueue\":\"true\"");
    server.onQueue("SendMessage", "orders", ",\"MessageBody\":\"m\"");
    server.onQueue("SendMessage", "orders", ",\"MessageBody\":\"m\"");
    server.onQueue("SendMessage", "orders", ",\"MessageBody\":\"m\",\"DelaySeconds\":900");
    server.onQueue("ReceiveMessage", "orders", ",\"VisibilityTimeout\":900");
    server.junction.clock().advance(Duration.ofSeconds(75));
  }

  @Test
  void queuesStandInATable() throws Exception {
    fill();

    assertThat(run("queues", "--endpoint", server.endpoint())).isZero();
    assertThat(out)
        .hasToString(
            """
            NAME                     REGION     ACCOUNT       TYPE      VISIBLE  IN FLIGHT  DELAYED  OLDEST
            a-much-longer-name.fifo  us-east-1  000000000000  fifo            0          0        0       -
            orders                   us-east-1  000000000000  standard        1          1        1   1m15s
            """);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void watchingShowsRatesTableByTable() throws Exception {
    fill();

    assertThat(run("queues", "--watch", "0.1", "--count", "2", "--endpoint", server.endpoint()))
        .isZero();
    assertThat(out.toString())
        .startsWith(server.endpoint() + ", every 0.1 s; Ctrl-C ends it\nNAME ")
        .contains("SENT/S  RECEIVED/S  DELETED/S\n")
        .containsPattern("orders .* 1m15s +- +- +-\n")
        .containsPattern("orders .* 1m15s +0 +0 +0\n")
        .doesNotContain("\u001b");
  }

  @Test
  void jsonIsWhatThePageSays() throws Exception {
    fill();

    assertThat(run("queues", "--json", "--region=us-east-1", "--endpoint=" + server.endpoint()))
        .isZero();
    assertThat(out.toString()).startsWith("{\"now\":\"").endsWith("}\n").contains("\"orders\"");
  }

  @Test
  void withoutQueuesItSaysSo() {
    assertThat(run("queues", "--account=111122223333", "--endpoint=" + server.endpoint())).isZero();
    assertThat(out.toString()).contains("There are no queues at " + server.endpoint());
  }

  @Test
  void badOptionsAreRefused() {
    assertThat(run("queues", "--watch", "0")).isEqualTo(2);
    assertThat(run("queues", "--region", "a&b")).isEqualTo(2);
    assertThat(err.toString()).contains("--watch must be", "--region a&b is no region");
  }

  @Test
  void whereNoJunctionAnswersItSaysHowToStartOne() {
    try (RunningJunction gone = new RunningJunction()) {
      String endpoint = gone.endpoint();
      gone.close();
      assertThat(run("queues", "--endpoint", endpoint)).isEqualTo(1);
    }
    assertThat(err.toString()).contains("no Junction answers at ", "./junction start");
  }
}
