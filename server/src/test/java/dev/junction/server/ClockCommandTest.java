package dev.junction.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// `junction clock` as it is typed.
final class ClockCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private String said() {
    String text = out.toString();
    out.getBuffer().setLength(0);
    return text;
  }

  @Test
  void theClockIsHeldMovedAndReleased() {
    try (RunningJunction server = new RunningJunction()) {
      String at = "--endpoint=" + server.endpoint();

      assertThat(run("clock", at)).isZero();
      assertThat(said()).matches("[0-9T:.-]+Z  running, with the machine's clock\\R");

      assertThat(run("clock", "hold", at)).isZero();
      assertThat(said()).contains("  held, ");

      assertThat(run("clock", at, "advance", "1d2h")).isZero();
      assertThat(said()).contains("  held, 1d", "ahead of the machine's clock");

      assertThat(run("clock", "hold", "--at", "2099-01-01T00:00:00Z", at)).isZero();
      assertThat(said()).startsWith("2099-01-01T00:00:00Z  held, ");

      assertThat(run("clock", "release", at)).isZero();
      assertThat(run("clock", "show", at)).isZero();
      assertThat(said()).contains("  running, ", "ahead of the machine's clock");
      assertThat(server.junction.clock().now()).isAfter(Instant.parse("2099-01-01T00:00:00Z"));
      assertThat(err.toString()).isEmpty();
    }
  }

  @Test
  void helpNamesTheServicesAndTheCommand() {
    assertThat(run("help")).isZero();
    assertThat(said())
        .contains("queues, topics, event buses, schedules,", "pipes, schemas and logs", "  clock ");
  }

  @Test
  void whatTheServerRefusesIsToldInItsWords() {
    try (RunningJunction server = new RunningJunction()) {
      assertThat(run("clock", "advance", "soon", "--endpoint", server.endpoint())).isEqualTo(1);
      assertThat(err.toString()).contains("junction: ", "500ms, 90s, 15m", "\"soon\"");
    }
  }

  @Test
  void whereNoJunctionAnswersItSaysHowToStartOne() {
    String endpoint;
    try (RunningJunction server = new RunningJunction()) {
      endpoint = server.endpoint();
    }

    assertThat(run("clock", "--endpoint", endpoint)).isEqualTo(1);
    assertThat(err.toString()).contains("no Junction answers at " + endpoint, "./junction start");
  }

  @Test
  void anEndpointThatIsNoneIsRefused() {
    assertThat(run("clock", "--endpoint", "localhost")).isEqualTo(1);
    assertThat(err.toString()).contains("localhost is no address", "http://127.0.0.1:4566");
  }

  @Test
  void theHelpShowsHowToUseIt() {
    assertThat(run("clock", "--help")).isZero();
    assertThat(said()).contains("hold", "advance", "release", "--endpoint");
  }
}
