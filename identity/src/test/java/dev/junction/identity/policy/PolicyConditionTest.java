package dev.junction.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.identity.policy.PolicyEvaluation.Verdict;
import dev.junction.identity.policy.condition.ContextValues;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Condition operators on keys with one value or none. Expected values: IAM User Guide, "IAM JSON
/// policy elements: Condition operators", unless a test says otherwise.
final class PolicyConditionTest {

  private static boolean holds(String operator, String written, RequestContext context) {
    Policy policy =
        Policies.withCondition("Allow", "{'" + operator + "':{'t:key':" + written + "}}");
    return PolicyEvaluation.evaluate(policy, Policies.send(Policies.NOBODY, context))
        == Verdict.ALLOW;
  }

  @ParameterizedTest(name = "{0} {1} against {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          # operator | in the policy | in the request | holds
          StringEquals | 'Prod' | Prod | true
          StringEquals | 'Prod' | prod | false
          StringEquals | 'Pr*' | Prod | false
          StringEquals | ['a','b'] | b | true
          StringNotEquals | 'Prod' | prod | true
          StringNotEquals | 'Prod' | Prod | false
          # Several values of a negated operator: none may match ("Conditions with multiple context
          # keys or values", logical NOR)
          StringNotEquals | ['a','b'] | b | false
          StringNotEquals | ['a','b'] | c | true
          StringEqualsIgnoreCase | 'Prod' | pROD | true
          StringNotEqualsIgnoreCase | 'Prod' | pROD | false
          StringLike | 'home/*' | home/al | true
          StringLike | 'home/?l' | home/al | true
          StringLike | 'home/?' | home/al | false
          StringLike | 'HOME/*' | home/al | false
          StringNotLike | 'home/*' | home/al | false
          StringNotLike | 'home/*' | work/al | true
          NumericEquals | '10' | 10.0 | true
          NumericEquals | 10 | 10 | true
          NumericNotEquals | '10' | 11 | true
          NumericLessThan | '10' | 9.99 | true
          NumericLessThan | '10' | 10 | false
          NumericLessThanEquals | '10' | 10 | true
          NumericGreaterThan | '-1' | 0 | true
          NumericGreaterThanEquals | '10' | 9 | false
          NumericLessThan | '10' | nine | false
          """)
  void comparesTextsAndNumbers(String operator, String written, String present, boolean expected) {
    RequestContext context = new RequestContext().with("t:key", present);

    assertThat(holds(operator, written, context)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} {1} against {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          DateEquals | '2020-01-01T00:00:00Z' | 2020-01-01T01:00:00+01:00 | true
          DateNotEquals | '2020-01-01' | 2020-01-02T00:00:00Z | true
          DateGreaterThan | '2020-01-01T00:00:01Z' | 2020-01-01T00:00:01Z | false
          DateGreaterThan | '2020-01-01T00:00:01Z' | 2020-01-01T00:00:02Z | true
          DateGreaterThanEquals | '2020' | 2020-01-01T00:00:00Z | true
          DateLessThan | '2020-02' | 2020-01-31T23:59:59.999Z | true
          DateLessThanEquals | '1577836800' | 2020-01-01T00:00:00Z | true
          DateLessThan | '2020-01-01' | 1577836799 | true
          DateLessThan | '2020-01-01' | yesterday | false
          Bool | 'true' | true | true
          Bool | true | true | true
          Bool | 'False' | false | true
          Bool | 'true' | false | false
          BinaryEquals | 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' | QmluYXJ5VmFsdWVJbkJhc2U2NA== | true
          BinaryEquals | 'QmluYXJ5' | QmluYXJ6 | false
          BinaryEquals | 'QmluYXJ5' | not base 64! | false
          IpAddress | '203.0.113.0/24' | 203.0.113.77 | true
          IpAddress | '203.0.113.0/24' | 203.0.114.1 | false
          IpAddress | '203.0.113.5' | 203.0.113.5 | true
          IpAddress | ['203.0.113.0/24','2001:DB8:1234:5678::/64'] | 2001:db8:1234:5678::9 | true
          NotIpAddress | '203.0.113.0/24' | 203.0.113.77 | false
          NotIpAddress | '203.0.113.0/24' | 2001:db8::1 | true
          ArnEquals | 'arn:aws:sns:us-east-2:123456789012:t' | arn:aws:sns:us-east-2:123456789012:t | true
          ArnEquals | 'arn:aws:sns:*:123456789012:t*' | arn:aws:sns:us-east-2:123456789012:t1 | true
          ArnLike | 'arn:aws:s3:::?ucket' | arn:aws:s3:::bucket | true
          ArnLike | 'ARN:aws:s3:::bucket' | arn:aws:s3:::bucket | false
          ArnNotEquals | 'arn:aws:s3:::b' | arn:aws:s3:::b | false
          ArnNotLike | 'arn:aws:s3:::b' | arn:aws:s3:::c | true
          ArnLike | 'arn:aws:s3:::*' | bucket | false
          # The page's own example of a star that must not reach over a colon
          StringLike | 'arn:aws:someservice:*:111122223333:finance/*' | arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt | true
          ArnLike | 'arn:aws:someservice:*:111122223333:finance/*' | arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt | false
          Null | 'true' | here | false
          Null | 'false' | here | true
          StringEqualsIfExists | 'a' | a | true
          StringEqualsIfExists | 'a' | b | false
          """)
  void comparesTimesBytesAddressesAndNames(
      String operator, String written, String present, boolean expected) {
    RequestContext context = new RequestContext().with("t:key", present);

    assertThat(holds(operator, written, context)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          StringEquals | x | false
          StringLike | x | false
          NumericEquals | 1 | false
          DateLessThan | 2020 | false
          Bool | true | false
          BinaryEquals | AAAA | false
          IpAddress | 10.0.0.0/8 | false
          ArnLike | arn:aws:s3:::b | false
          StringNotEquals | x | true
          StringNotEqualsIgnoreCase | x | true
          StringNotLike | x | true
          NumericNotEquals | 1 | true
          DateNotEquals | 2020 | true
          NotIpAddress | 10.0.0.0/8 | true
          ArnNotEquals | arn:aws:s3:::b | true
          ArnNotLike | arn:aws:s3:::b | true
          StringEqualsIfExists | x | true
          StringNotEqualsIfExists | x | true
          NumericLessThanIfExists | 1 | true
          DateLessThanIfExists | 2020 | true
          BoolIfExists | true | true
          IpAddressIfExists | 10.0.0.0/8 | true
          ArnLikeIfExists | arn:aws:s3:::b | true
          Null | true | true
          Null | false | false
          """)
  void aMissingKeyMatchesNothing(String operator, String written, boolean expected) {
    assertThat(holds(operator, "'" + written + "'", new RequestContext())).isEqualTo(expected);
  }

  /// Source: IAM User Guide, "Single-valued vs. multivalued context keys" and, for the sets of
  /// attributes, the table in its earlier edition, "Evaluation Logic for Condition Set Operators".
  @ParameterizedTest(name = "{0} {1} against {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          ForAllValues:StringLike | ['PostDateTime','Message','Tags'] | PostDateTime,Message | true
          ForAllValues:StringLike | ['PostDateTime','Message','Tags'] | PostDateTime,UserName | false
          ForAllValues:StringLike | ['PostDateTime','Message','Tags'] | ^^ | true
          ForAllValues:StringLike | ['PostDateTime','Message','Tags'] | | true
          ForAnyValue:StringLike | ['ID','PostDateTime'] | UserName,Message,PostDateTime | true
          ForAnyValue:StringLike | ['ID','PostDateTime'] | UserName | false
          ForAnyValue:StringLike | ['ID','PostDateTime'] | ^^ | false
          ForAnyValue:StringLike | ['ID','PostDateTime'] | | false
          ForAnyValue:StringNotEquals | ['a','b'] | a,c | true
          ForAnyValue:StringNotEquals | ['a','b'] | a,b | false
          ForAllValues:StringNotEquals | ['a','b'] | c,d | true
          ForAllValues:StringNotEquals | ['a','b'] | a,d | false
          ForAnyValue:StringEqualsIfExists | ['a'] | | true
          ForAnyValue:StringEqualsIfExists | ['a'] | b | false
          """)
  void setOperatorsLookAtEveryValue(
      String operator, String written, String present, boolean expected) {
    RequestContext context = new RequestContext();
    if (present != null) {
      context.with("t:key", present.split(","));
    }

    assertThat(holds(operator, written, context)).isEqualTo(expected);
  }

  /// Source: EventBridge User Guide, "Using IAM policy conditions": a rule with two sources is not
  /// allowed where an operator for one value names both. That each is denied is ours: nothing that
  /// is denied gets in among others.
  @ParameterizedTest(name = "{0} {1} {2} against {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Allow | StringEquals | ['a','b'] | a,b | false
          Allow | StringEquals | ['a','b'] | a,c | false
          Allow | StringNotEquals | ['a','b'] | c,d | true
          Allow | StringNotEquals | ['a','b'] | a,d | false
          Deny | StringEquals | ['a','b'] | a,c | true
          Deny | StringEquals | ['a','b'] | c,d | false
          Deny | StringNotEquals | ['a','b'] | a,d | true
          Deny | StringNotEquals | ['a','b'] | a,b | false
          """)
  void severalValuesOfAnOperatorForOne(
      String effect, String operator, String written, String present, boolean expected) {
    Policy policy =
        Policies.withCondition(effect, "{'" + operator + "':{'t:key':" + written + "}}");
    RequestContext context = new RequestContext().with("t:key", present.split(","));

    assertThat(PolicyEvaluation.evaluate(policy, Policies.send(Policies.NOBODY, context)))
        .isEqualTo(expected ? Verdict.valueOf(effect.toUpperCase(Locale.ROOT)) : Verdict.SILENT);
  }

  /// What may be anything is never let in and never let by.
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "Allow, StringEquals, false",
    "Allow, StringNotEquals, false",
    "Allow, StringLike, false",
    "Allow, ForAllValues:StringEquals, false",
    "Allow, ForAnyValue:StringNotEquals, false",
    "Deny, StringEquals, true",
    "Deny, StringNotEquals, true",
    "Deny, StringEqualsIfExists, true",
    "Deny, ForAnyValue:StringEquals, true",
    "Deny, ForAllValues:StringNotEquals, true"
  })
  void whatIsNotKnownIsNotAllowedButDenied(String effect, String operator, boolean expected) {
    Policy policy = Policies.withCondition(effect, "{'" + operator + "':{'t:key':['a']}}");
    RequestContext context = new RequestContext().with("t:key", ContextValues.UNKNOWN);

    assertThat(PolicyEvaluation.evaluate(policy, Policies.send(Policies.NOBODY, context)))
        .isEqualTo(expected ? Verdict.valueOf(effect.toUpperCase(Locale.ROOT)) : Verdict.SILENT);
  }

  /// Source: IAM User Guide, "IAM JSON policy elements: Condition", names of keys.
  @Test
  void keysAreTheSameInAnyCase() {
    Policy policy =
        Policies.withCondition("Allow", "{'StringEquals':{'AWS:SOURCEaccount':'111122223333'}}");
    RequestContext context = new RequestContext().with("aws:SourceAccount", "111122223333");

    assertThat(PolicyEvaluation.evaluate(policy, Policies.send(Policies.SNS, context)))
        .isEqualTo(Verdict.ALLOW);
  }

  /// Source: IAM User Guide, "Conditions with multiple context keys or values": operators and keys
  /// are joined by AND.
  @ParameterizedTest
  @CsvSource({"x,true,true", "y,true,false", "x,false,false"})
  void allOperatorsAndKeysMustHold(String name, boolean secure, boolean expected) {
    Policy policy =
        Policies.withCondition(
            "Allow", "{'StringEquals':{'t:name':'x'},'Bool':{'aws:SecureTransport':'true'}}");
    RequestContext context =
        new RequestContext()
            .with("t:name", name)
            .with("aws:SecureTransport", Boolean.toString(secure));

    assertThat(PolicyEvaluation.evaluate(policy, Policies.send(Policies.NOBODY, context)))
        .isEqualTo(expected ? Verdict.ALLOW : Verdict.SILENT);
  }
}
