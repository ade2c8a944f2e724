package dev.junction.bus;

import dev.junction.wire.protocol.constraint.CoralReport;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import java.util.List;

/// What EventBridge says of inputs in its own way. Source: what LocalStack recorded from the real
/// service (`test_put_events_exceed_limit_ten_entries`,
/// `test_create_api_destination_invalid_parameters`).
final class InputWords implements CoralReport.Words {

  private static final List<String> METHODS =
      List.of("HEAD", "POST", "PATCH", "DELETE", "PUT", "GET", "OPTIONS");

  @Override
  public List<String> values(Member member, List<String> modelled) {
    return member.target().name().equals("ApiDestinationHttpMethod") ? METHODS : modelled;
  }

  /// The real service has members there that its model does not show.
  @Override
  public String behind(Schema structure) {
    return structure.name().equals("PutEventsRequestEntry")
        ? ", kmsKeyIdentifier=null, internalMetadata=null"
        : "";
  }
}
