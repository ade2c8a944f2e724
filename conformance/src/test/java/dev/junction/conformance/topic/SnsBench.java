package dev.junction.conformance.topic;

import dev.junction.conformance.Clients;
import dev.junction.server.Junction;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// A server with clients of topics and queues, and what tests of topics do again and again.
final class SnsBench implements AutoCloseable {

  final Junction junction;
  final SnsClient sns;
  final SqsClient sqs;

  SnsBench(Junction junction) {
    this.junction = junction;
    sns = Clients.of(SnsClient.builder(), junction);
    sqs = Clients.sqs(junction);
  }

  static SnsBench ephemeral() {
    return new SnsBench(Junction.builder().ephemeral().port(0).start());
  }

  String topic(String name) {
    return sns.createTopic(r -> r.name(name)).topicArn();
  }

  /// Creates a queue whose policy lets topics of its account in; answers its URL.
  String queue(String name, Map<QueueAttributeName, String> attributes) {
    String url = sqs.createQueue(r -> r.queueName(name).attributes(attributes)).queueUrl();
    String arn = arn(url);
    String policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
            + "{\"Service\":\"sns.amazonaws.com\"},\"Action\":\"sqs:SendMessage\",\"Resource\":\""
            + arn
            + "\",\"Condition\":{\"ArnLike\":{\"aws:SourceArn\":\"arn:aws:sns:*:*:*\"}}}]}";
    sqs.setQueueAttributes(
        r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.POLICY, policy)));
    return url;
  }

  String queue(String name) {
    return queue(name, Map.of());
  }

  String arn(String queueUrl) {
    return Objects.requireNonNull(
        sqs.getQueueAttributes(
                r -> r.queueUrl(queueUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN));
  }

  /// Subscribes a queue; answers the subscription's ARN.
  String subscribe(String topicArn, String queueUrl, Map<String, String> attributes) {
    return sns.subscribe(
            r ->
                r.topicArn(topicArn)
                    .protocol("sqs")
                    .endpoint(arn(queueUrl))
                    .attributes(attributes)
                    .returnSubscriptionArn(true))
        .subscriptionArn();
  }

  /// Receives up to ten messages, waiting for the first of them, and deletes them.
  List<Message> receive(String queueUrl) {
    List<Message> messages =
        sqs.receiveMessage(
                r ->
                    r.queueUrl(queueUrl)
                        .maxNumberOfMessages(10)
                        .waitTimeSeconds(20)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNamesWithStrings("All"))
            .messages();
    messages.forEach(
        message ->
            sqs.deleteMessage(r -> r.queueUrl(queueUrl).receiptHandle(message.receiptHandle())));
    return messages;
  }

  /// Whether a queue stays empty for as long as a delivery could take.
  boolean staysEmpty(String queueUrl) {
    return sqs.receiveMessage(r -> r.queueUrl(queueUrl).waitTimeSeconds(1)).messages().isEmpty();
  }

  /// The value of a metric without labels.
  long metric(String name) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(junction.endpoint().resolve("/_junction/metrics")).build();
      String page = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return page.lines()
          .filter(line -> line.startsWith(name + ' '))
          .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow();
    }
  }

  void advance(Duration by) {
    junction.clock().advance(by);
  }

  @Override
  public void close() {
    sns.close();
    sqs.close();
    junction.close();
  }
}
