package dev.junction.topic.access;

/// What callers do with a topic, as policies name it.
///
/// Source: what LocalStack recorded as the default policy of the real service, and SNS API
/// reference, AddPermission; which of them can be shared is what the tests of the connector that
/// Ballerina has found at the real service.
public enum TopicAction {
  ADD_PERMISSION("AddPermission", true),
  DELETE_TOPIC("DeleteTopic", true),
  GET_DATA_PROTECTION_POLICY("GetDataProtectionPolicy", true),
  GET_TOPIC_ATTRIBUTES("GetTopicAttributes", true),
  LIST_SUBSCRIPTIONS_BY_TOPIC("ListSubscriptionsByTopic", true),
  LIST_TAGS_FOR_RESOURCE("ListTagsForResource", true),
  PUBLISH("Publish", true),
  PUT_DATA_PROTECTION_POLICY("PutDataProtectionPolicy", true),
  REMOVE_PERMISSION("RemovePermission", true),
  SET_TOPIC_ATTRIBUTES("SetTopicAttributes", true),
  SUBSCRIBE("Subscribe", true),
  TAG_RESOURCE("TagResource", false),
  UNTAG_RESOURCE("UntagResource", false);

  private final String operation;
  private final boolean canBeShared;

  TopicAction(String operation, boolean canBeShared) {
    this.operation = operation;
    this.canBeShared = canBeShared;
  }

  /// As the API calls it.
  public String operation() {
    return operation;
  }

  /// As policies call it.
  public String policyName() {
    return "sns:" + operation;
  }

  /// Whether a policy can allow it to other accounts.
  public boolean canBeShared() {
    return canBeShared;
  }

  /// Whether the owner's root may do it against the topic's own policy, so that a policy that locks
  /// everybody out can be mended.
  public boolean mendsPolicies() {
    return switch (this) {
      case GET_TOPIC_ATTRIBUTES, SET_TOPIC_ATTRIBUTES, REMOVE_PERMISSION, DELETE_TOPIC -> true;
      default -> false;
    };
  }
}
