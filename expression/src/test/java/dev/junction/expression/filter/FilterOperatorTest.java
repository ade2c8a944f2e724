package dev.junction.expression.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each operator with the examples of the SNS Developer Guide: "String value matching", "Numeric
/// value matching", "Key matching", "AND/OR logic".
final class FilterOperatorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[\"rugby\",\"tennis\"]|String|rugby|true",
        "[\"rugby\",\"tennis\"]|String|tennis|true",
        "[\"rugby\",\"tennis\"]|String.Array|[\"rugby\",\"tennis\"]|true",
        "[\"rugby\",\"tennis\"]|String|baseball|false",
        "[\"rugby\",\"tennis\"]|String|Rugby|false",
        "[\"rugby\",\"tennis\"]|String.Array|[\"baseball\"]|false",
        "[{\"anything-but\":[\"rugby\",\"tennis\"]}]|String|baseball|true",
        "[{\"anything-but\":[\"rugby\",\"tennis\"]}]|String.Array|[\"rugby\",\"baseball\"]|true",
        "[{\"anything-but\":[\"rugby\",\"tennis\"]}]|String.Array|[\"rugby\"]|false",
        "[{\"anything-but\":[\"rugby\",\"tennis\"]}]|String|rugby|false",
        "[{\"anything-but\":{\"prefix\":\"order-\"}}]|String|data-entry|true",
        "[{\"anything-but\":{\"prefix\":\"order-\"}}]|String|order_number|true",
        "[{\"anything-but\":{\"prefix\":\"order-\"}}]|String|order-cancelled|false",
        "[{\"anything-but\":{\"suffix\":\"ball\"}}]|String|baseball|false",
        "[{\"anything-but\":{\"suffix\":\"ball\"}}]|String|rugby|true",
        "[{\"anything-but\":{\"wildcard\":\"*ball\"}}]|String|basketball|false",
        "[{\"anything-but\":{\"wildcard\":\"*ball\"}}]|String|basketballs|true",
        "[{\"anything-but\":{\"equals-ignore-case\":[\"Rugby\"]}}]|String|RUGBY|false",
        "[{\"equals-ignore-case\":\"tennis\"}]|String|TENNIS|true",
        "[{\"equals-ignore-case\":\"tennis\"}]|String|tennis2|false",
        "[{\"cidr\":\"10.0.0.0/24\"}]|String|10.0.0.0|true",
        "[{\"cidr\":\"10.0.0.0/24\"}]|String|10.0.0.255|true",
        "[{\"cidr\":\"10.0.0.0/24\"}]|String|10.1.1.0|false",
        "[{\"cidr\":\"2001:db8::/32\"}]|String|2001:db8:1::1|true",
        "[{\"cidr\":\"2001:db8::/32\"}]|String|2001:db9::1|false",
        "[{\"cidr\":\"10.0.0.0/24\"}]|String|localhost|false",
        "[{\"prefix\":\"bas\"}]|String|baseball|true",
        "[{\"prefix\":\"bas\"}]|String|basketball|true",
        "[{\"prefix\":\"bas\"}]|String|rugby|false",
        "[{\"suffix\":\"ball\"}]|String|baseball|true",
        "[{\"suffix\":\"ball\"}]|String|rugby|false",
        "[{\"wildcard\":\"*ball\"}]|String|baseball|true",
        "[{\"wildcard\":\"*ball\"}]|String|rugby|false",
        "[{\"wildcard\":\"b*e*ll\"}]|String|baseball|true",
      })
  void aConditionOnStrings(String conditions, String type, String value, boolean accepted) {
    assertAccepts(conditions, type, value, accepted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{\"numeric\":[\"=\",301.5]}]|Number|301.5|true",
        "[{\"numeric\":[\"=\",301.5]}]|Number|3.015e2|true",
        "[{\"numeric\":[\"=\",301.5]}]|Number|301.50001|false",
        "[{\"numeric\":[\"=\",301.5]}]|String|301.5|false",
        "[{\"anything-but\":[100,500]}]|Number|101|true",
        "[{\"anything-but\":[100,500]}]|Number|100.1|true",
        "[{\"anything-but\":[100,500]}]|Number.Array|[100, 50]|true",
        "[{\"anything-but\":[100,500]}]|Number|100|false",
        "[{\"numeric\":[\"<\",0]}]|Number|-1|true",
        "[{\"numeric\":[\"<\",0]}]|Number|0|false",
        "[{\"numeric\":[\">\",0,\"<=\",150]}]|Number|150|true",
        "[{\"numeric\":[\">\",0,\"<=\",150]}]|Number|0|false",
        "[{\"numeric\":[\">\",0,\"<=\",150]}]|Number|150.00001|false",
        "[100]|Number|100.0|true",
        "[100]|String|100|false",
        "[\"100\"]|Number|100|false",
        "[{\"exists\":true}]|String|anything|true",
        "[{\"exists\":false}]|String|anything|false",
        "[true,null]|String.Array|[false,true]|true",
        "[true,null]|String.Array|[\"true\"]|false",
        "[true,null]|String|true|false",
        "[\"a\"]|Binary|a|false",
        "[{\"exists\":true}]|String.Array|[]|false",
      })
  void aConditionOnOtherValues(String conditions, String type, String value, boolean accepted) {
    assertAccepts(conditions, type, value, accepted);
  }

  private static void assertAccepts(
      String conditions, String type, String value, boolean accepted) {
    FilterPolicy policy = policy("{\"attribute\":" + conditions + "}", attributes());

    assertThat(policy.accepts(message("{}", "attribute", type, value))).isEqualTo(accepted);
  }

  @Test
  void aMissingAttributeOnlyMatchesExistsFalse() {
    FilterMessage without = message("{}", "other", "String", "x");

    assertThat(policy("{\"a\":[{\"exists\":false}]}", attributes()).accepts(without)).isTrue();
    assertThat(policy("{\"a\":[{\"exists\":true}]}", attributes()).accepts(without)).isFalse();
    // Source: LocalStack's AWS-validated test_filter_policy
    assertThat(policy("{\"a\":[null,{\"anything-but\":\"x\"}]}", attributes()).accepts(without))
        .isFalse();
  }

  @Test
  void everyNameMustMatchAndAnyValueDoes() {
    FilterPolicy policy =
        policy(
            "{\"interests\":[\"rugby\",\"football\"],\"price_usd\":[{\"numeric\":[\">\",100]}]}",
            attributes());
    Map<String, FilterMessage.Attribute> both = new HashMap<>();
    both.put("interests", new FilterMessage.Attribute("String", "football"));
    assertThat(policy.accepts(new FilterMessage(both, ""))).isFalse();

    both.put("price_usd", new FilterMessage.Attribute("Number", "100.5"));
    assertThat(policy.accepts(new FilterMessage(both, ""))).isTrue();
  }

  @Test
  void quotationMarksInAttributesMustBeEscapedTwice() {
    FilterMessage quoted = message("{\"a\":\"say \\\"x\\\"\"}", "a", "String", "say \"x\"");

    assertThat(policy("{\"a\":[\"say \\\"x\\\"\"]}", attributes()).accepts(quoted)).isFalse();
    assertThat(policy("{\"a\":[\"say \\\\\\\"x\\\\\\\"\"]}", attributes()).accepts(quoted))
        .isTrue();
    assertThat(policy("{\"a\":[\"say \\\"x\\\"\"]}", FilterScope.MESSAGE_BODY).accepts(quoted))
        .isTrue();
  }

  @Test
  void alternativesAcrossNames() {
    FilterPolicy policy =
        policy(
            "{\"source\":[\"aws.cloudwatch\"],\"$or\":[{\"metricName\":[\"CPUUtilization\"]},"
                + "{\"namespace\":[\"AWS/EC2\",\"AWS/ES\"]}]}",
            FilterScope.MESSAGE_BODY);

    assertThat(policy.accepts(body("{\"source\":\"aws.cloudwatch\",\"namespace\":\"AWS/ES\"}")))
        .isTrue();
    assertThat(policy.accepts(body("{\"source\":\"aws.cloudwatch\",\"namespace\":\"AWS/S3\"}")))
        .isFalse();
    assertThat(policy.accepts(body("{\"metricName\":\"CPUUtilization\"}"))).isFalse();
  }

  private static FilterScope attributes() {
    return FilterScope.MESSAGE_ATTRIBUTES;
  }

  private static FilterMessage body(String body) {
    return new FilterMessage(Map.of(), body);
  }

  private static FilterMessage message(String body, String name, String type, String value) {
    return new FilterMessage(Map.of(name, new FilterMessage.Attribute(type, value)), body);
  }

  private static FilterPolicy policy(String text, FilterScope scope) {
    if (FilterPolicy.read(text, scope) instanceof FilterReading.Accepted(FilterPolicy policy)) {
      return policy;
    }
    throw new AssertionError(FilterPolicy.read(text, scope));
  }
}
