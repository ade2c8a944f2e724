package dev.junction.topic.domain;

/// The policy that a topic has until somebody sets another: its owner may do everything.
///
/// Source: what LocalStack recorded from the real service (`test_create_topic_test_arn`).
public final class DefaultPolicy {

  private DefaultPolicy() {}

  public static String of(TopicAddress topic) {
    return String.format(
        "{\"Version\":\"2008-10-17\",\"Id\":\"__default_policy_ID\",\"Statement\":[{\"Sid\":"
            + "\"__default_statement_ID\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},"
            + "\"Action\":[\"SNS:GetTopicAttributes\",\"SNS:SetTopicAttributes\","
            + "\"SNS:AddPermission\",\"SNS:RemovePermission\",\"SNS:DeleteTopic\","
            + "\"SNS:Subscribe\",\"SNS:ListSubscriptionsByTopic\",\"SNS:Publish\"],"
            + "\"Resource\":\"%s\",\"Condition\":{\"StringEquals\":{\"AWS:SourceOwner\":\"%s\"}}}]}",
        topic.arn(), topic.account());
  }
}
