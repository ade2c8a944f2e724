package dev.junction.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.identity.policy.PolicyEvaluation.Verdict;
import dev.junction.identity.policy.ResourceAccess.Decision;
import dev.junction.kernel.Region;
import dev.junction.wire.protocol.Call;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Principals, actions, resources, and what statements come to together.
final class PolicyEvaluationTest {

  private static final Map<String, Caller> CALLERS =
      Map.of(
          "owner", Policies.OWNER_ROOT,
          "ownerUser", Policies.OWNER_USER,
          "bob", Policies.BOB,
          "alice", Policies.ALICE,
          "root", Policies.OTHER_ROOT,
          "session", Policies.SESSION,
          "sns", Policies.SNS,
          "nobody", Policies.NOBODY);

  private static Caller caller(String name) {
    return Objects.requireNonNull(CALLERS.get(name), name);
  }

  private static Policy policy(String effect, String rest) {
    return Policies.policy(
        "{'Version':'2012-10-17','Statement':{'Effect':'" + effect + "'," + rest + "}}");
  }

  /// Source: IAM User Guide, "AWS JSON policy elements: Principal".
  @ParameterizedTest(name = "{0} names {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          '*' | nobody | true
          '*' | bob | true
          '*' | sns | true
          {'AWS':'*'} | nobody | true
          {'AWS':'*'} | sns | true
          {'AWS':'444455556666'} | bob | true
          {'AWS':'444455556666'} | session | true
          {'AWS':'444455556666'} | ownerUser | false
          {'AWS':'444455556666'} | nobody | false
          {'AWS':'444455556666'} | sns | false
          {'AWS':'arn:aws:iam::444455556666:root'} | bob | true
          {'AWS':['111122223333','444455556666']} | alice | true
          {'AWS':'arn:aws:iam::444455556666:user/Bob'} | bob | true
          {'AWS':'arn:aws:iam::444455556666:user/Bob'} | alice | false
          {'AWS':'arn:aws:iam::444455556666:user/bob'} | bob | false
          {'AWS':'arn:aws:iam::444455556666:role/reader'} | session | true
          {'AWS':'arn:aws:iam::444455556666:role/path/reader'} | session | true
          {'AWS':'arn:aws:iam::444455556666:role/read'} | session | false
          {'AWS':'arn:aws:iam::111122223333:role/reader'} | session | false
          {'AWS':'arn:aws:sts::444455556666:assumed-role/reader/audit'} | session | true
          {'AWS':'arn:aws:sts::444455556666:assumed-role/reader/other'} | session | false
          {'AWS':'AROAEXAMPLEROLEID01'} | session | true
          {'AWS':'AIDAEXAMPLEUSERID01'} | bob | true
          {'AWS':'AIDAEXAMPLEUSERID0'} | bob | false
          {'Service':'sns.amazonaws.com'} | sns | true
          {'Service':'events.amazonaws.com'} | sns | false
          {'Service':['events.amazonaws.com','sns.amazonaws.com']} | sns | true
          {'Service':'*'} | bob | false
          {'Federated':'accounts.google.com'} | bob | false
          {'CanonicalUser':'79a59df900b949e55d96a1e698fb'} | bob | false
          {'AWS':'111122223333','Service':'sns.amazonaws.com'} | sns | true
          """)
  void principalNames(String principal, String caller, boolean expected) {
    Policy policy = policy("Allow", "'Principal':" + principal + ",'Action':'*','Resource':'*'");

    assertThat(PolicyEvaluation.evaluate(policy, Policies.send(caller(caller))))
        .isEqualTo(expected ? Verdict.ALLOW : Verdict.SILENT);
  }

  /// Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal": the account must be named
  /// besides the user, and the role and the account besides a session.
  @ParameterizedTest(name = "all but {0} denies {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {'AWS':['arn:aws:iam::444455556666:user/Bob','arn:aws:iam::444455556666:root']} | bob | false
          {'AWS':['arn:aws:iam::444455556666:user/Bob','arn:aws:iam::444455556666:root']} | alice | true
          {'AWS':['arn:aws:iam::444455556666:user/Bob','arn:aws:iam::444455556666:root']} | root | false
          {'AWS':['arn:aws:iam::444455556666:user/Bob','arn:aws:iam::444455556666:root']} | nobody | true
          {'AWS':['arn:aws:iam::444455556666:user/Bob','arn:aws:iam::444455556666:root']} | sns | true
          {'AWS':'arn:aws:iam::444455556666:user/Bob'} | bob | true
          {'AWS':['arn:aws:iam::444455556666:role/reader','444455556666']} | session | false
          {'AWS':['arn:aws:sts::444455556666:assumed-role/reader/audit','arn:aws:iam::444455556666:role/reader','444455556666']} | session | false
          {'AWS':['arn:aws:sts::444455556666:assumed-role/reader/other','arn:aws:iam::444455556666:role/reader','444455556666']} | session | true
          {'AWS':'arn:aws:iam::444455556666:role/reader'} | session | true
          {'Service':'sns.amazonaws.com'} | sns | false
          {'AWS':'*'} | nobody | false
          """)
  void allPrincipalsButSome(String principal, String caller, boolean denied) {
    Policy policy = policy("Deny", "'NotPrincipal':" + principal + ",'Action':'*','Resource':'*'");

    assertThat(PolicyEvaluation.evaluate(policy, Policies.send(caller(caller))))
        .isEqualTo(denied ? Verdict.DENY : Verdict.SILENT);
  }

  /// Source: IAM User Guide, "IAM JSON policy elements: Action" and "… NotAction".
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          'Action':'*' | true
          'Action':'sqs:*' | true
          'Action':'SQS:sendmessage' | true
          'Action':'sqs:Send*' | true
          'Action':'sqs:SendMessag?' | true
          'Action':'sqs:SendMessageBatch' | false
          'Action':'sns:*' | false
          'Action':['sqs:ReceiveMessage','sqs:SendMessage'] | true
          'NotAction':'sqs:SendMessage' | false
          'NotAction':['sqs:ReceiveMessage'] | true
          'NotAction':'*' | false
          """)
  void actions(String element, boolean expected) {
    Policy policy = policy("Allow", "'Principal':'*'," + element + ",'Resource':'*'");

    assertThat(PolicyEvaluation.evaluate(policy, Policies.send(Policies.NOBODY)))
        .isEqualTo(expected ? Verdict.ALLOW : Verdict.SILENT);
  }

  /// Source: IAM User Guide, "IAM JSON policy elements: Resource" and "… NotResource".
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          'Resource':'*' | true
          'Resource':'arn:aws:sqs:us-east-2:111122223333:queue1' | true
          'Resource':'arn:aws:sqs:us-east-2:111122223333:Queue1' | false
          'Resource':'arn:aws:sqs:*:111122223333:queue?' | true
          'Resource':'arn:aws:sqs:*:queue1' | true
          'Resource':'arn:aws:sqs:us-east-2:111122223333:queue' | false
          'Resource':['arn:aws:sqs:::a','arn:aws:sqs:us-*-2:*:*1'] | true
          'NotResource':'arn:aws:sqs:us-east-2:111122223333:queue1' | false
          'NotResource':'arn:aws:sqs:us-east-2:111122223333:queue2' | true
          """)
  void resources(String element, boolean expected) {
    Policy policy = policy("Allow", "'Principal':'*','Action':'*'," + element);

    assertThat(PolicyEvaluation.evaluate(policy, Policies.send(Policies.NOBODY)))
        .isEqualTo(expected ? Verdict.ALLOW : Verdict.SILENT);
  }

  /// Source: IAM User Guide, "Policy evaluation logic": an explicit deny wins, whatever the order.
  @ParameterizedTest
  @CsvSource({"Allow,Deny,DENY", "Deny,Allow,DENY", "Allow,Allow,ALLOW"})
  void anExplicitDenyWins(String first, String second, Verdict expected) {
    String rest = "','Principal':'*','Action':'sqs:*','Resource':'*'}";
    Policy policy =
        Policies.policy(
            "{'Statement':[{'Effect':'" + first + rest + ",{'Effect':'" + second + rest + "]}");

    assertThat(PolicyEvaluation.evaluate(policy, Policies.send(Policies.BOB))).isEqualTo(expected);
  }

  /// Source: IAM User Guide, "Policy evaluation logic" and "Cross-account policy evaluation logic";
  /// that the owner's account needs no allow is ours, as there are no policies of identities.
  @ParameterizedTest(name = "{0} {1} for {2}: {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          none | | owner | ALLOWED
          none | | ownerUser | ALLOWED
          none | | bob | NOT_ALLOWED
          none | | sns | NOT_ALLOWED
          none | | nobody | NOT_ALLOWED
          Allow | {'AWS':'444455556666'} | ownerUser | ALLOWED
          Allow | {'AWS':'444455556666'} | bob | ALLOWED
          Allow | {'AWS':'444455556666'} | nobody | NOT_ALLOWED
          Allow | {'AWS':'444455556666'} | sns | NOT_ALLOWED
          Allow | '*' | nobody | ALLOWED
          Allow | {'Service':'sns.amazonaws.com'} | sns | ALLOWED
          Allow | {'Service':'sns.amazonaws.com'} | bob | NOT_ALLOWED
          Deny | '*' | owner | DENIED_BY_POLICY
          Deny | {'AWS':'111122223333'} | ownerUser | DENIED_BY_POLICY
          Deny | {'AWS':'111122223333'} | bob | NOT_ALLOWED
          """)
  void decidesForAResource(String effect, String principal, String caller, Decision expected) {
    Policy policy =
        effect.equals("none")
            ? null
            : policy(effect, "'Principal':" + principal + ",'Action':'sqs:*','Resource':'*'");

    Decision decision =
        ResourceAccess.decide(policy, Policies.OWNER, Policies.send(caller(caller)));

    assertThat(decision).isEqualTo(expected);
    assertThat(decision.isAllowed()).isEqualTo(expected == Decision.ALLOWED);
  }

  /// Source: IAM User Guide, "Troubleshoot access denied error messages".
  @Test
  void whoIsNotLetInIsToldWhy() {
    String said = "User: bob is not authorized to perform: SNS:Publish on resource: orders ";

    assertThat(Decision.DENIED_BY_POLICY.refusal("bob", "SNS:Publish", "orders"))
        .isEqualTo(said + "with an explicit deny in a resource-based policy");
    assertThat(Decision.NOT_ALLOWED.refusal("bob", "SNS:Publish", "orders"))
        .isEqualTo(said + "because no resource-based policy allows the SNS:Publish action");
  }

  /// Source: SNS Developer Guide, "Subscribing an Amazon SQS queue to a topic": the queue's policy.
  @ParameterizedTest
  @CsvSource({
    "arn:aws:sns:us-east-2:111122223333:MyTopic,ALLOWED",
    "arn:aws:sns:us-east-2:111122223333:Other,NOT_ALLOWED"
  })
  void aTopicMaySendToAQueue(String topic, Decision expected) {
    Policy policy =
        Policies.policy(
            """
            {'Statement': [{
              'Effect': 'Allow',
              'Principal': {'Service': 'sns.amazonaws.com'},
              'Action': 'sqs:SendMessage',
              'Resource': 'arn:aws:sqs:us-east-2:111122223333:queue1',
              'Condition': {
                'ArnEquals': {'aws:SourceArn': 'arn:aws:sns:us-east-2:111122223333:MyTopic'}
              }
            }]}
            """);
    RequestContext context =
        RequestContext.of(null, true, Instant.EPOCH).with("aws:SourceArn", topic);

    assertThat(ResourceAccess.decide(policy, Policies.OWNER, Policies.send(Policies.SNS, context)))
        .isEqualTo(expected);
  }

  /// Source: IAM User Guide, "AWS global condition context keys", properties of the principal, and
  /// "IAM policy elements: Variables and tags", principal key values.
  @ParameterizedTest(name = "{1} of {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bob | aws:username | Bob
          bob | aws:userid | AIDAEXAMPLEUSERID01
          bob | aws:PrincipalArn | arn:aws:iam::444455556666:user/Bob
          bob | aws:PrincipalAccount | 444455556666
          bob | aws:PrincipalType | User
          bob | aws:PrincipalIsAWSService | false
          root | aws:username |
          root | aws:PrincipalType | Account
          session | aws:username |
          session | aws:userid | AROAEXAMPLEROLEID01:audit
          session | aws:PrincipalArn | arn:aws:iam::444455556666:role/reader
          session | aws:PrincipalType | AssumedRole
          sns | aws:PrincipalIsAWSService | true
          sns | aws:PrincipalServiceName | sns.amazonaws.com
          sns | aws:PrincipalAccount |
          nobody | aws:PrincipalType | Anonymous
          nobody | aws:userid |
          bob | aws:PrincipalOrgID |
          """)
  void keysThatFollowFromTheCaller(String caller, String key, String expected) {
    // What a request states about its own caller does not count.
    RequestContext lies = new RequestContext().with(key, "lies");
    String condition =
        expected == null
            ? "{'Null':{'" + key + "':'true'}}"
            : "{'StringEquals':{'" + key + "':'" + expected + "'}}";

    assertThat(
            PolicyEvaluation.evaluate(
                Policies.withCondition("Allow", condition), Policies.send(caller(caller), lies)))
        .isEqualTo(Verdict.ALLOW);
  }

  private static Call call(String endpoint, String address, String userAgent) {
    return new Call(
        "id",
        new dev.junction.wire.protocol.Caller(
            Policies.OWNER, "arn:aws:iam::111122223333:root", "1", "", address, userAgent),
        new Region("us-east-2"),
        endpoint,
        Call.Departure.NEVER);
  }

  /// Source: IAM User Guide, "AWS global condition context keys", properties of the request.
  @Test
  void otherKeysComeFromTheRequest() {
    RequestContext context =
        RequestContext.of(
            call("https://localhost", "203.0.113.9", "cli"), Instant.parse("2026-01-02T03:04:05Z"));
    Policy policy =
        Policies.withCondition(
            "Allow",
            "{'StringEquals':{'aws:UserAgent':'cli','aws:RequestedRegion':'us-east-2'},"
                + "'Bool':{'aws:SecureTransport':true},'IpAddress':{'aws:SourceIp':'203.0.113.9'},"
                + "'DateEquals':{'aws:CurrentTime':'2026-01-02T03:04:05Z'},"
                + "'NumericEquals':{'aws:EpochTime':1767323045}}");

    assertThat(PolicyEvaluation.evaluate(policy, Policies.send(Policies.BOB, context)))
        .isEqualTo(Verdict.ALLOW);
  }

  @Test
  void aCallFromInsideHasNoAddressAndNoClient() {
    RequestContext context = RequestContext.of(call("http://localhost", "", ""), Instant.EPOCH);
    Policy policy =
        Policies.withCondition(
            "Allow",
            "{'Null':{'aws:SourceIp':true,'aws:UserAgent':true},"
                + "'Bool':{'aws:SecureTransport':false}}");

    assertThat(PolicyEvaluation.evaluate(policy, Policies.send(Policies.BOB, context)))
        .isEqualTo(Verdict.ALLOW);
  }
}
