package dev.junction.bus.domain;

import dev.junction.identity.policy.ResourceAccess.Decision;
import dev.junction.kernel.ServiceError;
import dev.junction.models.events.EventsErrors;

/// The errors of EventBridge, with their messages.
///
/// Source: the service model; the messages are those that LocalStack recorded from the real
/// service (`tests/aws/services/events`, snapshots).
public final class BusErrors {

  private BusErrors() {}

  public static ServiceError noSuchBus(String name) {
    return EventsErrors.resourceNotFoundException("Event bus " + name + " does not exist.");
  }

  public static ServiceError busExists(String name) {
    return EventsErrors.resourceAlreadyExistsException("Event bus " + name + " already exists.");
  }

  public static ServiceError noSuchRule(String rule, String bus) {
    return EventsErrors.resourceNotFoundException(
        "Rule " + rule + " does not exist on EventBus " + bus + ".");
  }

  /// For what is named as a kind and a name, as in `Archive a`.
  public static ServiceError missing(String what) {
    return EventsErrors.resourceNotFoundException(what + " does not exist.");
  }

  /// For what is named as a kind and a name, as in `Archive a`.
  public static ServiceError taken(String what) {
    return EventsErrors.resourceAlreadyExistsException(what + " already exists.");
  }

  public static ServiceError invalid(String message) {
    return ServiceError.client("ValidationException", 400, message);
  }

  public static ServiceError invalid(String parameter, String reason) {
    return invalid("Parameter " + parameter + " is not valid. Reason: " + reason);
  }

  public static ServiceError badPattern(String reason) {
    return EventsErrors.invalidEventPatternException(
        "Event pattern is not valid. Reason: " + reason);
  }

  public static ServiceError limit(String message) {
    return EventsErrors.limitExceededException(message);
  }

  public static ServiceError managed(String rule) {
    return EventsErrors.managedRuleException(
        "Rule " + rule + " is managed by an AWS service and can only be changed with Force.");
  }

  /// For a caller who is of no account that may do this, whatever the policy says.
  public static ServiceError denied(String principal, String action, String resource) {
    return denied(Decision.NOT_ALLOWED, principal, action, resource);
  }

  public static ServiceError denied(
      Decision decision, String principal, String action, String resource) {
    return EventsErrors.accessDeniedException(decision.refusal(principal, action, resource));
  }
}
