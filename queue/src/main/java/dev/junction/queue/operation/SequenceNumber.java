package dev.junction.queue.operation;

/// The sequence number of a message in a FIFO queue, as clients see it: 20 digits that rise.
///
/// Source: SQS Developer Guide, "FIFO queue and message identifiers" (a large, non-consecutive,
/// 128-bit number).
final class SequenceNumber {

  private static final String ZEROS = "10000000000000000000";

  private SequenceNumber() {}

  static String format(long sequence) {
    String digits = Long.toString(sequence);
    return ZEROS.substring(0, ZEROS.length() - digits.length()) + digits;
  }
}
