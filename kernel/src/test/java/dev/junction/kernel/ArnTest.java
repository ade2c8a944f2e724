package dev.junction.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArnTest {

  @Test
  void readsWhatItPrints() {
    Arn arn = Arn.of("sqs", new Region("eu-central-1"), new AccountId("123456789012"), "orders");
    assertThat(arn.toString()).isEqualTo("arn:aws:sqs:eu-central-1:123456789012:orders");
    assertThat(Arn.parse(arn.toString())).contains(arn);
  }

  @Test
  void theResourceMayHoldColons() {
    assertThat(Arn.parse("arn:aws:states:eu-central-1:123456789012:stateMachine:a:b"))
        .get()
        .extracting(Arn::resource)
        .isEqualTo("stateMachine:a:b");
  }

  @Test
  void regionAndAccountMayBeEmpty() {
    assertThat(Arn.parse("arn:aws:s3:::bucket")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "arn", "arn:aws:sqs:r:a", "urn:aws:sqs:r:a:b", "arn::sqs:r:a:b"})
  void otherTextsAreNoArn(String text) {
    assertThat(Arn.parse(text)).isEmpty();
  }
}
