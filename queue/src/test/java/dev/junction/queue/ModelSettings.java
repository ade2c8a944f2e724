package dev.junction.queue;

import java.util.Map;
import java.util.Random;

/// What the attributes of queues in a [ModelHistory] become.
final class ModelSettings {

  private ModelSettings() {}

  /// A dead-letter rule.
  static String redrive(String target, int receives) {
    return "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:"
        + SteppedQueues.ACCOUNT
        + ":"
        + target
        + "\",\"maxReceiveCount\":\""
        + receives
        + "\"}";
  }

  /// A change of some attribute; empty when it does not fit the queue.
  static Map<String, String> someChange(Random random, QueueModel queue) {
    String target = ModelQueues.DEAD_LETTER_QUEUES.get(queue.name);
    return switch (random.nextInt(7)) {
      case 0 -> Map.of("VisibilityTimeout", String.valueOf(random.nextInt(12)));
      case 1, 2 -> {
        String seconds = String.valueOf(random.nextInt(3) * 5);
        yield queue.name.startsWith("dead") ? Map.of() : Map.of("DelaySeconds", seconds);
      }
      case 3 -> Map.of("MessageRetentionPeriod", String.valueOf(60 + 60 * random.nextInt(5)));
      case 4 -> Map.of("MaximumMessageSize", random.nextBoolean() ? "1024" : "1048576");
      case 5 ->
          target == null
              ? Map.of()
              : Map.of("RedrivePolicy", redrive(target, 1 + random.nextInt(4)));
      default ->
          queue.isFifo
              ? random.nextBoolean()
                  ? Map.of("ContentBasedDeduplication", String.valueOf(random.nextBoolean()))
                  : Map.of("DeduplicationScope", random.nextBoolean() ? "queue" : "messageGroup")
              : Map.of();
    };
  }
}
