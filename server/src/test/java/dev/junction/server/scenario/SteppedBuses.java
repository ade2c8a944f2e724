package dev.junction.server.scenario;

import dev.junction.wire.protocol.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Buses beside the queues and addresses that get their events, in steps. In JSON of tests a single
/// quotation mark stands for a double one.
final class SteppedBuses {

  private static final Pattern ARN = Pattern.compile("\"[A-Za-z]+Arn\":\"([^\"]+)\"");
  // Possessive, as bodies may be large.
  private static final Pattern BODY =
      Pattern.compile("\"Body\":\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");
  private static final Pattern RECEIPT = Pattern.compile("\"ReceiptHandle\":\"([^\"]+)\"");
  private static final String POLICY =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{"
          + "\"Service\":\"events.amazonaws.com\"},\"Action\":\"sqs:SendMessage\","
          + "\"Resource\":\"*\"}]}";

  final SteppedServices services;

  SteppedBuses(int partitions, long seed) {
    services = new SteppedServices(partitions, seed);
  }

  static String queueArn(String name) {
    return "arn:aws:sqs:us-east-1:" + SteppedServices.ACCOUNT + ":" + name;
  }

  static String busArn(String name) {
    return "arn:aws:events:us-east-1:" + SteppedServices.ACCOUNT + ":event-bus/" + name;
  }

  /// Asks EventBridge without running anything yet.
  CompletableFuture<Answer> begin(String operation, String json) {
    return services.events(operation, json.replace('\'', '"'));
  }

  /// Asks EventBridge and runs everything that follows.
  String accept(String operation, String json) {
    CompletableFuture<Answer> future = begin(operation, json);
    services.run();
    return SteppedServices.text(future);
  }

  /// The code of an answer that is an error.
  String refused(String operation, String json) {
    CompletableFuture<Answer> future = begin(operation, json);
    services.run();
    Answer answer = future.getNow(null);
    if (answer == null || answer.errorCode().isEmpty()) {
      throw new AssertionError("Not refused: " + answer);
    }
    return answer.errorCode();
  }

  String sqs(String operation, String json) {
    CompletableFuture<Answer> future = services.sqs(operation, json.replace('\'', '"'));
    services.run();
    return SteppedServices.text(future);
  }

  /// Creates a queue that lets buses in.
  void createQueue(String name) {
    sqs(
        "CreateQueue",
        "{'QueueName':'"
            + name
            + "','Attributes':{'Policy':'"
            + POLICY.replace("\"", "\\\"")
            + "'}}");
  }

  /// Puts a rule for events of the source `app` on a bus.
  void rule(String bus, String name, String... targets) {
    String place = ",'EventBusName':'" + bus + "'";
    accept(
        "PutRule",
        "{'Name':'" + name + "'" + place + ",'EventPattern':'{\\\"source\\\":[\\\"app\\\"]}'}");
    String answer =
        accept(
            "PutTargets",
            "{'Rule':'" + name + "'" + place + ",'Targets':[" + String.join(",", targets) + "]}");
    if (!answer.contains("\"FailedEntryCount\":0")) {
      throw new AssertionError(answer);
    }
  }

  static String target(String id, String arn, String more) {
    return "{'Id':'" + id + "','Arn':'" + arn + "'" + more + "}";
  }

  /// Puts an event; the detail has no single quotation marks.
  CompletableFuture<Answer> beginPut(String bus, String detail) {
    return begin(
        "PutEvents",
        "{'Entries':[{'EventBusName':'"
            + bus
            + "','Source':'app','DetailType':'t','Detail':'"
            + detail.replace("\"", "\\\"")
            + "'}]}");
  }

  void put(String bus, String detail) {
    CompletableFuture<Answer> future = beginPut(bus, detail);
    services.run();
    String answer = SteppedServices.text(future);
    if (!answer.contains("\"FailedEntryCount\":0")) {
      throw new AssertionError(answer);
    }
  }

  /// Creates an API destination; its ARN.
  String destination(String name, String url) {
    String connection =
        accept(
            "CreateConnection",
            "{'Name':'"
                + name
                + "','AuthorizationType':'API_KEY','AuthParameters':{'ApiKeyAuthParameters':"
                + "{'ApiKeyName':'X-Key','ApiKeyValue':'v'}}}");
    return arnIn(
        accept(
            "CreateApiDestination",
            "{'Name':'"
                + name
                + "','ConnectionArn':'"
                + arnIn(connection)
                + "','HttpMethod':'POST','InvocationEndpoint':'"
                + url
                + "'}"));
  }

  static String arnIn(String answer) {
    Matcher arn = ARN.matcher(answer);
    if (!arn.find()) {
      throw new AssertionError("No ARN in " + answer);
    }
    return arn.group(1);
  }

  /// The bodies of all messages of a queue, which is empty then.
  List<String> drain(String queue) {
    String url =
        "{'QueueUrl':'http://localhost:4566/" + SteppedServices.ACCOUNT + "/" + queue + "'";
    List<String> bodies = new ArrayList<>();
    while (true) {
      String received = sqs("ReceiveMessage", url + ",'MaxNumberOfMessages':10}");
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
        sqs("DeleteMessage", url + ",'ReceiptHandle':'" + receipt.group(1) + "'}");
      }
    }
  }
}
