package dev.junction.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.identity.policy.PolicyEvaluation.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Expected values: IAM User Guide, "IAM policy elements: Variables and tags".
final class PolicyVariableTest {

  private static Verdict verdict(String effect, String condition, Caller caller, String value) {
    Policy policy = Policies.withCondition(effect, condition);
    RequestContext context = new RequestContext().with("t:key", value);
    return PolicyEvaluation.evaluate(policy, Policies.send(caller, context));
  }

  @ParameterizedTest(name = "{0} {1} against {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          StringLike | home/${aws:username}/* | home/Bob/x | true
          StringLike | home/${aws:username}/* | home/Alice/x | false
          StringEquals | ${AWS:UserName} | Bob | true
          StringEquals | a${*}b | a*b | true
          StringLike | a${*}b | a*b | true
          StringLike | a${*}b | axb | false
          StringLike | a${?}b | axb | false
          StringLike | a${?}b | a?b | true
          StringEquals | ${$}{aws:username} | ${aws:username} | true
          StringEquals | "${t:absent, 'anonymous'}" | anonymous | true
          StringEquals | "${aws:username, 'anonymous'}" | Bob | true
          StringEquals | ${t:absent} | ${t:absent} | false
          ArnLike | arn:aws:iam::${aws:PrincipalAccount}:user/${aws:username} | arn:aws:iam::444455556666:user/Bob | true
          ArnEquals | ${aws:PrincipalArn} | arn:aws:iam::444455556666:user/Bob | true
          ArnEquals | ${aws:PrincipalArn} | arn:aws:iam::444455556666:user/Alice | false
          StringEquals | $aws:username} and $ | $aws:username} and $ | true
          """)
  void areReplacedInTextsAndArns(
      String operator, String written, String present, boolean expected) {
    // ' stands for " in the documents of these tests
    String value = written.replace("'", "\\u0027");
    String condition = "{'" + operator + "':{'t:key':'" + value + "'}}";

    assertThat(verdict("Allow", condition, Policies.BOB, present))
        .isEqualTo(expected ? Verdict.ALLOW : Verdict.SILENT);
  }

  @ParameterizedTest
  @CsvSource({"2012-10-17,Bob,true", "2008-10-17,Bob,false", "2008-10-17,${aws:username},true"})
  void areCharactersInTheOlderVersion(String version, String present, boolean expected) {
    Policy policy =
        Policies.policy(
            "{'Statement':{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*',"
                + "'Condition':{'StringEquals':{'t:key':'${aws:username}'}}},'Version':'"
                + version
                + "'}");
    RequestContext context = new RequestContext().with("t:key", present);

    assertThat(PolicyEvaluation.evaluate(policy, Policies.send(Policies.BOB, context)))
        .isEqualTo(expected ? Verdict.ALLOW : Verdict.SILENT);
  }

  @ParameterizedTest
  @CsvSource({"Bob-queue,true", "Alice-queue,false", "queue,false"})
  void areReplacedInResources(String queue, boolean expected) {
    Policy policy =
        Policies.policy(
            "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':'*',"
                + "'Action':'sqs:*','Resource':'arn:aws:sqs:us-east-2:*:${aws:username}-queue'}}");
    PolicyRequest request =
        new PolicyRequest(
            Policies.BOB,
            "sqs:SendMessage",
            "arn:aws:sqs:us-east-2:444455556666:" + queue,
            new RequestContext());

    assertThat(PolicyEvaluation.evaluate(policy, request))
        .isEqualTo(expected ? Verdict.ALLOW : Verdict.SILENT);
  }

  @Test
  void whatTheyAreReplacedByIsNoWildcard() {
    RequestContext context = new RequestContext().with("t:mine", "*").with("t:key", "anything");
    Policy policy = Policies.withCondition("Allow", "{'StringLike':{'t:key':'${t:mine}'}}");

    assertThat(PolicyEvaluation.evaluate(policy, Policies.send(Policies.BOB, context)))
        .isEqualTo(Verdict.SILENT);
  }

  /// Ours, because the documentation only says that the statement may become invalid: a missing
  /// value allows nothing and lifts no denial.
  @ParameterizedTest
  @CsvSource({
    "Allow,StringEquals,SILENT",
    "Allow,StringNotEquals,SILENT",
    "Allow,ArnNotLike,SILENT",
    "Deny,StringEquals,SILENT",
    "Deny,StringNotEquals,DENY",
    "Deny,ArnNotLike,DENY"
  })
  void withoutAValueOpenNoDoor(String effect, String operator, Verdict expected) {
    String condition = "{'" + operator + "':{'t:key':'arn:aws:sqs:::${aws:username}'}}";

    assertThat(verdict(effect, condition, Policies.SESSION, "arn:aws:sqs:::x")).isEqualTo(expected);
  }

  @Test
  void withoutAValueLeaveTheOtherValuesAlone() {
    String condition = "{'StringLike':{'t:key':['home/${aws:username}/','home/']}}";

    assertThat(verdict("Allow", condition, Policies.SESSION, "home/")).isEqualTo(Verdict.ALLOW);
  }
}
