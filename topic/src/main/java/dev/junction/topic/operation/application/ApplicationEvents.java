package dev.junction.topic.operation.application;

import dev.junction.engine.Transaction;
import dev.junction.topic.access.Identities;
import dev.junction.topic.report.ApplicationEvent;
import dev.junction.topic.state.Topics;
import dev.junction.topic.state.application.Attributed;

/// Tells a topic what happens to the devices of an application, where the application names one.
record ApplicationEvents(Identities identities) {

  void tell(Topics topics, Transaction<Topics> tx, ApplicationEvent event) {
    Attributed application = topics.applications().find(event.application());
    String topic =
        application == null
            ? ""
            : application.attributes().getOrDefault(event.kind().attribute(), "");
    if (!topic.isEmpty()) {
      String id = identities.next().toString();
      topics.sendDirectly(tx, event.source(), topic, event.message(id, tx.now()));
    }
  }
}
