package dev.junction.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.server.Junction;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sts.StsClient;

/// Services and operations that have a model and no implementation say so, in the words of their
/// own protocols, so that real clients understand it.
final class UnbuiltServicesConformanceTest {

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Junction junction;

  @BeforeEach
  void start() {
    junction = Junction.builder().ephemeral().port(0).start();
  }

  @AfterEach
  void stop() {
    junction.close();
  }

  private static void assertUnbuilt(ThrowingCallable call, String service, String operation) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(501);
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NotImplemented");
              assertThat(e.awsErrorDetails().errorMessage()).contains(service, operation);
              assertThat(e.requestId()).isNotEmpty();
            });
  }

  @Test
  void theSdkUnderstandsItInEveryProtocol() {
    try (KinesisClient kinesis = Clients.of(KinesisClient.builder(), junction);
        LambdaClient lambda = Clients.of(LambdaClient.builder(), junction);
        StsClient sts = Clients.of(StsClient.builder(), junction)) {
      assertUnbuilt(kinesis::listStreams, "kinesis", "ListStreams");
      assertUnbuilt(lambda::listFunctions, "lambda", "ListFunctions");
      assertUnbuilt(
          () -> lambda.invoke(r -> r.functionName("f").qualifier("1")), "lambda", "Invoke");
      assertUnbuilt(
          () -> sts.getFederationToken(r -> r.name("someone")), "sts", "GetFederationToken");
    }
  }

  @Test
  void theCliUnderstandsIt() throws Exception {
    Tool aws = Tool.of(junction, folder).assume("aws", "--version");
    String at = "--endpoint-url=" + junction.endpoint();
    for (String[] call :
        new String[][] {
          {"iam", "list-users", "ListUsers"},
          {"kinesis", "list-streams", "ListStreams"},
          {"lambda", "list-functions", "ListFunctions"}
        }) {
      Tool.Run run = aws.run("aws", at, call[0], call[1]);
      assertThat(run.exitCode()).isNotZero();
      assertThat(run.output()).contains("(NotImplemented)", "operation " + call[2], call[0]);
    }
  }

  @Test
  void botoUnderstandsItForEveryModel() throws Exception {
    Tool python = Tool.of(junction, folder).assume("python3", "-c", "import boto3");
    Path script = folder.resolve("client.py");
    Files.writeString(
        script,
        """
        import boto3, botocore
        from botocore.config import Config
        calls = [
            ('apigateway', 'get_rest_apis', {}),
            ('apigatewaymanagementapi', 'get_connection', {'ConnectionId': 'c'}),
            ('apigatewayv2', 'get_apis', {}),
            ('appsync', 'list_graphql_apis', {}),
            ('cloudwatch', 'list_metrics', {}),
            ('ecs', 'list_clusters', {}),
            ('firehose', 'list_delivery_streams', {}),
            ('iam', 'list_users', {}),
            ('kafka', 'list_clusters_v2', {}),
            ('kinesis', 'put_record', {'StreamName': 's', 'Data': b'd', 'PartitionKey': 'k'}),
            ('lambda', 'invoke', {'FunctionName': 'f', 'Payload': b'{}'}),
            ('mq', 'list_brokers', {}),
            ('stepfunctions', 'list_state_machines', {}),
            ('sts', 'get_access_key_info', {'AccessKeyId': 'AKIAALICE0000000'}),
        ]
        for service, name, parameters in calls:
            client = boto3.client(service, config=Config(retries={'max_attempts': 0}))
            operation = client.meta.method_to_api_mapping[name]
            try:
                getattr(client, name)(**parameters)
                raise SystemExit('no error from ' + service)
            except botocore.exceptions.ClientError as e:
                error = e.response['Error']
                status = e.response['ResponseMetadata']['HTTPStatusCode']
                assert (error['Code'], status) == ('NotImplemented', 501), (service, e.response)
                assert operation in error['Message'], (service, e.response)
                assert service in error['Message'], (service, e.response)
        print('well')
        """);
    assertThat(python.run("python3", script.toString()).succeeded().output()).contains("well");
  }

  @Test
  void aFormGoesToTheServiceThatItIsSignedFor() {
    try (RawClient client = new RawClient(junction)) {
      HttpResponse<String> users = client.form("iam", "/", Map.of("Action", "ListUsers"));
      assertThat(users.statusCode()).isEqualTo(501);
      assertThat(users.body()).contains("ListUsers", "iam", "https://iam.amazonaws.com/");
      HttpResponse<String> stranger = client.form("iam", "/", Map.of("Action", "SendMessage"));
      assertThat(stranger.statusCode()).isEqualTo(400);
      assertThat(stranger.body()).contains("<Code>InvalidAction</Code>");
      HttpResponse<String> unsigned = client.form("/", Map.of("Action", "ListUsers"));
      assertThat(unsigned.statusCode()).isEqualTo(501);
      HttpResponse<String> unsignedQueues = client.form("/", Map.of("Action", "ListQueues"));
      assertThat(unsignedQueues.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whatNobodyKnowsIsAnUnknownOperation() {
    try (RawClient client = new RawClient(junction)) {
      HttpResponse<String> json =
          client.send(
              client
                  .to("/")
                  .header("X-Amz-Target", "Kinesis_20131202.Fly")
                  .header("Content-Type", "application/x-amz-json-1.1")
                  .POST(HttpRequest.BodyPublishers.ofString("{}")));
      assertThat(json.statusCode()).isEqualTo(400);
      assertThat(json.body()).contains("\"UnknownOperationException\"");
      HttpResponse<String> rest =
          client.send(
              client
                  .to("/2015-03-31/moons")
                  .header("Authorization", RawClient.signedFor("lambda")));
      assertThat(rest.statusCode()).isEqualTo(404);
      assertThat(rest.headers().firstValue("X-Amzn-Errortype"))
          .hasValue("UnknownOperationException");
    }
  }
}
