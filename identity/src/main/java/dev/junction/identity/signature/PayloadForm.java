package dev.junction.identity.signature;

import org.jspecify.annotations.Nullable;

/// How a request's body takes part in its signature, as `x-amz-content-sha256` says.
///
/// Source: Amazon S3 API Reference, "Authenticating requests: using the Authorization header",
/// "Overview". Requests to other services mostly leave the header out and sign the body's hash.
enum PayloadForm {
  /// The hash of the whole body is signed.
  HASHED(""),
  /// The body is not signed.
  UNSIGNED("UNSIGNED-PAYLOAD"),
  /// The body comes in chunks, each with a signature.
  SIGNED_CHUNKS("STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
  /// The same, with signed header fields behind the last chunk.
  SIGNED_CHUNKS_AND_TRAILER("STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"),
  /// The body comes in chunks that are not signed, with a checksum behind the last one.
  UNSIGNED_CHUNKS_AND_TRAILER("STREAMING-UNSIGNED-PAYLOAD-TRAILER");

  private static final int HASH_LENGTH = 64;

  private final String word;

  PayloadForm(String word) {
    this.word = word;
  }

  /// The form that a value stands for; null for a value that means nothing.
  static @Nullable PayloadForm of(@Nullable String contentSha256) {
    if (contentSha256 == null || isHash(contentSha256)) {
      return HASHED;
    }
    for (PayloadForm form : values()) {
      if (form != HASHED && form.word.equals(contentSha256)) {
        return form;
      }
    }
    return null;
  }

  boolean isChunked() {
    return switch (this) {
      case HASHED, UNSIGNED -> false;
      case SIGNED_CHUNKS, SIGNED_CHUNKS_AND_TRAILER, UNSIGNED_CHUNKS_AND_TRAILER -> true;
    };
  }

  boolean hasSignedChunks() {
    return switch (this) {
      case HASHED, UNSIGNED, UNSIGNED_CHUNKS_AND_TRAILER -> false;
      case SIGNED_CHUNKS, SIGNED_CHUNKS_AND_TRAILER -> true;
    };
  }

  boolean hasTrailer() {
    return switch (this) {
      case HASHED, UNSIGNED, SIGNED_CHUNKS -> false;
      case SIGNED_CHUNKS_AND_TRAILER, UNSIGNED_CHUNKS_AND_TRAILER -> true;
    };
  }

  private static boolean isHash(String text) {
    if (text.length() != HASH_LENGTH) {
      return false;
    }
    for (int i = 0; i < HASH_LENGTH; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
