package dev.junction.queue.operation;

/// What callers do with a queue, as policies name it.
///
/// Source: SQS Developer Guide, "Amazon SQS API permissions"; API reference, AddPermission.
enum QueueAction {
  ADD_PERMISSION("AddPermission", false),
  CANCEL_MESSAGE_MOVE_TASK("CancelMessageMoveTask", false),
  CHANGE_MESSAGE_VISIBILITY("ChangeMessageVisibility", true),
  DELETE_MESSAGE("DeleteMessage", true),
  DELETE_QUEUE("DeleteQueue", false),
  GET_QUEUE_ATTRIBUTES("GetQueueAttributes", true),
  GET_QUEUE_URL("GetQueueUrl", true),
  LIST_DEAD_LETTER_SOURCE_QUEUES("ListDeadLetterSourceQueues", true),
  LIST_MESSAGE_MOVE_TASKS("ListMessageMoveTasks", false),
  LIST_QUEUE_TAGS("ListQueueTags", false),
  PURGE_QUEUE("PurgeQueue", true),
  RECEIVE_MESSAGE("ReceiveMessage", true),
  REMOVE_PERMISSION("RemovePermission", false),
  SEND_MESSAGE("SendMessage", true),
  SET_QUEUE_ATTRIBUTES("SetQueueAttributes", false),
  START_MESSAGE_MOVE_TASK("StartMessageMoveTask", false),
  TAG_QUEUE("TagQueue", false),
  UNTAG_QUEUE("UntagQueue", false);

  private final String operation;
  private final String policyName;
  private final boolean canBeShared;

  QueueAction(String operation, boolean canBeShared) {
    this.operation = operation;
    this.policyName = "sqs:" + operation;
    this.canBeShared = canBeShared;
  }

  /// As the API calls it.
  String operation() {
    return operation;
  }

  /// As policies call it.
  String policyName() {
    return policyName;
  }

  /// Whether a policy can allow it to other accounts.
  boolean canBeShared() {
    return canBeShared;
  }

  /// Whether the owner's root may do it against the queue's own policy, so that a policy that locks
  /// everybody out can be mended.
  boolean mendsPolicies() {
    return switch (this) {
      case GET_QUEUE_ATTRIBUTES, SET_QUEUE_ATTRIBUTES, REMOVE_PERMISSION, DELETE_QUEUE -> true;
      default -> false;
    };
  }
}
