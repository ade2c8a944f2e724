package dev.junction.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.server.Junction;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// SQS through the query protocol, as clients from before 2023 speak it. Source: SQS Developer
/// Guide, "Making Query API requests" and "Differences between AWS JSON and AWS Query".
final class SqsQueryConformanceTest {

  @SuppressWarnings("NullAway.Init") // set before each test
  private Junction junction;

  @SuppressWarnings("NullAway.Init") // set before each test
  private RawClient client;

  @BeforeEach
  void start() {
    junction = Junction.builder().ephemeral().port(0).start();
    client = new RawClient(junction);
  }

  @AfterEach
  void stop() {
    client.close();
    junction.close();
  }

  private static Map<String, String> action(String action, String... more) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("Action", action);
    parameters.put("Version", "2012-11-05");
    for (int i = 0; i < more.length; i += 2) {
      parameters.put(more[i], more[i + 1]);
    }
    return parameters;
  }

  private HttpResponse<String> call(String path, String action, String... more) {
    return client.form("sqs", path, action(action, more));
  }

  private static String element(HttpResponse<String> response, String name) {
    Matcher matcher =
        Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(response.body());
    assertThat(matcher.find()).as("%s in %s", name, response.body()).isTrue();
    return matcher.group(1);
  }

  @Test
  void aMessageGoesThroughAQueueThatIsCalledAtItsOwnUrl() {
    HttpResponse<String> created = call("/", "CreateQueue", "QueueName", "old");
    assertThat(created.statusCode()).isEqualTo(200);
    assertThat(created.headers().firstValue("Content-Type")).hasValue("text/xml");
    assertThat(created.body())
        .contains("<CreateQueueResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\">");
    assertThat(element(created, "QueueUrl")).isEqualTo(junction.endpoint() + "/000000000000/old");
    assertThat(element(created, "RequestId"))
        .isEqualTo(created.headers().firstValue("x-amzn-RequestId").orElseThrow());

    String path = "/000000000000/old";
    HttpResponse<String> sent =
        call(
            path,
            "SendMessage",
            "MessageBody",
            "a & b",
            "MessageAttribute.1.Name",
            "colour",
            "MessageAttribute.1.Value.DataType",
            "String",
            "MessageAttribute.1.Value.StringValue",
            "red");
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
    // md5sum of "a & b"
    assertThat(element(sent, "MD5OfMessageBody")).isEqualTo("9fed43e0f68e6c705d96bd051704f1f2");

    HttpResponse<String> received =
        client.send(
            client
                .to(
                    path
                        + "?Action=ReceiveMessage&MaxNumberOfMessages=10&AttributeName.1=All"
                        + "&MessageAttributeName.1=All")
                .header("Authorization", RawClient.signedFor("sqs")));
    assertThat(element(received, "Body")).isEqualTo("a &amp; b");
    assertThat(received.body())
        .contains(
            "<MessageAttribute><Name>colour</Name><Value><StringValue>red</StringValue>"
                + "<DataType>String</DataType></Value></MessageAttribute>",
            "<Attribute><Name>ApproximateReceiveCount</Name><Value>1</Value></Attribute>");
    HttpResponse<String> deleted =
        call(path, "DeleteMessage", "ReceiptHandle", element(received, "ReceiptHandle"));
    assertThat(deleted.body()).contains("<DeleteMessageResponse ").doesNotContain("Result>");
  }

  @Test
  void aBatchAnswersForEachEntry() {
    call("/", "CreateQueue", "QueueName", "batch");
    HttpResponse<String> sent =
        call(
            "/000000000000/batch",
            "SendMessageBatch",
            "SendMessageBatchRequestEntry.1.Id",
            "one",
            "SendMessageBatchRequestEntry.1.MessageBody",
            "m",
            "SendMessageBatchRequestEntry.2.Id",
            "two",
            "SendMessageBatchRequestEntry.2.MessageBody",
            "m",
            "SendMessageBatchRequestEntry.2.DelaySeconds",
            "901");
    assertThat(sent.statusCode()).isEqualTo(200);
    assertThat(sent.body())
        .contains(
            "<SendMessageBatchResultEntry><Id>one</Id>",
            "<BatchResultErrorEntry><Id>two</Id>",
            "<Code>InvalidParameterValue</Code>");
  }

  @Test
  void attributesAndTagsAreMaps() {
    call(
        "/",
        "CreateQueue",
        "QueueName",
        "maps",
        "Attribute.1.Name",
        "DelaySeconds",
        "Attribute.1.Value",
        "7",
        "Tag.1.Key",
        "team",
        "Tag.1.Value",
        "blue");
    assertThat(call("/000000000000/maps", "GetQueueAttributes", "AttributeName.1", "All").body())
        .contains("<Attribute><Name>DelaySeconds</Name><Value>7</Value></Attribute>");
    assertThat(call("/000000000000/maps", "ListQueueTags").body())
        .contains("<Tag><Key>team</Key><Value>blue</Value></Tag>");
  }

  // Source: SQS API Reference, the errors of each operation with their query codes.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GetQueueUrl|QueueName=nope|AWS.SimpleQueueService.NonExistentQueue|QueueDoesNotExist",
        "GetQueueUrl||MissingParameter|MissingRequiredParameterException",
        "CreateQueue|QueueName=a b|InvalidParameterValue|InvalidParameterValueException",
        "ReceiveMessage|MaxNumberOfMessages=11|InvalidParameterValue|InvalidParameterValueException",
        "SendMessage||MissingParameter|MissingRequiredParameterException",
        "SendMessageBatch||AWS.SimpleQueueService.EmptyBatchRequest|EmptyBatchRequest",
        "DeleteMessage|ReceiptHandle=x|ReceiptHandleIsInvalid|ReceiptHandleIsInvalid",
        "GetQueueAttributes|AttributeName.1=Colour|InvalidAttributeName|InvalidAttributeName"
      })
  void bothProtocolsNameAnErrorInTheirOwnWords(
      String operation, String parameter, String queryCode, String jsonCode) {
    call("/", "CreateQueue", "QueueName", "q");
    String[] pair = parameter == null ? new String[0] : parameter.split("=");
    String path = operation.equals("CreateQueue") ? "/" : "/000000000000/q";
    HttpResponse<String> query = call(path, operation, pair);
    // The model gives an invalid receipt handle the status 404, all others here 400.
    int status = queryCode.equals("ReceiptHandleIsInvalid") ? 404 : 400;
    assertThat(query.statusCode()).isEqualTo(status);
    assertThat(element(query, "Code")).isEqualTo(queryCode);
    assertThat(element(query, "Type")).isEqualTo("Sender");
    assertThat(query.body()).contains("</Message><Detail></Detail></Error>");
    if (jsonCode.equals("QueueDoesNotExist")) {
      // Source: what LocalStack recorded from the real service, `test_non_existent_queue`.
      assertThat(element(query, "Message"))
          .isEqualTo("The specified queue does not exist for this wsdl version.");
    }

    HttpResponse<String> json = client.json(operation, json(operation, pair));
    assertThat(json.statusCode()).isEqualTo(status);
    assertThat(json.body()).contains("#" + jsonCode + "\"");
    assertThat(json.headers().firstValue("x-amzn-query-error")).hasValue(queryCode + ";Sender");
  }

  private static String json(String operation, String[] pair) {
    boolean needsQueue = !operation.equals("GetQueueUrl") && !operation.equals("CreateQueue");
    String url = needsQueue ? "\"QueueUrl\":\"/000000000000/q\"" : "";
    if (pair.length == 0) {
      return "{" + url + "}";
    }
    String value =
        switch (pair[0]) {
          case "MaxNumberOfMessages" -> "\"MaxNumberOfMessages\":" + pair[1];
          case "AttributeName.1" -> "\"AttributeNames\":[\"" + pair[1] + "\"]";
          default -> "\"" + pair[0] + "\":\"" + pair[1] + "\"";
        };
    return "{" + url + (url.isEmpty() ? "" : ",") + value + "}";
  }

  private String inJson(String query) {
    URI uri = URI.create(junction.endpoint() + "/000000000000/old?" + query);
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(uri)
                .header("Accept", "application/json")
                .header("Authorization", RawClient.signedFor("sqs")));
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    String id = response.headers().firstValue("x-amzn-RequestId").orElseThrow();
    return response.statusCode() + " " + response.body().replace(id, "ID");
  }

  /// Source: LocalStack, `test_get_queue_attributes_json_format` and
  /// `test_get_list_queues_fails_json_format`, and answers that API Gateway passes on.
  @Test
  void answersAreInJsonWhereItIsAskedFor() {
    call("/", "CreateQueue", "QueueName", "old");
    assertThat(inJson("Action=GetQueueAttributes&AttributeName.1=QueueArn"))
        .isEqualTo(
            "200 {\"GetQueueAttributesResponse\":{\"GetQueueAttributesResult\":{\"Attributes\":"
                + "[{\"Name\":\"QueueArn\","
                + "\"Value\":\"arn:aws:sqs:eu-central-1:000000000000:old\"}]},"
                + "\"ResponseMetadata\":{\"RequestId\":\"ID\"}}}");
    assertThat(inJson("Action=ReceiveMessage"))
        .isEqualTo(
            "200 {\"ReceiveMessageResponse\":{\"ReceiveMessageResult\":{\"messages\":null},"
                + "\"ResponseMetadata\":{\"RequestId\":\"ID\"}}}");
    assertThat(inJson("Action=SendMessage&MessageBody=hello"))
        .contains("\"SendMessageResult\":{")
        .contains("\"MD5OfMessageBody\":\"5d41402abc4b2a76b9719d911017c592\"")
        .contains("\"MD5OfMessageAttributes\":null")
        .contains("\"SequenceNumber\":null");
    assertThat(inJson("Action=ReceiveMessage"))
        .contains("\"messages\":[{")
        .contains("\"Body\":\"hello\"")
        .contains("\"Attributes\":null")
        .contains("\"MessageAttributes\":null");
    assertThat(inJson("Action=ListQueues"))
        .startsWith("400 {\"Error\":{\"Code\":\"InvalidAction\",")
        .contains("\"Message\":\"The action ListQueues is not valid for this endpoint.\"");
  }

  @Test
  void anOperationThatDoesNotExistSaysSo() {
    HttpResponse<String> unknown = call("/", "Fly");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(element(unknown, "Code")).isEqualTo("InvalidAction");
    assertThat(element(unknown, "Message"))
        .isEqualTo("The action Fly is not valid for this endpoint.");
    for (String elsewhere : new String[] {"ListQueues", "CreateQueue"}) {
      HttpResponse<String> refused = call("/000000000000/some", elsewhere, "QueueName", "q");
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(element(refused, "Message"))
          .isEqualTo("The action " + elsewhere + " is not valid for this endpoint.");
    }
    assertThat(client.json("Fly", "{}").body()).contains("UnknownOperationException");
    // Source: LocalStack, `test_get_without_query_returns_unknown_operation`.
    HttpResponse<String> browsed =
        client.send(HttpRequest.newBuilder(URI.create(junction.endpoint() + "/000000000000/some")));
    assertThat(browsed.statusCode()).isEqualTo(404);
    assertThat(browsed.body()).isEqualTo("<UnknownOperationException/>\n");
    HttpResponse<String> nothing = client.form("sqs", "/", Map.of("Version", "2012-11-05"));
    assertThat(element(nothing, "Code")).isEqualTo("MissingAction");
  }
}
