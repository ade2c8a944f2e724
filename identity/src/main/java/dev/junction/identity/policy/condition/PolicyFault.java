package dev.junction.identity.policy.condition;

/// Why a policy document was refused, coarse enough to choose an error code by.
public enum PolicyFault {
  /// It is not one well-formed JSON object.
  JSON,
  /// It is larger, or holds more of something, than the limits allow.
  LIMIT,
  /// An element is unknown, repeated, missing or of the wrong JSON type.
  ELEMENT,
  /// An element is there and holds something that it must not hold.
  VALUE
}
