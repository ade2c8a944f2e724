package dev.junction.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.identity.policy.condition.PolicyFault;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which documents are policies. Source: IAM User Guide, "Grammar of the IAM JSON policy language"
/// and the pages of the elements.
final class PolicyParserTest {

  private static final String STATEMENT =
      "{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'}";

  private static PolicyFault fault(ParsedPolicy parsed) {
    return switch (parsed) {
      case ParsedPolicy.Accepted accepted -> throw new AssertionError(accepted.toString());
      case ParsedPolicy.Refused(PolicyFault fault, String reason) -> {
        assertThat(reason).isNotBlank().hasSizeLessThan(250).doesNotContain("REDACTED");
        yield fault;
      }
    };
  }

  @Test
  void elementsComeInAnyOrder() {
    Policy policy =
        Policies.policy(
            """
            {'Statement': {'Resource': ['*'], 'Condition': {}, 'Action': ['sqs:*'],
              'Principal': {'AWS': ['*']}, 'Effect': 'Deny', 'Sid': 'a label'},
             'Id': 'an id', 'Version': '2008-10-17'}
            """);

    assertThat(policy.id()).isEqualTo("an id");
    assertThat(policy.version()).isEqualTo(Policy.Version.V2008_10_17);
    assertThat(policy.statements())
        .singleElement()
        .satisfies(
            statement -> {
              assertThat(statement.sid()).isEqualTo("a label");
              assertThat(statement.effect()).isEqualTo(Statement.Effect.DENY);
            });
  }

  @Test
  void theVersionMayBeMissing() {
    assertThat(Policies.policy("{'Statement':[" + STATEMENT + "]}").version()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          ^^ | JSON
          x | JSON
          { | JSON
          {'Statement' | JSON
          null | ELEMENT
          [] | ELEMENT
          {} | ELEMENT
          {'Statement':[]} | ELEMENT
          {'Statement':'x'} | ELEMENT
          {'Statement':[[@]]} | ELEMENT
          {'Statement':@} @ | JSON
          {'Statement':@,} | JSON
          {'Statement':@,'Statement':@} | ELEMENT
          {'Statement':@,'statement':@} | ELEMENT
          {'Statement':@,'Id':7} | ELEMENT
          {'Statement':@,'Id':null} | ELEMENT
          {'Statement':@,'Comment':'x'} | ELEMENT
          {'Statement':@,'Version':'2012-10-18'} | VALUE
          {'Statement':@,'Version':20121017} | ELEMENT
          """)
  void refusesWhatIsNoPolicy(String document, PolicyFault expected) {
    assertThat(fault(Policies.read(document.replace("@", STATEMENT)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          'Principal':'*','Action':'*','Resource':'*' | ELEMENT
          'Effect':'Allow','Action':'*','Resource':'*' | ELEMENT
          'Effect':'Allow','Principal':'*','Resource':'*' | ELEMENT
          'Effect':'Allow','Principal':'*','Action':'*' | ELEMENT
          'Effect':'allow','Principal':'*','Action':'*','Resource':'*' | VALUE
          'Effect':'Allow','Effect':'Deny','Principal':'*','Action':'*','Resource':'*' | ELEMENT
          'Effect':'Allow','Principal':'*','NotPrincipal':'*','Action':'*','Resource':'*' | ELEMENT
          'Effect':'Allow','NotPrincipal':'*','Action':'*','Resource':'*' | VALUE
          'Effect':'Allow','Principal':'*','Action':'*','NotAction':'*','Resource':'*' | ELEMENT
          'Effect':'Allow','Principal':'*','Action':'*','NotResource':'*','Resource':'*' | ELEMENT
          'Effect':'Allow','Principal':'*','Action':'*','Resource':'*','Note':'' | ELEMENT
          'Effect':'Allow','Principal':'*','Action':[],'Resource':'*' | ELEMENT
          'Effect':'Allow','Principal':'*','Action':[1],'Resource':'*' | ELEMENT
          'Effect':'Allow','Principal':'*','Action':{},'Resource':'*' | ELEMENT
          'Effect':'Allow','Principal':'*','Action':'SendMessage','Resource':'*' | VALUE
          'Effect':'Allow','Principal':'*','Action':'s*:SendMessage','Resource':'*' | VALUE
          'Effect':'Allow','Principal':'*','Action':'sqs:','Resource':'*' | VALUE
          'Effect':'Allow','Principal':'*','Action':'sqs:a b','Resource':'*' | VALUE
          'Effect':'Allow','Principal':'*','Action':'*','Resource':'queue' | VALUE
          'Effect':'Allow','Principal':'*','Action':'*','Resource':'arn:aws:sqs:${aws:x}:1:q' | VALUE
          'Effect':'Allow','Principal':'*','Action':'*','Resource':'arn:aws:sqs:::${aws:x' | VALUE
          'Effect':'Allow','Principal':'*','Action':'*','Resource':'arn:aws:sqs:::${}' | VALUE
          'Effect':'Allow','Principal':'x','Action':'*','Resource':'*' | VALUE
          'Effect':'Allow','Principal':{},'Action':'*','Resource':'*' | ELEMENT
          'Effect':'Allow','Principal':['*'],'Action':'*','Resource':'*' | ELEMENT
          'Effect':'Allow','Principal':{'aws':'*'},'Action':'*','Resource':'*' | ELEMENT
          'Effect':'Allow','Principal':{'AWS':'*','AWS':'*'},'Action':'*','Resource':'*' | ELEMENT
          'Effect':'Allow','Principal':{'AWS':''},'Action':'*','Resource':'*' | VALUE
          'Effect':'Allow','Principal':{'AWS':'12345'},'Action':'*','Resource':'*' | VALUE
          'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::*:root'},'Action':'*','Resource':'*' | VALUE
          'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::444455556666:user/*'},'Action':'*','Resource':'*' | VALUE
          'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::444455556666:group/g'},'Action':'*','Resource':'*' | VALUE
          'Effect':'Allow','Principal':{'AWS':'arn:aws:sts::444455556666:assumed-role/r'},'Action':'*','Resource':'*' | VALUE
          'Effect':'Allow','Principal':{'AWS':'arn:aws:s3:::b'},'Action':'*','Resource':'*' | VALUE
          'Effect':'Allow','Principal':{'Service':'sns'},'Action':'*','Resource':'*' | VALUE
          """)
  void refusesWhatIsNoStatement(String elements, PolicyFault expected) {
    assertThat(fault(Policies.read("{'Version':'2012-10-17','Statement':{" + elements + "}}")))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          'x' | ELEMENT
          {'StringMatches':{'t:k':'x'}} | ELEMENT
          {'stringEquals':{'t:k':'x'}} | ELEMENT
          {'IfExists':{'t:k':'x'}} | ELEMENT
          {'ForAnyValue:':{'t:k':'x'}} | ELEMENT
          {'ForAnyValue:IfExists':{'t:k':'x'}} | ELEMENT
          {'ForSomeValues:StringEquals':{'t:k':'x'}} | ELEMENT
          {'NullIfExists':{'t:k':'true'}} | ELEMENT
          {'NumericNotLessThan':{'t:k':'1'}} | ELEMENT
          {'StringEquals':'x'} | ELEMENT
          {'StringEquals':{'t:k':'x'},'StringEquals':{'t:k':'x'}} | ELEMENT
          {'StringEquals':{'t:k':'x','t:k':'y'}} | ELEMENT
          {'StringEquals':{'t:k':[]}} | ELEMENT
          {'StringEquals':{'t:k':null}} | ELEMENT
          {'StringEquals':{'t:k':{}}} | ELEMENT
          {'StringEquals':{'t:k':[['x']]}} | LIMIT
          {'StringEquals':{'key':'x'}} | VALUE
          {'NumericEquals':{'t:k':'ten'}} | VALUE
          {'NumericEquals':{'t:k':'1e9'}} | VALUE
          {'NumericEquals':{'t:k':'${t:x}'}} | VALUE
          {'DateEquals':{'t:k':'2020-13-01'}} | VALUE
          {'DateEquals':{'t:k':'2020-01-01T00:00:00'}} | VALUE
          {'Bool':{'t:k':'yes'}} | VALUE
          {'Null':{'t:k':'yes'}} | VALUE
          {'BinaryEquals':{'t:k':'!'}} | VALUE
          {'IpAddress':{'t:k':'203.0.113.0/33'}} | VALUE
          {'IpAddress':{'t:k':'localhost'}} | VALUE
          {'ArnLike':{'t:k':'arn:aws:sns'}} | VALUE
          {'StringLike':{'t:k':'${t:x, y}'}} | VALUE
          {'StringLike':{'t:k':'*?aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa*'}} | LIMIT
          """)
  void refusesWhatIsNoCondition(String condition, PolicyFault expected) {
    assertThat(
            fault(
                Policies.read(
                    "{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Principal':'*',"
                        + "'Action':'*','Resource':'*','Condition':"
                        + condition
                        + "}]}")))
        .isEqualTo(expected);
  }

  /// Source: IAM User Guide, "IAM JSON policy elements: Sid": unique within a policy.
  @Test
  void labelsAreUnique() {
    String labelled = STATEMENT.replace("{", "{'Sid':'same',");

    assertThat(fault(Policies.read("{'Statement':[" + labelled + "," + labelled + "]}")))
        .isEqualTo(PolicyFault.VALUE);
  }

  /// The numbers are those of SQS. Source: SQS Developer Guide, "Amazon SQS policy quotas".
  @ParameterizedTest
  @CsvSource({
    "20,1,1,0,true",
    "21,1,1,0,false",
    "1,50,1,0,true",
    "1,51,1,0,false",
    "1,1,7,0,true",
    "1,1,8,0,false",
    "1,1,1,10,true",
    "1,1,1,11,false",
  })
  void limitsHoldExactly(
      int statements, int principals, int actions, int conditions, boolean expected) {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < conditions; i++) {
      keys.append(i == 0 ? "" : ",").append("'t:").append(i).append("':'x'");
    }
    String statement =
        "{'Effect':'Allow','Principal':{'AWS':["
            + repeated("'111122223333'", principals)
            + "]},'Action':["
            + repeated("'sqs:a'", actions)
            + "],'Resource':'*','Condition':{'StringEquals':{"
            + keys
            + "}}}";
    String document = "{'Statement':[" + repeated(statement, statements) + "]}";

    ParsedPolicy parsed =
        new PolicyParser(new PolicyLimits(8192, 20, 50, 10, 7)).parse(document.replace('\'', '"'));

    if (expected) {
      assertThat(parsed).isInstanceOf(ParsedPolicy.Accepted.class);
    } else {
      assertThat(fault(parsed)).isEqualTo(PolicyFault.LIMIT);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,true", "1,false"})
  void theSizeIsCountedInBytes(int more, boolean expected) {
    String document = "{'Id':'üü','Statement':" + STATEMENT + "}";
    int bytesMax = document.length() + 2 - more;

    ParsedPolicy parsed =
        new PolicyParser(new PolicyLimits(bytesMax, 1, 1, 1, 1)).parse(document.replace('\'', '"'));

    assertThat(parsed instanceof ParsedPolicy.Accepted).isEqualTo(expected);
  }

  private static String repeated(String text, int times) {
    return String.join(",", Collections.nCopies(times, text));
  }
}
