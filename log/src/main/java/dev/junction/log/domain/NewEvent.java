package dev.junction.log.domain;

import java.nio.charset.StandardCharsets;

/// A log event that is to be written.
///
/// @param timeMillis when it happened, in milliseconds since the epoch
/// @param message its text in UTF-8
public record NewEvent(long timeMillis, byte[] message) {

  public static NewEvent of(long timeMillis, String message) {
    return new NewEvent(timeMillis, message.getBytes(StandardCharsets.UTF_8));
  }

  /// What it counts of quotas and stored bytes.
  public long sizeBytes() {
    return message.length + (long) LogLimits.EVENT_OVERHEAD_BYTES;
  }
}
