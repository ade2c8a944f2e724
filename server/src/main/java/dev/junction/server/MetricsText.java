package dev.junction.server;

import dev.junction.queue.QueueModule;

/// Metrics that are read when they are asked for, as Prometheus text.
final class MetricsText {

  private final StringBuilder out = new StringBuilder();

  void head(String name, String type, String help) {
    out.append("# HELP ").append(name).append(' ').append(help);
    out.append("\n# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  void queue(String name, QueueModule.Depth queue, String state, double value) {
    address(name, queue);
    out.append(",state=\"").append(state).append("\"} ").append(value).append('\n');
  }

  void queue(String name, QueueModule.Depth queue, long value) {
    address(name, queue);
    out.append("} ").append(value).append('\n');
  }

  // The parts of a queue's address are letters, digits, hyphens, underscores and dots: no escapes.
  private void address(String name, QueueModule.Depth queue) {
    out.append(name).append("{account=\"").append(queue.account());
    out.append("\",region=\"").append(queue.region());
    out.append("\",queue=\"").append(queue.name()).append('"');
  }

  void topic(String name, String account, String region, String topic, long value) {
    resource(name, account, region, "topic", topic, value);
  }

  void bus(String name, String account, String region, String bus, long value) {
    resource(name, account, region, "bus", bus, value);
  }

  void pipe(String name, String account, String region, String pipe, long value) {
    resource(name, account, region, "pipe", pipe, value);
  }

  private void resource(
      String name, String account, String region, String kind, String resource, long value) {
    out.append(name).append("{account=\"").append(account);
    out.append("\",region=\"").append(region);
    out.append("\",").append(kind).append("=\"").append(resource).append("\"} ");
    out.append(value).append('\n');
  }

  void partition(String name, int number, long value) {
    out.append(name).append("{partition=\"").append(number).append("\"} ");
    out.append(value).append('\n');
  }

  void counter(String name, String help, long value) {
    single(name, "counter", help, value);
  }

  void gauge(String name, String help, long value) {
    single(name, "gauge", help, value);
  }

  private void single(String name, String type, String help, long value) {
    head(name, type, help);
    out.append(name).append(' ').append(value).append('\n');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
