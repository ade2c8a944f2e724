package dev.junction.topic.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.delivery.Attribute;
import dev.junction.kernel.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Source: SNS Developer Guide, "Amazon SNS message attributes"; the text is what Moto's tests
/// expect of the real service (`test_publish_to_sqs_msg_attr_different_formats`).
final class MessageRulesTest {

  private static Outcome<Attribute> number(String type, String text) {
    return MessageRules.attribute("price", type, text, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "+2", "3.", ".5", "-6.25", "1e10", "1.5E-3"})
  void numbersAreTaken(String text) {
    assertThat(number("Number", text)).isInstanceOf(Outcome.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "1,5", "1 ", "0x10", "--1", ".", "1e", "NaN"})
  void otherTextsAreNoNumbers(String text) {
    Outcome<Attribute> refused =
        Outcome.rejected(
            TopicErrors.invalidValue("Could not cast message attribute 'price' value to number."));

    assertThat(number("Number", text)).isEqualTo(refused);
    assertThat(number("Number.euro", text)).isEqualTo(refused);
  }
}
