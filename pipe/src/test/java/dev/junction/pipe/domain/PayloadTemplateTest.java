package dev.junction.pipe.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.Outcome;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What templates make of events. Source of the forms: EventBridge User Guide, "Amazon EventBridge
/// Pipes input transformation", the sample templates.
final class PayloadTemplateTest {

  private static final PipeEvent EVENT =
      new PipeEvent(
          "{\"id\":\"1\",\"body\":\"{\\\"k\\\":\\\"v\\\"}\"}",
          "{\"id\":\"1\",\"body\":{\"k\":\"v\"}}");
  private static final PayloadTemplate.Circumstances AROUND =
      new PayloadTemplate.Circumstances("arn:p", "p", "arn:s", "", "arn:t");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Hello, sender|Hello, sender",
        "\"Hello, <$.id>\"|\"Hello, 1\"",
        "Hello, <$.id>|Hello, 1",
        "<$.id>|1",
        "<$.body>|{\"k\":\"v\"}",
        "<$.body.k>|v",
        "{\"a\":<$.body.k>}|{\"a\":\"v\"}",
        "{\"a\":<$.body>}|{\"a\":{\"k\":\"v\"}}",
        "{\"a\":\"is <$.body>\"}|{\"a\":\"is {k:v}\"}",
        "{\"a\":<$.gone>}|{\"a\":\"\"}",
        "{\"n\":<aws.pipes.pipe-name>}|{\"n\":\"p\"}",
        "{\"s\":\"<aws.pipes.source-arn>\",\"t\":\"<aws.pipes.target-arn>\"}"
            + "|{\"s\":\"arn:s\",\"t\":\"arn:t\"}",
        "{\"t\":<aws.pipes.event.ingestion-time>}|{\"t\":\"2026-01-02T03:04:05.000Z\"}",
        "{\"e\":<aws.pipes.event.json>}|{\"e\":{\"id\":\"1\",\"body\":{\"k\":\"v\"}}}",
        "a < b <b>|a < b <b>",
      })
  void placesGetWhatTheEventHas(String template, String made) {
    assertThat(fill(template)).isEqualTo(made);
  }

  @Test
  void anUnknownVariableAndABrokenPathAreRefused() {
    for (String template : new String[] {"<aws.pipes.nothing>", "<$.a[>", "<$..>"}) {
      assertThat(PayloadTemplate.read(template, "T")).isInstanceOf(Outcome.Rejected.class);
    }
  }

  private static String fill(String template) {
    if (PayloadTemplate.read(template, "T")
        instanceof Outcome.Accepted<PayloadTemplate>(PayloadTemplate read)) {
      return String.valueOf(read.fill(EVENT, AROUND, Instant.parse("2026-01-02T03:04:05Z")));
    }
    return "refused";
  }
}
