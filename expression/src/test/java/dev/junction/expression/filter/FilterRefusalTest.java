package dev.junction.expression.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Source of the expected texts: what SNS answered to LocalStack's AWS-validated tests of
/// `TestSNSFilterPolicyConditions` and `TestSNSFilterPolicyCrud` (snapshots of May 2024), without
/// the words in front that the operation adds.
final class FilterRefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"key\":[[\"value\"]]}|Match value must be String, number, true, false, or null|10",
        "{\"key\":[{\"wrong-operator\":true}]}|Unrecognized match type wrong-operator|31",
        "{\"key\":[{\"suffix\":\"value\",\"prefix\":\"value2\"}]}"
            + "|Only one key allowed in match expression|37",
        "{\"key\":[{\"suffix\":100}]}|suffix match pattern must be a string|22",
        "{\"key\":[{\"suffix\":null}]}|suffix match pattern must be a string|23",
        "{\"key\":{\"suffix\":\"value\"}}|\"suffix\" must be an object or an array|19",
        "{\"key\":[{\"suffix\":[]}]}|suffix match pattern must be a string|20",
        "{\"key\":{\"not-an-operator\":\"value\"}}"
            + "|\"not-an-operator\" must be an object or an array|28",
        "{\"key_a\":\"value_one\"}|\"key_a\" must be an object or an array|11",
        "{\"key\":[{\"numeric\":[]}]}|Invalid member in numeric match: ]|22",
        "{\"key\":[{\"numeric\":[\"operator\"]}]}|Unrecognized numeric range operator: operator|32",
        "{\"key\":[{\"numeric\":[1,\"<=\"]}]}|Invalid member in numeric match: 1|22",
        "{\"key\":[{\"numeric\":[\"=\",\"000\"]}]}|Value of equals must be numeric|26",
        "{\"key\":[{\"numeric\":[\">=\"]}]}|Value of >= must be numeric|26",
        "{\"key\":[{\"numeric\":[\"<\",100,\">\",10]}]}|Too many elements in numeric expression|30",
        "{\"key\":[{\"numeric\":[\">=\",1,\">\",2]}]}|Bad numeric range operator: >|31",
        "{\"key\":[{\"numeric\":[\">\",3,\"<\",1]}]}|Bottom must be less than top|33",
        "{\"key\":[{\"numeric\":[\">\",20,\"<=\"]}]}|Value of <= must be numeric|33",
        "{\"key\":[{\"numeric\":[\">\",20,30]}]}|Bad value in numeric range: 30|30",
        "{\"key\":[{\"numeric\":[\">\",20,\"test\"]}]}|Bad numeric range operator: test|34",
        "{\"key\":[{\"numeric\":[\">\",\"20\",\"<\",\"30\"]}]}|Value of > must be numeric|26",
        "{\"key\":[{\"numeric\":[\">\",20,\"<\",\"30\"]}]}|Value of < must be numeric|33",
        "{\"key\":[{\"numeric\":[\">\",20,\"<\",30,\"<\",50]}]}"
            + "|Too many terms in numeric range expression|36",
        "{\"key\":[{\"exists\":null}]}|exists match pattern must be either true or false.|23",
        "{\"key\":[{\"exists\":\"no\"}]}|exists match pattern must be either true or false.|20",
      })
  void aPolicyThatBreaksTheGrammarIsRefusedInTheServicesWords(
      String policy, String sentence, int column) {
    assertThat(refusal(policy, FilterScope.MESSAGE_ATTRIBUTES))
        .isEqualTo(
            "FilterPolicy: "
                + sentence
                + "\n at [Source: (String)\""
                + policy
                + "\"; line: 1, column: "
                + column
                + "]");
  }

  // Source: what LocalStack recorded in `test_validate_set_sub_attributes`, in October 2025.
  @Test
  void aPolicyThatIsNoJsonIsRefusedWithoutItsSource() {
    assertThat(refusal("{invalidjson}", FilterScope.MESSAGE_ATTRIBUTES))
        .isEqualTo(
            "FilterPolicy: failed to parse JSON. Unexpected character ('i' (code 105)): was"
                + " expecting double-quote to start field name\n at [Source: REDACTED"
                + " (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1,"
                + " column: 2]");
  }

  // Source: aws-cdk issue 16549.
  @Test
  void anEmptyListIsRefused() {
    assertThat(refusal("{\"Amount\":[]}", FilterScope.MESSAGE_ATTRIBUTES))
        .startsWith("FilterPolicy: Empty arrays are not allowed\n at [Source: (String)");
  }

  @Test
  void nestingIsRefusedForAttributesAndTakenForBodies() {
    String nested = "{\"object\":{\"key\":[{\"prefix\":\"auto-\"}]}}";

    assertThat(refusal(nested, FilterScope.MESSAGE_ATTRIBUTES))
        .isEqualTo("Filter policy scope MessageAttributes does not support nested filter policy");
    assertThat(FilterPolicy.read(nested, FilterScope.MESSAGE_BODY))
        .isInstanceOf(FilterReading.Accepted.class);
  }

  @Test
  void fiveNamesAtTheTopAreTheMost() {
    assertThat(refusal(policy(6), FilterScope.MESSAGE_ATTRIBUTES))
        .isEqualTo("FilterPolicy: Filter policy can not have more than 5 keys");
    assertThat(FilterPolicy.read(policy(5), FilterScope.MESSAGE_ATTRIBUTES))
        .isInstanceOf(FilterReading.Accepted.class);
  }

  @Test
  void oneHundredAndFiftyCombinationsAreTheMost() {
    String tooComplex = "FilterPolicy: Filter policy is too complex";

    assertThat(refusal("{\"key\":" + values(151) + "}", FilterScope.MESSAGE_ATTRIBUTES))
        .isEqualTo(tooComplex);
    assertThat(FilterPolicy.read("{\"key\":" + values(150) + "}", FilterScope.MESSAGE_ATTRIBUTES))
        .isInstanceOf(FilterReading.Accepted.class);
    assertThat(
            refusal(
                "{\"key1\":" + values(100) + ",\"key2\":" + values(51) + "}",
                FilterScope.MESSAGE_ATTRIBUTES))
        .isEqualTo(tooComplex);
    // 3 x 4 x 2 x 3 x 1 x 3 = 216, from the developer guide
    assertThat(
            refusal(
                "{\"key_a\":{\"key_b\":{\"key_c\":"
                    + values(4)
                    + "}},\"key_d\":{\"key_e\":"
                    + values(3)
                    + "},\"key_f\":"
                    + values(3)
                    + "}",
                FilterScope.MESSAGE_BODY))
        .isEqualTo(tooComplex);
  }

  @Test
  void theCombinationsOfAlternativesAreAddedUp() {
    // (4 * 6) + (4 * 4 * 4) + (4 * 4 * 4) = 152 and (3 * 6) + (3 * 4 * 4) + (3 * 4 * 7) = 150
    assertThat(refusal(alternatives(4, 4), FilterScope.MESSAGE_ATTRIBUTES))
        .isEqualTo("FilterPolicy: Filter policy is too complex");
    assertThat(FilterPolicy.read(alternatives(3, 7), FilterScope.MESSAGE_ATTRIBUTES))
        .isInstanceOf(FilterReading.Accepted.class);
    // (3 * 4 * 2) + (3 * 4 * 6) + (2 * 4 * 2) + (2 * 4 * 6) = 160
    assertThat(
            refusal(
                "{\"$or\":[{\"metricName\":"
                    + values(3)
                    + "},{\"namespace\":"
                    + values(2)
                    + "}],\"detail\":{\"scope\":"
                    + values(2)
                    + ",\"$or\":[{\"source\":"
                    + values(1)
                    + "},{\"type\":"
                    + values(3)
                    + "}]}}",
                FilterScope.MESSAGE_BODY))
        .isEqualTo("FilterPolicy: Filter policy is too complex");
  }

  @Test
  void manyAlternativesOfAlternativesAreRefusedAtOnce() {
    String pair = "[{\"a\":[1]},{\"b\":[1]}]";
    String policy = "{" + "\"$or\":" + pair + (",\"$or\":" + pair).repeat(3) + "}";
    String deep = "{\"x\":{" + "\"$or\":" + pair + (",\"$or\":" + pair).repeat(10_000) + "}}";

    assertThat(FilterPolicy.read(policy, FilterScope.MESSAGE_BODY))
        .isInstanceOf(FilterReading.Accepted.class);
    assertThat(refusal(deep, FilterScope.MESSAGE_BODY))
        .isEqualTo("FilterPolicy: Filter policy is too complex");
  }

  @Test
  void aValueThatIsNoScopeIsRefused() {
    assertThat(FilterScope.parse("RandomValue")).isEmpty();
    assertThat(FilterScope.parse("MessageBody")).contains(FilterScope.MESSAGE_BODY);
    assertThat(FilterScope.refusal("RandomValue"))
        .isEqualTo(
            "FilterPolicyScope: Invalid value [RandomValue]."
                + " Please use either MessageBody or MessageAttributes");
  }

  @Test
  void anEmptyPolicyTakesTheFilterAway() {
    assertThat(FilterPolicy.clears("")).isTrue();
    assertThat(FilterPolicy.clears(" { } ")).isTrue();
    assertThat(FilterPolicy.clears("{\"a\":[1]}")).isFalse();
    assertThat(FilterPolicy.clears("{")).isFalse();
  }

  private static String alternatives(int sources, int spaces) {
    return "{\"source\":"
        + values(sources)
        + ",\"$or\":[{\"metricName\":"
        + values(6)
        + "},{\"metricType\":"
        + values(4)
        + ",\"$or\":[{\"metricId\":[1234,4321,5678,9012]},{\"spaceId\":"
        + values(spaces)
        + "}]}]}";
  }

  private static String policy(int keys) {
    return IntStream.range(0, keys)
        .mapToObj(i -> "\"key" + i + "\":[\"value\"]")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String values(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"value" + i + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String refusal(String policy, FilterScope scope) {
    return FilterPolicy.read(policy, scope) instanceof FilterReading.Refused(String reason)
        ? reason
        : "accepted";
  }
}
