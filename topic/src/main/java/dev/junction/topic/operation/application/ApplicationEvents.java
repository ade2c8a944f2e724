package dev.junction.topic.operation.application;

import dev.junction.delivery.Source;
import dev.junction.delivery.report.Stamp;
import dev.junction.engine.Transaction;
import dev.junction.topic.access.Surroundings;
import dev.junction.topic.domain.ApplicationAddress;
import dev.junction.topic.domain.Envelope;
import dev.junction.topic.domain.JsonValue;
import dev.junction.topic.state.Topics;
import dev.junction.topic.state.application.Attributed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Tells a topic what happens to the devices of an application, where the application names one.
///
/// Source: SNS Developer Guide, "Application event notifications"; the members are those that
/// consumers of the real events read, as Wire's `gundeck` does.
record ApplicationEvents(Surroundings surroundings) {

  /// What can happen.
  enum Kind {
    CREATED("EndpointCreated"),
    UPDATED("EndpointUpdated"),
    DELETED("EndpointDeleted");

    private final String written;

    Kind(String written) {
      this.written = written;
    }

    /// The attribute of applications that names the topic.
    String attribute() {
      return "Event" + written;
    }
  }

  void tell(
      Topics topics,
      Transaction<Topics> tx,
      ApplicationAddress address,
      Kind kind,
      String endpointArn) {
    Attributed application = topics.applications().find(address);
    String topic =
        application == null ? "" : application.attributes().getOrDefault(kind.attribute(), "");
    if (topic.isEmpty()) {
      return;
    }
    Map<String, Object> event = new TreeMap<>();
    event.put("EndpointArn", endpointArn);
    event.put("EventType", kind.written);
    event.put("Resource", address.arn());
    event.put("Service", "SNS");
    event.put("Time", Envelope.timestamp(tx.now()));
    String id = surroundings.identities().next().toString();
    topics.sendDirectly(
        tx,
        new Source("sns.amazonaws.com", address.arn(), address.account().value()),
        topic,
        new Topics.DirectMessage(
            id,
            JsonValue.write(new StringBuilder(), event).toString(),
            List.of(),
            new Stamp(id, tx.now().toEpochMilli(), "")));
  }
}
