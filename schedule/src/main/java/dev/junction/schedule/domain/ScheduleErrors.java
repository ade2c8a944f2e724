package dev.junction.schedule.domain;

import dev.junction.kernel.ServiceError;
import dev.junction.models.scheduler.SchedulerErrors;

/// The errors that schedules answer with, each with its text.
///
/// Source: EventBridge Scheduler API reference; the text about expressions from what LocalStack
/// recorded of the real service, those about missing and existing schedules from moto's tests.
public final class ScheduleErrors {

  private ScheduleErrors() {}

  public static ServiceError noSuchSchedule(String name) {
    return SchedulerErrors.resourceNotFoundException("Schedule " + name + " does not exist.");
  }

  public static ServiceError noSuchGroup(String name) {
    return SchedulerErrors.resourceNotFoundException("Schedule group " + name + " does not exist.");
  }

  public static ServiceError scheduleExists(String name) {
    return SchedulerErrors.conflictException("Schedule " + name + " already exists.");
  }

  public static ServiceError groupExists(String name) {
    return SchedulerErrors.conflictException("Schedule group " + name + " already exists.");
  }

  public static ServiceError groupGoes(String name) {
    return SchedulerErrors.conflictException("Schedule group " + name + " is being deleted.");
  }

  public static ServiceError badExpression(String expression) {
    return invalid("Invalid Schedule Expression " + expression + ".");
  }

  public static ServiceError invalid(String message) {
    return SchedulerErrors.validationException(message);
  }

  public static ServiceError tooMany(String message) {
    return SchedulerErrors.serviceQuotaExceededException(message);
  }
}
