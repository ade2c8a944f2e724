package dev.junction.identity.policy;

import dev.junction.identity.policy.condition.ContextValues;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;

/// Policies, callers and requests for tests.
final class Policies {

  static final AccountId OWNER = new AccountId("111122223333");
  static final AccountId OTHER = new AccountId("444455556666");
  static final String QUEUE = "arn:aws:sqs:us-east-2:111122223333:queue1";

  static final Caller.Identity OWNER_ROOT = identity(OWNER, "arn:aws:iam::111122223333:root");
  static final Caller.Identity OWNER_USER = identity(OWNER, "arn:aws:iam::111122223333:user/al");
  static final Caller.Identity BOB = identity(OTHER, "arn:aws:iam::444455556666:user/Bob");
  static final Caller.Identity ALICE = identity(OTHER, "arn:aws:iam::444455556666:user/Alice");
  static final Caller.Identity OTHER_ROOT = identity(OTHER, "arn:aws:iam::444455556666:root");
  static final Caller.Identity SESSION =
      new Caller.Identity(
          OTHER,
          Arn.parse("arn:aws:sts::444455556666:assumed-role/reader/audit").orElseThrow(),
          "AROAEXAMPLEROLEID01:audit");
  static final Caller.Service SNS = new Caller.Service("sns.amazonaws.com");
  static final Caller.Anonymous NOBODY = new Caller.Anonymous();

  private Policies() {}

  private static Caller.Identity identity(AccountId account, String arn) {
    return new Caller.Identity(account, Arn.parse(arn).orElseThrow(), "AIDAEXAMPLEUSERID01");
  }

  /// Reads a document in which `'` stands for `"`.
  static ParsedPolicy read(String document) {
    return new PolicyParser(PolicyLimits.GENERAL).parse(document.replace('\'', '"'));
  }

  static Policy policy(String document) {
    return switch (read(document)) {
      case ParsedPolicy.Accepted(Policy policy) -> policy;
      case ParsedPolicy.Refused refused -> throw new AssertionError(refused + ": " + document);
    };
  }

  /// A policy of one statement for everybody, everything.
  static Policy withCondition(String effect, String condition) {
    return policy(
        "{'Version':'2012-10-17','Statement':{'Effect':'"
            + effect
            + "','Principal':'*','Action':'*','Resource':'*','Condition':"
            + condition
            + "}}");
  }

  static PolicyRequest send(Caller caller) {
    return send(caller, ContextValues.NONE);
  }

  static PolicyRequest send(Caller caller, ContextValues context) {
    return new PolicyRequest(caller, "sqs:SendMessage", QUEUE, context);
  }
}
