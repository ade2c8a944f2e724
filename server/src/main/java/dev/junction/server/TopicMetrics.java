package dev.junction.server;

import dev.junction.delivery.DeliveryCounts;
import dev.junction.topic.TopicModule.Activity;
import java.util.List;
import java.util.function.ToLongFunction;

/// What topics have done, as Prometheus text.
final class TopicMetrics {

  private TopicMetrics() {}

  static void write(
      MetricsText out, List<Activity> topics, DeliveryCounts deliveries, long waiting) {
    each(
        out,
        "junction_topic_published_total",
        "Messages published",
        topics,
        activity -> activity.traffic().published());
    each(
        out,
        "junction_topic_dispatched_total",
        "Deliveries begun",
        topics,
        activity -> activity.traffic().dispatched());
    each(
        out,
        "junction_topic_filtered_total",
        "Deliveries that a policy of the subscription or topic prevented",
        topics,
        activity -> activity.traffic().filtered());
    each(
        out,
        "junction_topic_delivered_total",
        "Deliveries that a recipient took",
        topics,
        activity -> deliveries.delivered(activity.arn()));
    each(
        out,
        "junction_topic_failed_total",
        "Deliveries that a recipient did not take",
        topics,
        activity -> deliveries.failed(activity.arn()));
    out.counter("junction_deliveries_delivered_total", "Messages taken", deliveries.delivered());
    out.counter(
        "junction_deliveries_dead_lettered_total",
        "Messages that went to a dead-letter queue",
        deliveries.deadLettered());
    out.counter(
        "junction_deliveries_dropped_total",
        "Messages that neither target nor dead-letter queue took",
        deliveries.dropped());
    out.gauge("junction_deliveries_waiting", "Messages that wait for addresses outside", waiting);
  }

  private static void each(
      MetricsText out,
      String name,
      String help,
      List<Activity> topics,
      ToLongFunction<Activity> count) {
    out.head(name, "counter", help);
    for (Activity topic : topics) {
      out.topic(name, topic.account(), topic.region(), topic.name(), count.applyAsLong(topic));
    }
  }
}
