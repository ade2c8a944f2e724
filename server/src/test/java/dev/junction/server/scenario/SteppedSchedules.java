package dev.junction.server.scenario;

import dev.junction.wire.protocol.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Schedules beside the queues that they fill, in steps.
final class SteppedSchedules {

  static final String ROLE = "arn:aws:iam::" + SteppedServices.ACCOUNT + ":role/fires";

  private static final Pattern BODY = Pattern.compile("\"Body\":\"((?:[^\"\\\\]|\\\\.)*)\"");

  private static final Pattern RECEIPT = Pattern.compile("\"ReceiptHandle\":\"([^\"]+)\"");

  final SteppedServices services;

  SteppedSchedules(int partitions, long seed) {
    this(new SteppedServices(partitions, seed));
  }

  SteppedSchedules(SteppedServices services) {
    this.services = services;
  }

  static String queueArn(String name) {
    return "arn:aws:sqs:us-east-1:" + SteppedServices.ACCOUNT + ":" + name;
  }

  static String queueUrl(String name) {
    return "http://localhost:4566/" + SteppedServices.ACCOUNT + "/" + name;
  }

  void createQueue(String name) {
    accept(services.sqs("CreateQueue", "{\"QueueName\":\"" + name + "\"}"));
  }

  /// The target that puts an input into a queue.
  static String toQueue(String queue, String input) {
    return "\"Target\":{\"Arn\":\""
        + queueArn(queue)
        + "\",\"RoleArn\":\""
        + ROLE
        + "\",\"Input\":\""
        + input
        + "\"}";
  }

  /// The body of CreateSchedule or UpdateSchedule.
  ///
  /// @param more further members with a comma behind each
  static String settings(String expression, String target, String more) {
    return "{\"ScheduleExpression\":\""
        + expression
        + "\",\"FlexibleTimeWindow\":{\"Mode\":\"OFF\"},"
        + more
        + target
        + "}";
  }

  void create(String name, String settings) {
    accept(services.scheduler("POST /schedules/" + name, settings));
  }

  String accept(CompletableFuture<Answer> future) {
    services.run();
    return SteppedServices.text(future);
  }

  /// The code and text of an answer that is an error.
  String refused(CompletableFuture<Answer> future) {
    services.run();
    Answer answer = future.getNow(null);
    if (answer == null || answer.errorCode().isEmpty()) {
      throw new AssertionError("Not refused: " + answer);
    }
    return answer.errorCode() + " " + new String(answer.response().body(), StandardCharsets.UTF_8);
  }

  void advance(Duration by) {
    services.clock.advance(by);
    services.run();
  }

  /// The bodies of all messages of a queue, which is empty then.
  List<String> drain(String queue) {
    List<String> bodies = new ArrayList<>();
    while (true) {
      String received = receive(queue);
      Matcher body = BODY.matcher(received);
      int before = bodies.size();
      while (body.find()) {
        bodies.add(body.group(1).replace("\\\"", "\""));
      }
      if (bodies.size() == before) {
        return bodies;
      }
      Matcher receipt = RECEIPT.matcher(received);
      while (receipt.find()) {
        accept(
            services.sqs(
                "DeleteMessage",
                "{\"QueueUrl\":\""
                    + queueUrl(queue)
                    + "\",\"ReceiptHandle\":\""
                    + receipt.group(1)
                    + "\"}"));
      }
    }
  }

  /// What a receive answers.
  String receive(String queue) {
    return accept(
        services.sqs(
            "ReceiveMessage",
            "{\"QueueUrl\":\""
                + queueUrl(queue)
                + "\",\"MaxNumberOfMessages\":10,\"MessageAttributeNames\":[\"All\"],"
                + "\"AttributeNames\":[\"All\"]}"));
  }
}
