package dev.junction.topic;

import dev.junction.kernel.ServiceError;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.wire.protocol.constraint.CoralReport;
import dev.junction.wire.protocol.constraint.Violation;
import dev.junction.wire.protocol.constraint.ViolationReport;
import dev.junction.wire.schema.Trait;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reports a parameter of a request that is missing, at any depth, and a text that is too long, of
/// the wrong form or none of those that there are, as SNS does.
///
/// Everything else that the model forbids has an error of its own in the operations. Source: what
/// users of the real service report, as in the tests of the connector that Ballerina has; what
/// LocalStack recorded from the real service (`test_empty_or_wrong_message_attributes`): `Value
/// null at 'messageAttributes.attr1.member.dataType'`; and for the ARN of a topic or subscription
/// (`test_unsubscribe_wrong_arn_format`): `no value for required parameter`.
final class InputReport implements ViolationReport {

  private static final ViolationReport CORAL = new CoralReport();
  private static final Set<String> ADDRESSES = Set.of("TopicArn", "SubscriptionArn");

  @Override
  public @Nullable ServiceError of(List<Violation> violations) {
    for (Violation violation : violations) {
      List<Object> path = violation.path();
      if (violation.constraint() == Trait.Marker.REQUIRED && path.size() == 1) {
        String name = path.getFirst().toString();
        if (ADDRESSES.contains(name)) {
          return TopicErrors.invalid(name, "no value for required parameter");
        }
        return TopicErrors.missing(
            name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
      }
    }
    List<Violation> refused =
        violations.stream().filter(each -> isRefused(each.constraint())).toList();
    return refused.isEmpty() ? null : CORAL.of(refused);
  }

  private static boolean isRefused(Trait constraint) {
    return constraint == Trait.Marker.REQUIRED
        || constraint instanceof Trait.Length
        || constraint instanceof Trait.Pattern
        || constraint instanceof Trait.Enumeration;
  }
}
