package dev.junction.log.domain;

import dev.junction.identity.policy.ResourceAccess.Decision;
import dev.junction.kernel.ServiceError;
import dev.junction.models.logs.LogsErrors;

/// The errors that log groups answer with, each with its text.
///
/// Source: CloudWatch Logs API reference, and for the texts what LocalStack recorded from the real
/// service (`tests/aws/services/logs/test_logs*.snapshot.json`) and public bug reports.
public final class LogErrors {

  private LogErrors() {}

  /// For a walk through a group that has looked at very much.
  public static ServiceError tooMuchToSearch() {
    return invalid("There is too much to search: say a later time to begin with.");
  }

  public static ServiceError noSuchGroup() {
    return LogsErrors.resourceNotFoundException("The specified log group does not exist.");
  }

  public static ServiceError noSuchStream() {
    return LogsErrors.resourceNotFoundException("The specified log stream does not exist.");
  }

  public static ServiceError noSuchPolicy(String name) {
    return LogsErrors.resourceNotFoundException("Policy with name [" + name + "] does not exist.");
  }

  public static ServiceError groupExists() {
    return LogsErrors.resourceAlreadyExistsException("The specified log group already exists");
  }

  public static ServiceError streamExists() {
    return LogsErrors.resourceAlreadyExistsException("The specified log stream already exists");
  }

  /// For a group that is named twice. Source: LocalStack's `test_logs_streams.snapshot.json`.
  public static ServiceError nameAndIdentifier() {
    return LogsErrors.validationException(
        "LogGroup name and LogGroup ARN are mutually exclusive parameters.");
  }

  public static ServiceError invalid(String message) {
    return LogsErrors.invalidParameterException(message);
  }

  /// For a group whose deletion is forbidden. Source: CloudWatch Logs User Guide, "Protecting log
  /// groups from deletion".
  public static ServiceError isProtected() {
    return LogsErrors.validationException(
        "Cannot delete log group with deletion protection enabled. Disable deletion protection first.");
  }

  /// For a group of a class that has no Live Tail. Source: CloudWatch Logs User Guide, "Log
  /// classes".
  public static ServiceError noLiveTail() {
    return LogsErrors.invalidOperationException(
        "Live Tail sessions are possible for log groups of the class STANDARD only.");
  }

  public static ServiceError tooManyTails() {
    return LogsErrors.limitExceededException("Too many Live Tail sessions are open.");
  }

  /// For a delivery that the resource policies do not let in.
  public static ServiceError denied(
      Decision decision, String principal, String action, String arn) {
    return LogsErrors.accessDeniedException(decision.refusal(principal, action, arn));
  }
}
