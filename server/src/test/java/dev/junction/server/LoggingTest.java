package dev.junction.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LoggingTest {

  @Test
  void whatCallersWroteStaysInItsLine() {
    LoggerContext context = new LoggerContext();
    PatternLayoutEncoder encoder = Logging.text();
    encoder.setContext(context);
    encoder.start();

    String line =
        line(encoder, context, "no queue {}", "a\n12:00:00.000 INFO  forged\u001b[2J\r\tb");

    assertThat(line)
        .endsWith("WARN  no queue a 12:00:00.000 INFO  forged [2J \tb" + System.lineSeparator());
  }

  private static String line(
      PatternLayoutEncoder encoder, LoggerContext context, String text, String name) {
    LoggingEvent event =
        new LoggingEvent(
            "test", context.getLogger("test"), Level.WARN, text, null, new Object[] {name});
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }
}
