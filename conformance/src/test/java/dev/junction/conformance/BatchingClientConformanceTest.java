package dev.junction.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.junction.server.Junction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.batchmanager.SqsAsyncBatchManager;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/// The batching client of the AWS SDK for Java, which gathers single calls into batch requests and
/// receives ahead. Expected values: developer guide of the SDK, "Use automatic request batching for
/// Amazon SQS".
@SuppressWarnings("unchecked") // the SDK's builders take generic varargs
final class BatchingClientConformanceTest {

  private static final int MESSAGES = 25;

  /// Which requests really went out.
  private static final class Requests implements ExecutionInterceptor {

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    @Override
    public void beforeTransmission(
        Context.BeforeTransmission context, ExecutionAttributes executionAttributes) {
      SdkRequest request = context.request();
      counts.merge(request.getClass().getSimpleName(), 1, Integer::sum);
    }

    int of(String request) {
      return counts.getOrDefault(request, 0);
    }
  }

  private final Requests requests = new Requests();
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);

  @SuppressWarnings("NullAway.Init") // set before each test
  private Junction junction;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SqsAsyncClient sqs;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SqsAsyncBatchManager batching;

  @SuppressWarnings("NullAway.Init") // set before each test
  private String url;

  @BeforeEach
  void start() {
    junction = Junction.builder().ephemeral().port(0).start();
    sqs =
        SqsAsyncClient.builder()
            .endpointOverride(junction.endpoint())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(Clients.credentials("test"))
            .overrideConfiguration(c -> c.addExecutionInterceptor(requests))
            .build();
    batching =
        SqsAsyncBatchManager.builder()
            .client(sqs)
            .scheduledExecutor(timer)
            .overrideConfiguration(c -> c.sendRequestFrequency(Duration.ofMillis(100)))
            .build();
    url = sqs.createQueue(r -> r.queueName("batched")).join().queueUrl();
  }

  @AfterEach
  void stop() {
    batching.close();
    sqs.close();
    timer.shutdownNow();
    junction.close();
  }

  @Test
  void singleCallsTravelInBatchesAndEachHasItsOwnAnswer() {
    List<CompletableFuture<SendMessageResponse>> sent = new ArrayList<>();
    TreeSet<String> bodies = new TreeSet<>();
    for (int i = 0; i < MESSAGES; i++) {
      String body = "message %02d".formatted(i);
      bodies.add(body);
      sent.add(batching.sendMessage(r -> r.queueUrl(url).messageBody(body)));
    }
    assertThat(sent.stream().map(CompletableFuture::join).map(SendMessageResponse::messageId))
        .doesNotHaveDuplicates()
        .hasSize(MESSAGES);
    // Ten entries fit into a request: SendMessageBatch, Entries.
    assertThat(requests.of("SendMessageBatchRequest")).isBetween(3, 5);
    assertThat(requests.of("SendMessageRequest")).isZero();

    // A message that reaches the manager as its own wait of 50 ms ends is dropped by it
    // (ReceiveQueueBuffer.fulfillFuture) and comes again after the visibility timeout of 30 s.
    Map<String, Message> received = new TreeMap<>();
    await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () -> {
              batching
                  .receiveMessage(r -> r.queueUrl(url))
                  .join()
                  .messages()
                  .forEach(message -> received.put(message.body(), message));
              return received.size() >= MESSAGES;
            });
    assertThat(received.keySet()).isEqualTo(bodies);

    received.values().stream()
        .map(m -> batching.deleteMessage(r -> r.queueUrl(url).receiptHandle(m.receiptHandle())))
        .toList()
        .forEach(CompletableFuture::join);
    assertThat(requests.of("DeleteMessageBatchRequest")).isBetween(3, 5);
    assertThat(waiting()).isEqualTo("0 visible, 0 in flight");
  }

  @Test
  void changedVisibilityTravelsInBatchesToo() {
    List<CompletableFuture<SendMessageResponse>> sent = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      sent.add(batching.sendMessage(r -> r.queueUrl(url).messageBody("again")));
    }
    sent.forEach(CompletableFuture::join);
    List<Message> received =
        sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10)).join().messages();
    assertThat(received).hasSize(4);
    received.stream()
        .map(
            m ->
                batching.changeMessageVisibility(
                    r -> r.queueUrl(url).receiptHandle(m.receiptHandle()).visibilityTimeout(0)))
        .toList()
        .forEach(CompletableFuture::join);
    assertThat(requests.of("ChangeMessageVisibilityBatchRequest")).isBetween(1, 2);
    assertThat(waiting()).isEqualTo("4 visible, 0 in flight");
  }

  @Test
  void aBadMessageFailsAloneInItsBatch() {
    CompletableFuture<SendMessageResponse> good =
        batching.sendMessage(r -> r.queueUrl(url).messageBody("good"));
    // A character that XML 1.0 does not know: SendMessage, MessageBody.
    CompletableFuture<SendMessageResponse> bad =
        batching.sendMessage(r -> r.queueUrl(url).messageBody("bad \u0001"));

    assertThat(good.join().messageId()).isNotBlank();
    assertThat(bad)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            SqsException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidMessageContents"));
    assertThat(requests.of("SendMessageBatchRequest")).isEqualTo(1);
    assertThat(waiting()).isEqualTo("1 visible, 0 in flight");
  }

  private String waiting() {
    Map<QueueAttributeName, String> attributes =
        sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.ALL))
            .join()
            .attributes();
    return attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)
        + " visible, "
        + attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)
        + " in flight";
  }
}
