package dev.junction.models.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.wire.schema.HttpBinding;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.ServiceSchema;
import dev.junction.wire.schema.ServiceSchema.Protocol;
import dev.junction.wire.schema.ShapeType;
import dev.junction.wire.schema.Trait;
import dev.junction.wire.schema.UriPattern.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/// Reads the models that are stored in this repository.
class ModelReaderTest {

  private static final Path MODELS = Path.of("../src/main/models");

  private static ServiceSchema read(String file) throws IOException {
    String name = file.substring(0, file.indexOf('.'));
    ServiceSelection all = new ServiceSelection(file, name, "X", null, List.of(), "", List.of());
    return ModelReader.of(all, JsonMapper.shared().readTree(Files.readString(MODELS.resolve(file))))
        .read();
  }

  private static OperationSchema operation(ServiceSchema service, String name) {
    return Objects.requireNonNull(service.operation(name));
  }

  @TestFactory
  Stream<DynamicTest> everyStoredModelBecomesJava() throws IOException {
    List<String> files;
    try (Stream<Path> listed = Files.list(MODELS)) {
      files =
          listed
              .map(path -> path.getFileName().toString())
              .filter(name -> name.endsWith(".c2j.json") || name.endsWith(".smithy.json"))
              .sorted()
              .toList();
    }
    assertThat(files).hasSizeGreaterThanOrEqualTo(21);
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file,
                    () -> {
                      ServiceSchema schema = read(file);
                      assertThat(schema.operations()).isNotEmpty();
                      assertThat(schema.protocols()).isNotEmpty();
                      for (OperationSchema operation : schema.operations()) {
                        everyLabelIsAMember(operation);
                      }
                    }));
  }

  private static void everyLabelIsAMember(OperationSchema operation) {
    for (Segment segment : operation.http().uri().segments()) {
      if (segment instanceof Segment.Label(String member, boolean _)) {
        Member label = operation.input().member(member);
        assertThat(label.binding()).as("%s", label).isEqualTo(HttpBinding.LABEL);
      }
    }
  }

  @Test
  void sqsHasTheNamesAndCodesOfTheQueryProtocol() throws IOException {
    ServiceSchema sqs = read("sqs.smithy.json");
    Member attributes = operation(sqs, "SetQueueAttributes").input().member("Attributes");

    assertThat(sqs.operations()).hasSize(23);
    assertThat(sqs.isQueryCompatible()).isTrue();
    assertThat(sqs.targetPrefix()).isEqualTo("AmazonSQS");
    assertThat(sqs.namespace()).isEqualTo("com.amazonaws.sqs");
    assertThat(attributes.isFlattened()).isTrue();
    assertThat(attributes.isRequired()).isTrue();
    assertThat(attributes.xmlName()).isEqualTo("Attribute");
    assertThat(attributes.target().key().xmlName()).isEqualTo("Name");
    assertThat(Objects.requireNonNull(sqs.error("QueueDoesNotExist")).queryCode())
        .isEqualTo("AWS.SimpleQueueService.NonExistentQueue");
  }

  @Test
  void snsErrorsHaveACodeOfTheirOwnInTheQueryProtocol() throws IOException {
    ServiceSchema sns = read("sns.c2j.json");

    assertThat(sns.protocols()).containsExactly(Protocol.AWS_QUERY);
    assertThat(sns.xmlNamespace()).isEqualTo("http://sns.amazonaws.com/doc/2010-03-31/");
    assertThat(Objects.requireNonNull(sns.error("AuthorizationErrorException")))
        .satisfies(
            error -> {
              assertThat(error.queryCode()).isEqualTo("AuthorizationError");
              assertThat(error.httpStatus()).isEqualTo(403);
            });
  }

  @Test
  void lambdaHasBindingsOfEveryKind() throws IOException {
    ServiceSchema lambda = read("lambda.c2j.json");
    OperationSchema invoke = operation(lambda, "Invoke");

    assertThat(lambda.protocols()).containsExactly(Protocol.REST_JSON_1);
    assertThat(invoke.http().uri().toString())
        .isEqualTo("/2015-03-31/functions/{FunctionName}/invocations");
    assertThat(invoke.input().member("FunctionName").binding()).isEqualTo(HttpBinding.LABEL);
    assertThat(invoke.input().member("InvocationType").bindingName())
        .isEqualTo("X-Amz-Invocation-Type");
    assertThat(invoke.input().member("Qualifier").binding()).isEqualTo(HttpBinding.QUERY);
    assertThat(invoke.input().member("Payload").binding()).isEqualTo(HttpBinding.PAYLOAD);
    assertThat(invoke.output().member("StatusCode").binding()).isEqualTo(HttpBinding.RESPONSE_CODE);
  }

  @Test
  void labelsOfApiGatewayAreCalledLikeTheMembers() throws IOException {
    OperationSchema getResource = operation(read("apigateway.c2j.json"), "GetResource");
    assertThat(getResource.http().uri().toString())
        .isEqualTo("/restapis/{restApiId}/resources/{resourceId}");
  }

  @Test
  void constraintsAreKept() throws IOException {
    ServiceSchema kinesis = read("kinesis.c2j.json");
    Member streamName = operation(kinesis, "PutRecord").input().member("StreamName");

    assertThat(streamName.trait(Trait.Length.class)).isEqualTo(new Trait.Length(1, 128));
    assertThat(streamName.trait(Trait.Pattern.class))
        .isEqualTo(new Trait.Pattern("[a-zA-Z0-9_.-]+", true));
    assertThat(operation(kinesis, "PutRecord").input().member("Data").type())
        .isEqualTo(ShapeType.BLOB);
  }
}
