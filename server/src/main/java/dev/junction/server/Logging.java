package dev.junction.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.junction.server.config.Settings;
import org.slf4j.LoggerFactory;

/// How the process logs: to the standard error stream, as text or as one JSON object per line.
final class Logging {

  private Logging() {}

  /// Applies the settings to the whole process.
  static void configure(Settings.Log settings) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    EncoderBase<ILoggingEvent> encoder = settings.json() ? new JsonEncoder() : text();
    encoder.setContext(context);
    encoder.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(encoder);
    console.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(settings.level()));
    root.addAppender(console);
    context.getLogger("io.netty").setLevel(Level.WARN);
    context.getLogger("io.vertx").setLevel(Level.WARN);
  }

  /// One line for each event: names that callers chose may stand in it, and what they put between
  /// the lines must neither look like another event nor move a terminal's cursor.
  static PatternLayoutEncoder text() {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setPattern(
        "%d{HH:mm:ss.SSS} %-5level %replace(%msg){'[\\x00-\\x08\\x0a-\\x1f\\x7f]', ' '}%n%rEx");
    return encoder;
  }
}
