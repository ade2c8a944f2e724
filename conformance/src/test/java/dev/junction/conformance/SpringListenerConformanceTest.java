package dev.junction.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.junction.server.Junction;
import io.awspring.cloud.sqs.annotation.SqsListener;
import io.awspring.cloud.sqs.config.SqsBootstrapConfiguration;
import io.awspring.cloud.sqs.config.SqsMessageListenerContainerFactory;
import io.awspring.cloud.sqs.listener.SqsHeaders;
import io.awspring.cloud.sqs.listener.errorhandler.ImmediateRetryAsyncErrorHandler;
import io.awspring.cloud.sqs.operations.SqsTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.messaging.handler.annotation.Header;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Methods with `@SqsListener` of Spring Cloud AWS and its `SqsTemplate`, in a plain context of
/// Spring. Expected values: reference documentation of Spring Cloud AWS, "SQS Integration".
@SuppressWarnings("unchecked") // the SDK's builders take generic varargs
final class SpringListenerConformanceTest {

  /// What travels as JSON.
  record Order(String id, int amount) {}

  @Configuration(proxyBeanMethods = false)
  @Import(SqsBootstrapConfiguration.class)
  static class Listening {}

  /// The application's listeners.
  static class Listeners {

    private final List<Order> orders = new CopyOnWriteArrayList<>();
    private final List<String> receiveCounts = new CopyOnWriteArrayList<>();
    private final List<String> attempts = new CopyOnWriteArrayList<>();
    private final List<String> dead = new CopyOnWriteArrayList<>();
    private final List<Integer> batches = new CopyOnWriteArrayList<>();
    private final List<String> gathered = new CopyOnWriteArrayList<>();
    private final Map<String, List<String>> groups = new ConcurrentHashMap<>();

    @SqsListener("orders")
    void order(
        Order order,
        @Header(SqsHeaders.MessageSystemAttributes.SQS_APPROXIMATE_RECEIVE_COUNT) String count) {
      orders.add(order);
      receiveCounts.add(count);
    }

    @SqsListener("failing")
    void fail(String body) {
      attempts.add(body);
      throw new IllegalStateException("not today");
    }

    @SqsListener("dead")
    void bury(String body) {
      dead.add(body);
    }

    @SqsListener(queueNames = "gathered", maxMessagesPerPoll = "10")
    void gather(List<String> bodies) {
      batches.add(bodies.size());
      gathered.addAll(bodies);
    }

    @SqsListener("steps.fifo")
    void step(
        String body,
        @Header(SqsHeaders.MessageSystemAttributes.SQS_MESSAGE_GROUP_ID_HEADER) String group) {
      groups.computeIfAbsent(group, _ -> new CopyOnWriteArrayList<>()).add(body);
    }
  }

  private final Listeners listeners = new Listeners();

  @SuppressWarnings("NullAway.Init") // set before each test
  private Junction junction;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SqsAsyncClient sqs;

  @SuppressWarnings("NullAway.Init") // set before each test
  private AnnotationConfigApplicationContext context;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SqsTemplate template;

  @BeforeEach
  void start() {
    junction = Junction.builder().ephemeral().port(0).start();
    sqs = Clients.sqsAsync(junction);
    redrive("failing", "dead", 3);
    template = SqsTemplate.newTemplate(sqs);
    context = new AnnotationConfigApplicationContext();
    context.register(Listening.class);
    context.registerBean(
        "defaultSqsListenerContainerFactory",
        SqsMessageListenerContainerFactory.class,
        () ->
            SqsMessageListenerContainerFactory.builder()
                .sqsAsyncClient(sqs)
                .errorHandler(new ImmediateRetryAsyncErrorHandler<>())
                // The context waits for running polls when it closes.
                .configure(options -> options.pollTimeout(Duration.ofSeconds(1)))
                .build());
    context.registerBean(Listeners.class, () -> listeners);
    context.refresh();
  }

  @AfterEach
  void stop() {
    context.close();
    sqs.close();
    junction.close();
  }

  @Test
  void aListenerHearsWhatTheTemplateSendsAndAcknowledges() {
    template.send("orders", new Order("a-1", 12));
    template.send(to -> to.queue("orders").payload(new Order("a-2", 7)));

    await().atMost(Duration.ofSeconds(20)).until(() -> listeners.orders.size() >= 2);
    assertThat(listeners.orders)
        .containsExactlyInAnyOrder(new Order("a-1", 12), new Order("a-2", 7));
    assertThat(listeners.receiveCounts).containsExactly("1", "1");
    await().atMost(Duration.ofSeconds(20)).until(() -> isEmpty("orders"));
  }

  @Test
  void aListenerThatFailsIsTriedAgainUntilTheMessageIsADeadLetter() {
    template.send("failing", "poison");

    await().atMost(Duration.ofSeconds(20)).until(() -> !listeners.dead.isEmpty());
    assertThat(listeners.dead).containsExactly("poison");
    assertThat(listeners.attempts).containsExactly("poison", "poison", "poison");
  }

  @Test
  void aListenerOfListsHearsBatches() {
    for (int i = 0; i < 20; i++) {
      template.send("gathered", "part " + i);
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> listeners.gathered.size() >= 20);
    assertThat(listeners.gathered).hasSize(20).doesNotHaveDuplicates();
    assertThat(listeners.batches).allSatisfy(size -> assertThat(size).isBetween(1, 10));
    await().atMost(Duration.ofSeconds(20)).until(() -> isEmpty("gathered"));
  }

  @Test
  void aListenerOfAFifoQueueHearsEachGroupInOrder() {
    for (int i = 0; i < 30; i++) {
      String body = "step-%02d".formatted(i);
      String group = "group-" + i % 3;
      template.send(
          to ->
              to.queue("steps.fifo")
                  .payload(body)
                  .messageGroupId(group)
                  .messageDeduplicationId(body));
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> listeners.groups.values().stream().mapToInt(List::size).sum() >= 30);
    assertThat(listeners.groups).containsOnlyKeys("group-0", "group-1", "group-2");
    assertThat(listeners.groups.values())
        .allSatisfy(heard -> assertThat(heard).hasSize(10).isSorted());
  }

  private void redrive(String source, String target, int receives) {
    String targetUrl = sqs.createQueue(r -> r.queueName(target)).join().queueUrl();
    String targetArn =
        sqs.getQueueAttributes(
                r -> r.queueUrl(targetUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
            .join()
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    String policy =
        "{\"deadLetterTargetArn\":\"" + targetArn + "\",\"maxReceiveCount\":" + receives + "}";
    sqs.createQueue(
            r -> r.queueName(source).attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, policy)))
        .join();
  }

  private boolean isEmpty(String name) {
    String url = sqs.getQueueUrl(r -> r.queueName(name)).join().queueUrl();
    Map<QueueAttributeName, String> attributes =
        sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.ALL))
            .join()
            .attributes();
    return "0".equals(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
        && "0"
            .equals(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
  }
}
