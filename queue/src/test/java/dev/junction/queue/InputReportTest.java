package dev.junction.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.ServiceError;
import dev.junction.models.sqs.CreateQueueRequest;
import dev.junction.models.sqs.SendMessageBatchRequest;
import dev.junction.models.sqs.SendMessageRequest;
import dev.junction.wire.protocol.constraint.ConstraintCheck;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.DocumentReader;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.ShapeReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Source: SQS API Reference, "Common Errors" and the errors of each operation.
final class InputReportTest {

  private static @Nullable ServiceError report(
      Schema schema, Function<ShapeReader, ? extends Shape> reader, Map<String, ?> members) {
    Document.Builder document = Document.of(schema);
    members.forEach(document::set);
    Shape input = reader.apply(new DocumentReader(document.build()));
    return new InputReport().of(ConstraintCheck.of(input));
  }

  @Test
  void aMissingParameterIsNamed() {
    ServiceError error =
        Objects.requireNonNull(
            report(SendMessageRequest.SCHEMA, SendMessageRequest::read, Map.of("QueueUrl", "/q")));
    assertThat(error.codeForQuery()).isEqualTo("MissingParameter");
    assertThat(error.message()).isEqualTo("The request must contain the parameter MessageBody.");
  }

  @Test
  void whatTheOperationsHaveAnErrorForIsLeftToThem() {
    assertThat(
            report(
                SendMessageBatchRequest.SCHEMA,
                SendMessageBatchRequest::read,
                Map.of("QueueUrl", "/q")))
        .as("EmptyBatchRequest")
        .isNull();
    Schema entry = SendMessageBatchRequest.SCHEMA.member("Entries").target().element().target();
    assertThat(
            report(
                SendMessageBatchRequest.SCHEMA,
                SendMessageBatchRequest::read,
                Map.of("QueueUrl", "/q", "Entries", List.of(Document.of(entry).build()))))
        .as("InvalidBatchEntryId")
        .isNull();
    assertThat(
            report(
                CreateQueueRequest.SCHEMA,
                CreateQueueRequest::read,
                Map.of("QueueName", "q", "Attributes", Map.of("Colour", "red"))))
        .as("InvalidAttributeName")
        .isNull();
  }
}
