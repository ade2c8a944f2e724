package dev.junction.topic.state;

import dev.junction.delivery.trace.Hop;
import dev.junction.delivery.trace.TraceLog;
import dev.junction.engine.Transaction;
import dev.junction.kernel.TraceContext;
import java.util.UUID;

/// What is noted of the way of messages through topics.
final class MessageWay {

  private MessageWay() {}

  /// Notes that a message has come and how many subscriptions get it. One that nobody gets and that
  /// has no trace from outside leaves nothing.
  static void note(
      TraceLog traces,
      Transaction<Topics> tx,
      String topicArn,
      Publication publication,
      int recipients,
      int unwanted) {
    TraceContext given = publication.trace();
    if (!traces.isOn() || (recipients == 0 && given == null)) {
      return;
    }
    UUID id = publication.message().id();
    TraceContext trace = given == null ? TraceContext.of(id) : given;
    long now = tx.now().toEpochMilli();
    traces.add(tx, Hop.of(trace, id, Hop.Kind.ACCEPTED, now, topicArn));
    if (unwanted > 0) {
      String said = unwanted + (unwanted == 1 ? " subscription does" : " subscriptions do");
      Hop filtered = Hop.of(trace, id, Hop.Kind.FILTERED, now, topicArn);
      traces.add(tx, filtered.saying(said + " not get it"));
    }
  }
}
