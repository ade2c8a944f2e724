package dev.junction.delivery.report;

import org.jspecify.annotations.Nullable;

/// How the delivery of one message to one recipient ended.
///
/// @param attempts how many attempts there were
/// @param dwellMillis how long it took from the publish to the begin of the last attempt
/// @param statusCode the status that the recipient answered; 0 when it did not
/// @param errorCode why it did not arrive; null when it did
/// @param response what the recipient said, or a sentence for a person
public record Ending(
    int attempts, long dwellMillis, int statusCode, @Nullable String errorCode, String response) {

  public boolean isDelivered() {
    return errorCode == null;
  }
}
