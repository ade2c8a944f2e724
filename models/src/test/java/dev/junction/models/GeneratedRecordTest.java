package dev.junction.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sqs.MessageAttributeValue;
import dev.junction.models.sqs.SendMessageRequest;
import dev.junction.models.sqs.SendMessageResult;
import dev.junction.models.sqs.SqsApi;
import dev.junction.models.sqs.SqsErrors;
import dev.junction.models.sqs.SqsService;
import dev.junction.models.sts.Credentials;
import dev.junction.models.sts.StsApi;
import dev.junction.models.sts.StsService;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.Caller;
import dev.junction.wire.protocol.Operation;
import dev.junction.wire.protocol.OperationTable;
import dev.junction.wire.protocol.constraint.CoralReport;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.DocumentReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class GeneratedRecordTest {

  private static final Call CALL =
      new Call(
          "request",
          new Caller(AccountId.DEFAULT, "arn:aws:iam::000000000000:root", "000000000000", "AKID"),
          Region.DEFAULT,
          "http://localhost:4566",
          Call.Departure.NEVER);

  /// An implementation of one operation.
  private static final class Echo implements SqsApi {
    @Override
    public CompletionStage<Outcome<SendMessageResult>> sendMessage(
        Call call, SendMessageRequest input) {
      return CompletableFuture.completedFuture(
          Outcome.accepted(SendMessageResult.builder().messageId(input.messageBody()).build()));
    }
  }

  private static SendMessageRequest request() {
    return SendMessageRequest.builder()
        .queueUrl("http://localhost/q")
        .messageBody("hello")
        .messageAttributes(
            Map.of(
                "a", MessageAttributeValue.builder().dataType("String").stringValue("x").build()))
        .build();
  }

  @Test
  void aRecordIsTheSameAfterBeingADocument() {
    Document document = Document.copyOf(request());

    assertThat(document.get("MessageBody")).isEqualTo("hello");
    assertThat(SendMessageRequest.read(new DocumentReader(document))).isEqualTo(request());
  }

  @Test
  void aBuilderInsistsOnWhatIsRequired() {
    assertThatThrownBy(() -> SendMessageRequest.builder().queueUrl("q").build())
        .isInstanceOf(NullPointerException.class)
        .hasMessage("messageBody");
  }

  @Test
  void aBuilderStartsFromAValue() {
    SendMessageRequest changed = request().toBuilder().delaySeconds(5).build();
    assertThat(changed.delaySeconds()).isEqualTo(5);
    assertThat(changed.toBuilder().delaySeconds(null).build()).isEqualTo(request());
  }

  @Test
  void collectionsDoNotChangeAfterwards() {
    Map<String, MessageAttributeValue> attributes = new HashMap<>();
    SendMessageRequest request = request().toBuilder().messageAttributes(attributes).build();
    attributes.put("late", MessageAttributeValue.builder().dataType("String").build());

    assertThat(request.messageAttributes()).isEmpty();
    assertThatThrownBy(() -> Objects.requireNonNull(request.messageAttributes()).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void whatIsSensitiveIsNotPrinted() {
    Credentials credentials =
        Credentials.builder()
            .accessKeyId("AKID")
            .secretAccessKey("swordfish")
            .sessionToken("token")
            .expiration(Instant.EPOCH)
            .build();
    assertThat(credentials.toString()).contains("AKID").doesNotContain("swordfish");
  }

  @Test
  void anOperationCanBeCalledByName() throws Exception {
    Operation<?, ?> send =
        Objects.requireNonNull(SqsService.operations(new Echo()).find("SendMessage"));

    Outcome<Document> outcome =
        send.invoke(CALL, Document.copyOf(request()), new CoralReport())
            .toCompletableFuture()
            .get();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Accepted.class,
            accepted ->
                assertThat(((Document) accepted.value()).get("MessageId")).isEqualTo("hello"));
  }

  @Test
  void aCallByNameIsCheckedAgainstTheModel() throws Exception {
    Operation<?, ?> send =
        Objects.requireNonNull(SqsService.operations(new Echo()).find("SendMessage"));

    Outcome<Document> outcome =
        send.invoke(
                CALL,
                Document.of(send.schema().input()).set("QueueUrl", "q").build(),
                new CoralReport())
            .toCompletableFuture()
            .get();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.error().message()).contains("'messageBody'"));
  }

  @Test
  void anOperationThatIsLeftOutSaysSo() throws Exception {
    Operation<?, ?> purge =
        Objects.requireNonNull(SqsService.operations(new Echo()).find("PurgeQueue"));

    Outcome<Document> outcome =
        purge
            .invoke(
                CALL,
                Document.of(purge.schema().input()).set("QueueUrl", "q").build(),
                new CoralReport())
            .toCompletableFuture()
            .get();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.error().httpStatus()).isEqualTo(501);
              assertThat(rejected.error().message()).contains("PurgeQueue", "sqs");
            });
  }

  @Test
  void theTableKnowsTheOperationsThatAreNotBuilt() {
    OperationTable sts = StsService.operations(new StsApi() {});

    assertThat(sts.names()).containsExactly("AssumeRole", "GetCallerIdentity", "GetSessionToken");
    assertThat(Objects.requireNonNull(sts.service().operation("GetFederationToken")).built())
        .isFalse();
    assertThat(sts.service().operation("GetCoffee")).isNull();
  }

  @Test
  void anErrorHasTheCodesOfTheModel() {
    ServiceError error = SqsErrors.queueDoesNotExist("No such queue.");

    assertThat(error.code()).isEqualTo("QueueDoesNotExist");
    assertThat(error.codeForQuery()).isEqualTo("AWS.SimpleQueueService.NonExistentQueue");
    assertThat(error.httpStatus()).isEqualTo(400);
    assertThat(error.fault()).isEqualTo(ServiceError.Fault.CLIENT);
  }
}
