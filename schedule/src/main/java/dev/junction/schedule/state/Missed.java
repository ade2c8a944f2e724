package dev.junction.schedule.state;

import dev.junction.kernel.ServiceError;

/// Why a planned time that was missed for too long does not call its target any more.
final class Missed {

  static final ServiceError ERROR =
      ServiceError.server(
          "EventAgeExceeded",
          500,
          "The server was not there within the maximum age after the scheduled time.");

  private Missed() {}
}
