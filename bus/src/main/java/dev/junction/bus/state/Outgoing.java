package dev.junction.bus.state;

import dev.junction.bus.domain.BusLimits;
import dev.junction.bus.domain.Event;
import dev.junction.bus.domain.InputTemplate;
import dev.junction.bus.domain.TargetInput;
import dev.junction.delivery.Arrival;
import dev.junction.delivery.Attribute;
import dev.junction.delivery.Body;
import dev.junction.delivery.Content;
import dev.junction.delivery.Recipient;
import dev.junction.delivery.Source;
import dev.junction.engine.Transaction;
import dev.junction.expression.path.EventValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One event on its way to the targets of the rules that it matched: the event is written once,
/// and beside it what targets get instead. When a transaction has staged or read much, the targets
/// that are left get the event in a transaction of their own.
final class Outgoing {

  /// How many bodies a message has at most; more go with another message.
  private static final int BODIES_MAX = 100;

  /// How many bytes are made for targets before they go.
  private static final int BYTES_MAX = 4 << 20;

  private static final Arrival.Refused TOO_LONG =
      new Arrival.Refused(
          "INVALID_PARAMETER",
          "What the input transformer makes of the event is larger than 1 MiB, or its paths have"
              + " too much to read.");

  private final Buses buses;
  private final Bus bus;
  private final Source source;
  private final Event event;
  private final EventValues values;
  private final List<String> path;
  private final Body whole;
  private final List<Body> bodies = new ArrayList<>(2);
  private final BitSet partitions = new BitSet();
  private long madeBytes;
  private boolean tooMuch;
  private boolean toBus;
  private int sent;

  Outgoing(Buses buses, Bus bus, Event event) {
    this.buses = buses;
    this.bus = bus;
    this.source = bus.source();
    this.event = event;
    values = new EventValues(event.json());
    path = new ArrayList<>(event.path());
    path.add(source.arn());
    whole = Body.fixed(event.json().getBytes(StandardCharsets.UTF_8));
    bodies.add(whole);
  }

  /// A rule whose targets get the event.
  ///
  /// @param fromTarget the id of the first one; empty for all of them
  record Share(Rule rule, String fromTarget) {

    static Share whole(Rule rule) {
      return new Share(rule, "");
    }

    private Leftover.Place left(String from) {
      return new Leftover.Place(rule.name(), rule.record().id(), from);
    }
  }

  /// Sends the event to targets, or leaves some for a later transaction; to how many it was sent.
  int send(Transaction<Buses> tx, List<Share> shares) {
    for (int i = 0; i < shares.size(); i++) {
      Share share = shares.get(i);
      for (RuleTarget target : share.rule().targets()) {
        String id = target.shape().id();
        Recipient recipient = target.recipient();
        if (recipient == null || id.compareTo(share.fromTarget()) < 0) {
          continue;
        }
        if (target.isDiscoverer() && !bus.sightings().isNew(tx.nanos(), event, target)) {
          continue;
        }
        if (isEnough(tx)) {
          flush(tx);
          leave(tx, shares.subList(i, shares.size()), id);
          return sent;
        }
        add(tx, share.rule(), target, recipient);
      }
    }
    flush(tx);
    return sent;
  }

  private boolean isEnough(Transaction<Buses> tx) {
    long pending = madeBytes + (long) partitions.cardinality() * whole.head().length;
    return tx.stagedBytes() + pending >= BusLimits.STAGED_BYTES_MAX
        || buses.countRead(tx, 0) >= BusLimits.READ_AT_ONCE;
  }

  private void leave(Transaction<Buses> tx, List<Share> shares, String fromTarget) {
    List<Leftover.Place> places = new ArrayList<>();
    for (Share share : shares) {
      places.add(share.left(places.isEmpty() ? fromTarget : share.fromTarget()));
    }
    tx.send(buses.partition(), new Leftover(bus.address(), event, places).encode());
  }

  private void add(Transaction<Buses> tx, Rule rule, RuleTarget target, Recipient known) {
    sent++;
    long before = values.read();
    values.limit(BusLimits.READ_MAX);
    tooMuch = false;
    byte[] made = made(rule, target.input());
    Recipient recipient = asking(target, known);
    buses.countRead(tx, values.read() - before);
    if (values.isExhausted() || tooMuch) {
      buses.deliveries().refuse(tx, content(tx, List.of(whole)), recipient, TOO_LONG);
      return;
    }
    toBus |= target.isBus();
    partitions.set(recipient.partition());
    buses.fanout().add(recipient, made == null ? 0 : bodies.size());
    if (made != null) {
      bodies.add(Body.fixed(made));
      madeBytes += made.length;
    }
    if (bodies.size() >= BODIES_MAX || madeBytes >= BYTES_MAX) {
      flush(tx);
    }
  }

  /// The recipient with what its requests say for this event.
  private Recipient asking(RuleTarget target, Recipient known) {
    if (!target.parameters().isDynamic()) {
      return known;
    }
    Recipient recipient = known.asking(target.parameters().of(values));
    madeBytes += recipient.encoded().length;
    return recipient;
  }

  private Content content(Transaction<Buses> tx, List<Body> all) {
    List<Attribute> attributes =
        toBus ? List.of(Attribute.text(Bus.PATH, "String", String.join(" ", path))) : List.of();
    long now = tx.now().toEpochMilli();
    return new Content(source, all, attributes, null, Map.of(), null, null)
        .marked(buses.deliveries().traces().mark(event.trace(), event.name(), now));
  }

  private void flush(Transaction<Buses> tx) {
    buses.deliveries().dispatch(tx, content(tx, List.copyOf(bodies)), buses.fanout());
    bodies.clear();
    bodies.add(whole);
    partitions.clear();
    madeBytes = 0;
  }

  /// What a target gets in place of the event; null for the event itself.
  private byte @Nullable [] made(Rule rule, TargetInput input) {
    return switch (input) {
      case TargetInput.Whole _ -> null;
      case TargetInput.Constant(String constant) -> bytes(constant);
      case TargetInput.Part(var part) -> {
        // Nothing lies at the path: what EventBridge then sends is not documented.
        String found = values.find(part);
        yield bytes(found == null ? "null" : found);
      }
      case TargetInput.Made(InputTemplate template) -> {
        String filled = template.fill(circumstances(rule));
        byte[] bytes = filled == null ? null : bytes(filled);
        tooMuch = bytes == null || bytes.length > BusLimits.INPUT_BYTES_MAX;
        yield bytes;
      }
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private InputTemplate.Circumstances circumstances(Rule rule) {
    return new InputTemplate.Circumstances(
        rule.arn(),
        rule.name(),
        values,
        () -> Event.outline(values),
        Event.format(event.arrived()));
  }
}
