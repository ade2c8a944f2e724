package dev.junction.server.cli;

import dev.junction.server.json.Json;
import dev.junction.server.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One queue as the page of queues tells it.
record QueueRow(
    Key key,
    String type,
    long visible,
    long inFlight,
    long delayed,
    long oldestAgeMillis,
    Counted counted) {

  /// Which queue it is.
  record Key(String account, String region, String name) {}

  /// How many messages have passed since the server started.
  record Counted(long sent, long received, long deleted) {}

  /// The queues in the page's JSON.
  static List<QueueRow> parse(String page) throws MalformedJson {
    if (!(Json.readObject(page.getBytes(StandardCharsets.UTF_8)).get("queues")
        instanceof List<?> queues)) {
      throw new MalformedJson("There are no queues in it.");
    }
    List<QueueRow> rows = new ArrayList<>();
    for (Object queue : queues) {
      if (!(queue instanceof Map<?, ?> members)) {
        throw new MalformedJson("A queue is no object.");
      }
      rows.add(row(members));
    }
    return rows;
  }

  private static QueueRow row(Map<?, ?> queue) throws MalformedJson {
    return new QueueRow(
        new Key(text(queue, "account"), text(queue, "region"), text(queue, "name")),
        text(queue, "type"),
        number(queue, "visible"),
        number(queue, "inFlight"),
        number(queue, "delayed"),
        number(queue, "oldestAgeMillis"),
        new Counted(number(queue, "sent"), number(queue, "received"), number(queue, "deleted")));
  }

  private static String text(Map<?, ?> queue, String name) throws MalformedJson {
    if (queue.get(name) instanceof String text) {
      return text;
    }
    throw new MalformedJson("A queue has no " + name + ".");
  }

  private static long number(Map<?, ?> queue, String name) throws MalformedJson {
    if (queue.get(name) instanceof Number number) {
      return number.longValue();
    }
    throw new MalformedJson("A queue has no " + name + ".");
  }

  /// Whether some message is the oldest one: delayed ones do not count.
  boolean hasOldest() {
    return visible > 0 || inFlight > 0;
  }

  boolean isIdle() {
    return visible == 0 && inFlight == 0 && delayed == 0;
  }
}
