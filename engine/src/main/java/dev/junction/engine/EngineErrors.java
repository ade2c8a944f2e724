package dev.junction.engine;

import dev.junction.kernel.ServiceError;

/// The errors that the engine itself answers; both are common errors of every AWS service.
public final class EngineErrors {

  /// The call was not carried out: the partition has too much to do or no space to write, or the
  /// engine closes. A client may try again.
  public static final ServiceError SERVICE_UNAVAILABLE =
      ServiceError.server(
          "ServiceUnavailable", 503, "The service cannot take the request now. Try again later.");

  /// The partition stopped; whether the call was carried out is unknown.
  public static final ServiceError INTERNAL_FAILURE =
      ServiceError.server(
          "InternalFailure", 500, "The request failed because of an internal fault.");

  private EngineErrors() {}
}
