package dev.junction.schedule.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.models.sqs.SqsService;
import dev.junction.wire.schema.MalformedInput;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What schedules hand to operations.
final class TargetInputTest {

  @Test
  void aTextThatIsNoJsonIsRefusedInWordsForItsAuthor() {
    var operation = Objects.requireNonNull(SqsService.SCHEMA.operation("CreateQueue"));
    assertThatThrownBy(() -> TargetInput.universal("{\"QueueName\":\"q\"", operation))
        .isInstanceOfSatisfying(
            MalformedInput.class,
            malformed ->
                assertThat(malformed.text())
                    .contains("(start marker at [byte offset")
                    .doesNotContain("REDACTED"));
  }
}
