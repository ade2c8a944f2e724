package dev.junction.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.ServiceError;
import dev.junction.models.sns.PublishBatchInput;
import dev.junction.models.sns.SnsService;
import dev.junction.wire.protocol.constraint.ConstraintCheck;
import dev.junction.wire.protocol.constraint.Violation;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.Trait;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class InputReportTest {

  /// A structure with all lists, maps and structures that it may have, and nothing else.
  private static Document hollow(Schema schema) {
    Document.Builder document = Document.of(schema);
    for (Member member : schema.members()) {
      Schema target = member.target();
      switch (target.type()) {
        case STRUCTURE -> document.set(member, hollow(target));
        case LIST -> {
          Schema element = target.element().target();
          document.set(member, element.members().isEmpty() ? List.of() : List.of(hollow(element)));
        }
        case MAP -> {
          Schema value = target.value().target();
          document.set(member, value.members().isEmpty() ? Map.of() : Map.of("k", hollow(value)));
        }
        default -> {}
      }
    }
    return document.build();
  }

  @Test
  void whatIsMissingAtAnyDepthIsReported() throws IllegalAccessException {
    int found = 0;
    for (Field field : SnsService.class.getFields()) {
      if (field.get(null) instanceof OperationSchema operation) {
        for (Violation violation : ConstraintCheck.of(hollow(operation.input()))) {
          if (violation.constraint() == Trait.Marker.REQUIRED) {
            found += violation.path().size() > 1 ? 1 : 0;
            ServiceError error = new InputReport().of(List.of(violation));
            assertThat(error).as("%s %s", operation.name(), violation.path()).isNotNull();
          }
        }
      }
    }
    // At least those of tags and of the entries of a batch.
    assertThat(found).isGreaterThan(6);
  }

  // Source of the form: what LocalStack recorded from the real service
  // (`test_empty_or_wrong_message_attributes`).
  @Test
  void whatIsMissingInAListIsNamedWithItsPlace() {
    List<Violation> violations =
        ConstraintCheck.of(hollow(PublishBatchInput.SCHEMA)).stream()
            .filter(violation -> violation.path().size() > 1)
            .filter(violation -> violation.member().name().equals("Id"))
            .toList();
    ServiceError error = Objects.requireNonNull(new InputReport().of(violations));
    assertThat(error.codeForQuery()).isEqualTo("ValidationError");
    assertThat(error.message())
        .isEqualTo(
            "1 validation error detected: Value null at"
                + " 'publishBatchRequestEntries.1.member.id' failed to satisfy constraint: Member"
                + " must not be null");
  }
}
