package dev.junction.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.amazon.sqs.javamessaging.ProviderConfiguration;
import com.amazon.sqs.javamessaging.SQSConnection;
import com.amazon.sqs.javamessaging.SQSConnectionFactory;
import dev.junction.server.Junction;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Queues through the Amazon SQS JMS library. Expected values: SQS developer guide, "Using JMS with
/// Amazon SQS", and the Jakarta Messaging specification 3.1 for what a session promises.
final class JmsConformanceTest {

  private static final long PATIENCE_MILLIS = 10_000;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Junction junction;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SqsClient sqs;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SQSConnection connection;

  @BeforeEach
  void start() throws JMSException {
    junction = Junction.builder().ephemeral().port(0).start();
    sqs = Clients.sqs(junction);
    connection = new SQSConnectionFactory(new ProviderConfiguration(), sqs).createConnection();
    connection.start();
  }

  @AfterEach
  void stop() throws JMSException {
    // A closing connection waits for its long polls, which the deletion of their queue ends.
    sqs.listQueues().queueUrls().forEach(url -> sqs.deleteQueue(r -> r.queueUrl(url)));
    connection.close();
    sqs.close();
    junction.close();
  }

  @Test
  void aTextWithItsPropertiesIsReceivedAndGoneOnceAcknowledged() throws JMSException {
    String url = sqs.createQueue(r -> r.queueName("texts")).queueUrl();
    Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
    Queue queue = session.createQueue("texts");
    TextMessage sent = session.createTextMessage("from JMS");
    sent.setStringProperty("colour", "green");
    sent.setIntProperty("weight", 17);
    sent.setBooleanProperty("fragile", true);
    try (MessageProducer producer = session.createProducer(queue)) {
      producer.send(sent);
    }
    assertThat(sent.getJMSMessageID()).startsWith("ID:");

    TextMessage received = (TextMessage) receive(session, queue);
    assertThat(received.getText()).isEqualTo("from JMS");
    assertThat(received.getJMSMessageID()).isEqualTo(sent.getJMSMessageID());
    assertThat(received.getStringProperty("colour")).isEqualTo("green");
    assertThat(received.getIntProperty("weight")).isEqualTo(17);
    assertThat(received.getBooleanProperty("fragile")).isTrue();
    assertThat(received.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
    assertThat(waiting(url)).isEqualTo("0 visible, 1 in flight");
    received.acknowledge();
    assertThat(waiting(url)).isEqualTo("0 visible, 0 in flight");
  }

  @Test
  void aListenerHearsBytesAndAcknowledgesByItself() throws JMSException {
    String url = sqs.createQueue(r -> r.queueName("bytes")).queueUrl();
    Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    Queue queue = session.createQueue("bytes");
    List<String> heard = new CopyOnWriteArrayList<>();
    session
        .createConsumer(queue)
        .setMessageListener(message -> heard.add(text((BytesMessage) message)));

    Session sending = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    try (MessageProducer producer = sending.createProducer(queue)) {
      for (int i = 0; i < 12; i++) {
        BytesMessage message = sending.createBytesMessage();
        message.writeBytes(("bytes " + i).getBytes(StandardCharsets.UTF_8));
        producer.send(message);
      }
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> heard.size() >= 12);
    assertThat(heard).doesNotHaveDuplicates().contains("bytes 0", "bytes 11");
    await().until(() -> waiting(url).equals("0 visible, 0 in flight"));
  }

  @Test
  void aRecoveredSessionReceivesAgain() throws JMSException {
    sqs.createQueue(r -> r.queueName("again"));
    Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
    Queue queue = session.createQueue("again");
    try (MessageProducer producer = session.createProducer(queue)) {
      producer.send(session.createTextMessage("twice"));
    }
    MessageConsumer consumer = session.createConsumer(queue);
    Message first = there(consumer.receive(PATIENCE_MILLIS));
    assertThat(first.getJMSRedelivered()).isFalse();

    session.recover();
    Message second = there(consumer.receive(PATIENCE_MILLIS));
    assertThat(((TextMessage) second).getText()).isEqualTo("twice");
    assertThat(second.getJMSRedelivered()).isTrue();
    assertThat(second.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
    second.acknowledge();
  }

  @Test
  void groupsKeepTheirOrderAndDuplicatesAreDropped() throws JMSException {
    sqs.createQueue(
        r -> r.queueName("ordered.fifo").attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")));
    Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    Queue queue = session.createQueue("ordered.fifo");
    try (MessageProducer producer = session.createProducer(queue)) {
      for (int i = 0; i < 10; i++) {
        // Each twice with one deduplication id, of which the second is dropped.
        producer.send(ordered(session, i));
        producer.send(ordered(session, i));
      }
    }
    List<String> received = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    MessageConsumer consumer = session.createConsumer(queue);
    for (int i = 0; i < 10; i++) {
      TextMessage message = (TextMessage) there(consumer.receive(PATIENCE_MILLIS));
      assertThat(message.getStringProperty("JMSXGroupID")).isEqualTo("group");
      received.add(message.getText());
      numbers.add(message.getStringProperty("JMS_SQS_SequenceNumber"));
    }
    assertThat(consumer.receiveNoWait()).isNull();
    assertThat(received)
        .containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9");
    // All of one length, so that their order as texts is their order as numbers.
    assertThat(numbers).isSorted().doesNotHaveDuplicates();
  }

  private static TextMessage ordered(Session session, int i) throws JMSException {
    TextMessage message = session.createTextMessage("m" + i);
    message.setStringProperty("JMSXGroupID", "group");
    message.setStringProperty("JMS_SQS_DeduplicationId", "id" + i);
    return message;
  }

  private static Message receive(Session session, Queue queue) throws JMSException {
    return there(session.createConsumer(queue).receive(PATIENCE_MILLIS));
  }

  private static Message there(@Nullable Message message) {
    assertThat(message).isNotNull();
    if (message == null) {
      throw new AssertionError("no message");
    }
    return message;
  }

  private static String text(BytesMessage message) {
    try {
      byte[] bytes = new byte[(int) message.getBodyLength()];
      message.readBytes(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  private String waiting(String url) {
    Map<QueueAttributeName, String> attributes =
        sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.ALL))
            .attributes();
    return attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)
        + " visible, "
        + attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE)
        + " in flight";
  }
}
