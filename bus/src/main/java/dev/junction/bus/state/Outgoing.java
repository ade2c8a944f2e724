package dev.junction.bus.state;

import dev.junction.bus.domain.Event;
import dev.junction.bus.domain.InputTemplate;
import dev.junction.bus.domain.TargetInput;
import dev.junction.delivery.Attribute;
import dev.junction.delivery.Body;
import dev.junction.delivery.Content;
import dev.junction.delivery.Recipient;
import dev.junction.delivery.Source;
import dev.junction.engine.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One event on its way to the targets of the rules that it matched: the event is written once,
/// and beside it what targets get instead.
final class Outgoing {

  /// How many bodies a message has at most; more go with another message.
  private static final int BODIES_MAX = 100;

  private final Buses buses;
  private final Source source;
  private final Event event;
  private final List<String> path;
  private final Body whole;
  private final List<Body> bodies = new ArrayList<>(2);
  private boolean toBus;
  private int sent;

  Outgoing(Buses buses, Source source, Event event) {
    this.buses = buses;
    this.source = source;
    this.event = event;
    path = new ArrayList<>(event.path());
    path.add(source.arn());
    whole = Body.fixed(event.json().getBytes(StandardCharsets.UTF_8));
    bodies.add(whole);
  }

  /// Adds the targets of a rule.
  void add(Transaction<Buses> tx, Rule rule) {
    for (RuleTarget target : rule.targets()) {
      Recipient recipient = target.recipient();
      if (recipient != null) {
        toBus |= target.isBus();
        buses.fanout().add(recipient, body(rule, target.input()));
        sent++;
        if (bodies.size() >= BODIES_MAX) {
          flush(tx);
        }
      }
    }
  }

  /// Sends what was added; how many targets that were.
  int send(Transaction<Buses> tx) {
    flush(tx);
    return sent;
  }

  private void flush(Transaction<Buses> tx) {
    List<Attribute> attributes =
        toBus ? List.of(Attribute.text(Bus.PATH, "String", String.join(" ", path))) : List.of();
    Content content =
        new Content(source, List.copyOf(bodies), attributes, null, Map.of(), null, null);
    buses.deliveries().dispatch(tx, content, buses.fanout());
    bodies.clear();
    bodies.add(whole);
  }

  private int body(Rule rule, TargetInput input) {
    @Nullable String text =
        switch (input) {
          case TargetInput.Whole _ -> null;
          case TargetInput.Constant(String constant) -> constant;
          case TargetInput.Part(var part) -> part.find(event.json());
          case TargetInput.Made(InputTemplate template) -> template.fill(circumstances(rule));
        };
    if (text == null) {
      // Nothing lies at the path: what EventBridge then sends is not documented.
      return input instanceof TargetInput.Part ? made("null") : 0;
    }
    return made(text);
  }

  private int made(String text) {
    bodies.add(Body.fixed(text.getBytes(StandardCharsets.UTF_8)));
    return bodies.size() - 1;
  }

  private InputTemplate.Circumstances circumstances(Rule rule) {
    return new InputTemplate.Circumstances(
        rule.arn(), rule.name(), event.json(), event.outline(), Event.format(event.arrived()));
  }
}
