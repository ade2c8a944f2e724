package dev.junction.queue.domain;

import dev.junction.identity.policy.ResourceAccess.Decision;
import dev.junction.kernel.ServiceError;
import dev.junction.kernel.ServiceError.Fault;
import dev.junction.models.sqs.SqsErrors;
import java.util.Locale;
import java.util.Map;

/// The errors that the queue answers with, each with its text.
///
/// Errors of the model are made by the generated factories; the two that every operation can answer
/// and that the model leaves out are here. Source: SQS API reference, "Common Errors" and the
/// errors of each operation.
public final class QueueErrors {

  private static final String NO_SUCH_QUEUE = "The specified queue does not exist.";

  private QueueErrors() {}

  public static ServiceError noSuchQueue() {
    return SqsErrors.queueDoesNotExist(NO_SUCH_QUEUE);
  }

  /// The same error in the words of the query protocol. Source: what LocalStack recorded from the
  /// real service, `test_non_existent_queue`.
  public static ServiceError inQuery(ServiceError error) {
    return error.message().equals(NO_SUCH_QUEUE)
        ? error.withMessage("The specified queue does not exist for this wsdl version.")
        : error;
  }

  public static ServiceError badName() {
    return invalidParameter(
        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
  }

  public static ServiceError nameTaken(String attribute) {
    return SqsErrors.queueNameExists(
        "A queue already exists with the same name and a different value for attribute "
            + attribute);
  }

  public static ServiceError badAddress(String url) {
    return SqsErrors.invalidAddress("The address " + url + " is not valid for this endpoint.");
  }

  public static ServiceError accessDenied(String resource) {
    return denied("Access to the resource " + resource + " is denied.");
  }

  /// For a caller whom the policy of a queue does not let in. Source: what users of the real
  /// service reported; it writes the action in small letters there, as in `sqs:sendmessage`.
  public static ServiceError accessDenied(
      Decision decision, String principal, String action, String resource) {
    return denied(decision.refusal(principal, action.toLowerCase(Locale.ROOT), resource));
  }

  private static ServiceError denied(String message) {
    return new ServiceError(
        "AccessDeniedException", "AccessDenied", 403, Fault.CLIENT, message, Map.of());
  }

  public static ServiceError unknownAttribute(String name) {
    return SqsErrors.invalidAttributeName("Unknown Attribute " + name + ".");
  }

  /// For an attribute that a queue which is being created cannot have. Source: what LocalStack
  /// recorded, `test_create_standard_queue_with_fifo_attribute_raises_error`.
  public static ServiceError needsFifo(String name) {
    return SqsErrors.invalidAttributeName(
        "You can specify the " + name + " only when FifoQueue is set to true.");
  }

  public static ServiceError badAttribute(String name) {
    return SqsErrors.invalidAttributeValue("Invalid value for the parameter " + name + ".");
  }

  public static ServiceError badAttribute(String name, String reason) {
    return SqsErrors.invalidAttributeValue(
        "Invalid value for the parameter " + name + ". Reason: " + reason);
  }

  public static ServiceError badValue(Object value, String parameter, String reason) {
    return invalidParameter(
        "Value " + value + " for parameter " + parameter + " is invalid. Reason: " + reason);
  }

  public static ServiceError invalidParameter(String message) {
    return new ServiceError(
        "InvalidParameterValueException",
        "InvalidParameterValue",
        400,
        Fault.CLIENT,
        message,
        Map.of());
  }

  public static ServiceError missing(String parameter) {
    return new ServiceError(
        "MissingRequiredParameterException",
        "MissingParameter",
        400,
        Fault.CLIENT,
        "The request must contain the parameter " + parameter + ".",
        Map.of());
  }

  public static ServiceError badReceiptHandle(String handle) {
    return SqsErrors.receiptHandleIsInvalid(
        "The input receipt handle \"" + handle + "\" is not a valid receipt handle.");
  }

  public static ServiceError expiredReceiptHandle(String handle) {
    return badValue(handle, "ReceiptHandle", "The receipt handle has expired.");
  }

  public static ServiceError notInFlight(String handle) {
    return SqsErrors.messageNotInflight(unavailable(handle));
  }

  public static ServiceError noSuchMessage(String handle) {
    return invalidParameter(unavailable(handle));
  }

  private static String unavailable(String handle) {
    return "Value "
        + handle
        + " for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not"
        + " available for visibility timeout change.";
  }

  public static ServiceError badCharacters() {
    return SqsErrors.invalidMessageContents(
        "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF |"
            + " #xE000 to #xFFFD | #x10000 to #x10FFFF");
  }

  public static ServiceError tooLong(int bytesMax) {
    return invalidParameter(
        "One or more parameters are invalid. Reason: Message must be shorter than "
            + bytesMax
            + " bytes.");
  }

  /// For a message of a batch. Source: what LocalStack recorded, `test_send_batch_message_size`.
  public static ServiceError entryTooLong(int bytesMax) {
    return invalidParameter(
        "One or more parameters cannot be validated. Reason: Message must be shorter than "
            + bytesMax
            + " bytes.");
  }

  public static ServiceError tooManyInFlight() {
    return SqsErrors.overLimit(
        "Too many messages in flight: delete or release some before receiving more.");
  }

  public static ServiceError purgedRecently(String queue) {
    return SqsErrors.purgeQueueInProgress(
        "Only one PurgeQueue operation on " + queue + " is allowed every 60 seconds.");
  }

  public static ServiceError emptyBatch(String entryType) {
    return SqsErrors.emptyBatchRequest(
        "There should be at least one " + entryType + " in the request.");
  }

  public static ServiceError tooManyEntries(int count) {
    return SqsErrors.tooManyEntriesInBatchRequest(
        "Maximum number of entries per request are 10. You have sent " + count + ".");
  }

  public static ServiceError repeatedEntryId(String id) {
    return SqsErrors.batchEntryIdsNotDistinct("Id " + id + " repeated.");
  }

  public static ServiceError badEntryId() {
    return SqsErrors.invalidBatchEntryId(
        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can"
            + " be at most 80 letters long.");
  }

  public static ServiceError batchTooLong(long bytes, int bytesMax) {
    return SqsErrors.batchRequestTooLong(
        "Batch requests cannot be longer than "
            + bytesMax
            + " bytes. You have sent "
            + bytes
            + " bytes.");
  }

  public static ServiceError tooManyActions(int count) {
    return SqsErrors.overLimit(
        count + " Actions were found, maximum allowed is " + QueueLimits.POLICY.actionsMax() + ".");
  }

  public static ServiceError moveIsRunning() {
    return invalidParameter(
        "There is already a task running. Only one active task is allowed for a source queue arn at"
            + " a given time.");
  }

  public static ServiceError badArn(String parameter) {
    return invalidParameter(
        "You must use this format to specify the "
            + parameter
            + ": arn:<partition>:<service>:<region>:<account-id>:<resource-id>");
  }

  public static ServiceError badMoveHandle() {
    return invalidParameter("Value for parameter TaskHandle is invalid.");
  }

  public static ServiceError twoEncryptions() {
    return SqsErrors.invalidAttributeName(
        "You can use one type of server-side encryption (SSE) at one time. You can either enable"
            + " KMS SSE or SQS SSE.");
  }

  public static ServiceError noSuchMove() {
    return SqsErrors.resourceNotFoundException("Task does not exist.");
  }

  public static ServiceError noSuchResource(String parameter) {
    return SqsErrors.resourceNotFoundException(
        "The resource that you specified for the " + parameter + " parameter doesn't exist.");
  }

  public static ServiceError deletedRecently() {
    return SqsErrors.queueDeletedRecently(
        "You must wait 60 seconds after deleting a queue before you can create another with the"
            + " same name.");
  }
}
