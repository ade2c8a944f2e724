package dev.junction.topic.state;

import dev.junction.delivery.trace.Hop;
import dev.junction.delivery.trace.HopRing;
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
    HopRing ring = recipients == 0 && given == null ? null : traces.in(tx);
    if (ring == null) {
      return;
    }
    UUID id = publication.message().id();
    UUID trace = given == null ? id : given.id();
    int depth = given == null ? 0 : given.depth();
    long now = tx.now().toEpochMilli();
    ring.add(trace, depth, id, Hop.Kind.ACCEPTED, now, 0, topicArn, null);
    if (unwanted > 0) {
      String said = unwanted + (unwanted == 1 ? " subscription does" : " subscriptions do");
      ring.add(trace, depth, id, Hop.Kind.FILTERED, now, 0, topicArn, said + " not get it");
    }
  }
}
