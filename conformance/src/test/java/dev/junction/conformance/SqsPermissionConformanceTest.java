package dev.junction.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.server.Junction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.InvalidAttributeValueException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.OverLimitException;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/// Queues that other accounts use by permission. Expected values: SQS Developer Guide, "Using
/// custom policies with the Amazon SQS access policy language"; API reference, AddPermission.
@SuppressWarnings("unchecked") // the SDK's builders take generic varargs
final class SqsPermissionConformanceTest {

  private static final String OWNER = "111111111111";
  private static final String FRIEND = "222222222222";
  private static final String STRANGER = "333333333333";

  @SuppressWarnings("NullAway.Init") // set before each test
  private Junction junction;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SqsClient owner;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SqsClient friend;

  @SuppressWarnings("NullAway.Init") // set before each test
  private SqsClient stranger;

  @SuppressWarnings("NullAway.Init") // set before each test
  private String url;

  @BeforeEach
  void start() {
    junction = Junction.builder().ephemeral().port(0).start();
    owner = Clients.sqs(junction, OWNER, Region.EU_CENTRAL_1);
    friend = Clients.sqs(junction, FRIEND, Region.EU_CENTRAL_1);
    stranger = Clients.sqs(junction, STRANGER, Region.EU_CENTRAL_1);
    url = owner.createQueue(r -> r.queueName("shared")).queueUrl();
  }

  @AfterEach
  void stop() {
    owner.close();
    friend.close();
    stranger.close();
    junction.close();
  }

  private void send(SqsClient client) {
    client.sendMessage(r -> r.queueUrl(url).messageBody("m"));
  }

  private static void assertDenied(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SqsException.class,
            fault -> {
              assertThat(fault.statusCode()).isEqualTo(403);
              assertThat(fault.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
            });
  }

  private String policy() {
    return owner
        .getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.POLICY))
        .attributes()
        .getOrDefault(QueueAttributeName.POLICY, "");
  }

  private void setPolicy(String statement) {
    owner.setQueueAttributes(
        r ->
            r.queueUrl(url)
                .attributes(
                    Map.of(
                        QueueAttributeName.POLICY,
                        "{\"Version\":\"2012-10-17\",\"Statement\":[" + statement + "]}")));
  }

  @Test
  void withoutAPolicyOnlyTheOwnersAccountMay() {
    send(owner);
    assertDenied(() -> send(friend));
    assertDenied(() -> friend.receiveMessage(r -> r.queueUrl(url)));
    assertDenied(
        () -> friend.getQueueUrl(r -> r.queueName("shared").queueOwnerAWSAccountId(OWNER)));
    assertThatThrownBy(() -> friend.getQueueUrl(r -> r.queueName("shared")))
        .isInstanceOf(QueueDoesNotExistException.class);
  }

  @Test
  void aPermissionIsForItsAccountsAndActionsUntilItIsRemoved() {
    owner.addPermission(
        r -> r.queueUrl(url).label("senders").awsAccountIds(FRIEND).actions("SendMessage"));
    assertThat(policy())
        .contains("\"Sid\":\"senders\"")
        .contains(FRIEND)
        .contains("SQS:SendMessage");

    send(friend);
    friend.sendMessageBatch(r -> r.queueUrl(url).entries(e -> e.id("1").messageBody("m")));
    assertDenied(() -> friend.receiveMessage(r -> r.queueUrl(url)));
    assertDenied(() -> send(stranger));

    owner.removePermission(r -> r.queueUrl(url).label("senders"));
    assertDenied(() -> send(friend));
    assertThat(policy()).isEmpty();
  }

  @Test
  void aFriendCanConsumeWhenThePolicySaysSo() {
    setPolicy(
        "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
            + FRIEND
            + "\"},\"Action\":[\"sqs:ReceiveMessage\",\"sqs:DeleteMessage\",\"sqs:GetQueueUrl\"],"
            + "\"Resource\":\"*\"}");
    send(owner);
    String found =
        friend.getQueueUrl(r -> r.queueName("shared").queueOwnerAWSAccountId(OWNER)).queueUrl();
    assertThat(found).isEqualTo(url);
    List<Message> messages = friend.receiveMessage(r -> r.queueUrl(found)).messages();
    friend.deleteMessage(r -> r.queueUrl(found).receiptHandle(messages.getFirst().receiptHandle()));
    assertDenied(() -> friend.purgeQueue(r -> r.queueUrl(found)));
  }

  @Test
  void aPollThatWaitsGetsNothingOnceItsPermissionIsRemoved() {
    owner.addPermission(
        r -> r.queueUrl(url).label("readers").awsAccountIds(FRIEND).actions("ReceiveMessage"));
    CompletableFuture<List<Message>> poll =
        CompletableFuture.supplyAsync(
            () -> friend.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(20)).messages());
    Awaitility.await().until(() -> queues().contains("\"waitingReceives\":1"));

    owner.removePermission(r -> r.queueUrl(url).label("readers"));
    send(owner);

    assertThat(poll).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(List.of());
    assertThat(owner.receiveMessage(r -> r.queueUrl(url)).messages()).hasSize(1);
  }

  private String queues() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI page = URI.create(junction.endpoint() + "/_junction/sqs/queues");
      return client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body();
    }
  }

  @Test
  void conditionsCount() {
    setPolicy(
        "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sqs:SendMessage\","
            + "\"Resource\":\"arn:aws:sqs:eu-central-1:111111111111:shared\","
            + "\"Condition\":{\"StringEquals\":{\"aws:PrincipalAccount\":\""
            + FRIEND
            + "\"},\"IpAddress\":{\"aws:SourceIp\":\"127.0.0.0/8\"}}}");
    send(friend);
    assertDenied(() -> send(stranger));
  }

  @Test
  void theRegionOfACallAndItsClientAreKnown() {
    setPolicy(
        "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sqs:SendMessage\","
            + "\"Resource\":\"*\",\"Condition\":{"
            + "\"StringEquals\":{\"aws:RequestedRegion\":\"eu-central-1\"},"
            + "\"StringLike\":{\"aws:UserAgent\":\"aws-sdk-java/*\"}}},"
            + "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sqs:SendMessage\","
            + "\"Resource\":\"*\",\"Condition\":{"
            + "\"StringNotEquals\":{\"aws:RequestedRegion\":\"eu-central-1\"}}}");
    send(friend);
    setPolicy(
        "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sqs:SendMessage\","
            + "\"Resource\":\"*\",\"Condition\":{"
            + "\"StringEquals\":{\"aws:RequestedRegion\":\"eu-central-1\"}}}");
    assertDenied(() -> send(owner));
  }

  @Test
  void aDenialStandsAboveTheOwnerButItsRootCanMendIt() {
    setPolicy("{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sqs:*\",\"Resource\":\"*\"}");
    assertDenied(() -> send(owner));
    owner.setQueueAttributes(
        r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.POLICY, "")));
    send(owner);
  }

  @Test
  void managingAQueueCannotBeShared() {
    setPolicy("{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sqs:*\",\"Resource\":\"*\"}");
    send(stranger);
    assertDenied(() -> stranger.deleteQueue(r -> r.queueUrl(url)));
    assertDenied(
        () ->
            stranger.setQueueAttributes(
                r ->
                    r.queueUrl(url)
                        .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "1"))));
    assertDenied(() -> stranger.tagQueue(r -> r.queueUrl(url).tags(Map.of("a", "b"))));
  }

  @Test
  void aMoveTaskMayNotReadWhatItsCallerMayNot() {
    String arn = "arn:aws:sqs:eu-central-1:" + OWNER + ":shared";
    owner.createQueue(
        r ->
            r.queueName("source")
                .attributes(
                    Map.of(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":1}")));
    setPolicy(
        "{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sqs:ReceiveMessage\","
            + "\"Resource\":\"*\"}");
    assertDenied(() -> owner.startMessageMoveTask(r -> r.sourceArn(arn)));
    owner.setQueueAttributes(
        r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.POLICY, "")));
    assertThat(owner.startMessageMoveTask(r -> r.sourceArn(arn)).taskHandle()).isNotEmpty();
  }

  @Test
  void permissionsThatMakeNoSenseAreRefused() {
    owner.addPermission(
        r -> r.queueUrl(url).label("taken").awsAccountIds(FRIEND).actions("SendMessage"));
    assertInvalid("Already exists", "taken", FRIEND, "SendMessage");
    assertInvalid("alphanumeric", "not good", FRIEND, "SendMessage");
    assertInvalid("12 digits", "l", "222", "SendMessage");
    assertInvalid("Only these can be shared", "l", FRIEND, "DeleteQueue");
    assertThatThrownBy(() -> owner.removePermission(r -> r.queueUrl(url).label("unknown")))
        .hasMessageContaining("can't find label");
    assertThatThrownBy(
            () ->
                owner.addPermission(
                    r ->
                        r.queueUrl(url)
                            .label("many")
                            .awsAccountIds(FRIEND)
                            .actions(
                                "SendMessage",
                                "ReceiveMessage",
                                "DeleteMessage",
                                "ChangeMessageVisibility",
                                "GetQueueAttributes",
                                "GetQueueUrl",
                                "PurgeQueue",
                                "ListDeadLetterSourceQueues")))
        .isInstanceOf(OverLimitException.class);
    assertThatThrownBy(() -> setPolicy("{\"Effect\":\"Perhaps\"}"))
        .isInstanceOf(InvalidAttributeValueException.class)
        .hasMessageContaining("Policy");
  }

  private void assertInvalid(String reason, String label, String account, String action) {
    assertThatThrownBy(
            () ->
                owner.addPermission(
                    r -> r.queueUrl(url).label(label).awsAccountIds(account).actions(action)))
        .isInstanceOfSatisfying(
            SqsException.class,
            fault ->
                assertThat(fault.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue"))
        .hasMessageContaining(reason);
  }
}
