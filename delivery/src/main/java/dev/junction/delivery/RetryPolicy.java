package dev.junction.delivery;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import java.time.Duration;

/// When a delivery that failed is tried again: at once, then after the shortest delay, then after
/// delays that grow, then after the longest.
///
/// Source: SNS Developer Guide, "Amazon SNS message delivery retries", phases and limits.
///
/// @param minDelaySeconds the shortest delay
/// @param maxDelaySeconds the longest delay
/// @param retries how often in all it is tried again
/// @param noDelayRetries how many of these at once
/// @param minDelayRetries how many then after the shortest delay
/// @param maxDelayRetries how many at the end after the longest delay
/// @param backoff how the delays between grow
public record RetryPolicy(
    int minDelaySeconds,
    int maxDelaySeconds,
    int retries,
    int noDelayRetries,
    int minDelayRetries,
    int maxDelayRetries,
    Backoff backoff) {

  /// How delays grow from the shortest to the longest.
  public enum Backoff {
    LINEAR(0),
    ARITHMETIC(1),
    GEOMETRIC(2),
    EXPONENTIAL(3),

    /// Each delay is twice the one before, up to the longest, however many retries there are.
    DOUBLING(4);

    private final int code;

    Backoff(int code) {
      this.code = code;
    }

    private static Backoff of(int code) {
      for (Backoff backoff : values()) {
        if (backoff.code == code) {
          return backoff;
        }
      }
      throw new IllegalStateException("A backoff function of the unknown code " + code);
    }
  }

  /// The policy of a target without one: three retries, 20 seconds apart.
  public static final RetryPolicy DEFAULT = new RetryPolicy(20, 20, 3, 0, 0, 0, Backoff.LINEAR);

  /// The policy of carriers of mails, text messages and pushes: 50 retries over more than six
  /// hours. Source: SNS Developer Guide, "Amazon SNS message delivery retries", customer managed
  /// endpoints.
  static final RetryPolicy CARRIER = new RetryPolicy(10, 600, 50, 0, 2, 38, Backoff.EXPONENTIAL);

  /// The delay before a retry, or a negative one when there is no further retry.
  ///
  /// @param retry which retry it is, the first being 1
  public Duration delayBefore(int retry) {
    if (retry > retries) {
      return Duration.ofSeconds(-1);
    }
    int growing = retries - noDelayRetries - minDelayRetries - maxDelayRetries;
    int step = retry - noDelayRetries - minDelayRetries;
    if (retry <= noDelayRetries) {
      return Duration.ZERO;
    }
    if (step <= 0) {
      return Duration.ofSeconds(minDelaySeconds);
    }
    return step > growing
        ? Duration.ofSeconds(maxDelaySeconds)
        : Duration.ofMillis(grown(step, growing));
  }

  /// All delays together.
  public Duration total() {
    Duration total = Duration.ZERO;
    for (int retry = 1; retry <= retries; retry++) {
      total = total.plus(delayBefore(retry));
    }
    return total;
  }

  /// A delay of the phase in which they grow; the last one is the longest.
  private long grown(int step, int steps) {
    double min = minDelaySeconds * 1000.0;
    double max = maxDelaySeconds * 1000.0;
    double part = (double) step / steps;
    return Math.round(
        switch (backoff) {
          case LINEAR -> min + (max - min) * part;
          // The differences grow by one step each, so the sum of the first n is n (n + 1) / 2.
          case ARITHMETIC -> min + (max - min) * step * (step + 1.0) / (steps * (steps + 1.0));
          case GEOMETRIC -> min * Math.pow(max / min, part);
          case DOUBLING -> Math.min(max, min * Math.pow(2, step - 1.0));
          case EXPONENTIAL ->
              min + (max - min) * (Math.pow(2, step) - 1) / (Math.pow(2, steps) - 1);
        });
  }

  void write(FieldWriter out) {
    out.number(minDelaySeconds).number(maxDelaySeconds).number(retries);
    out.number(noDelayRetries).number(minDelayRetries).number(maxDelayRetries);
    out.octet(backoff.code);
  }

  static RetryPolicy read(FieldReader in) {
    return new RetryPolicy(
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        Backoff.of(in.octet()));
  }
}
