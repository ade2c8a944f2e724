package dev.junction.wire.server;

/// A request's body after its content encoding was undone, or why that cannot be.
public sealed interface DecodedBody {

  /// The decoded body.
  record Decoded(byte[] bytes) implements DecodedBody {}

  /// It is larger than allowed; no more than the allowed part was ever decoded.
  ///
  /// @param bytesMax the limit that was passed
  record TooLarge(int bytesMax) implements DecodedBody {}

  /// It is not what its content encoding says.
  record Malformed(String encoding) implements DecodedBody {}

  /// It has a content encoding that is not supported.
  record Unsupported(String encoding) implements DecodedBody {}
}
