package dev.junction.delivery;

import dev.junction.delivery.outbound.OutboundAddress;
import dev.junction.delivery.report.Ending;
import dev.junction.delivery.report.Report;
import dev.junction.delivery.report.ReportWish;
import dev.junction.delivery.report.Reporter;
import dev.junction.delivery.report.Stamp;
import dev.junction.delivery.trace.Hop;
import dev.junction.delivery.trace.HopRing;
import dev.junction.delivery.trace.TraceLog;
import dev.junction.delivery.trace.TraceMark;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.kernel.Arn;
import dev.junction.kernel.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How dispatched messages are handed to the targets of a partition.
final class DeliveryPartitionService implements PartitionService<Deliveries> {

  static final byte KEYSPACE = 17;

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryPartitionService.class);
  private static final int TOLD_MAX = 1_000;

  /// How much one transaction writes, with what targets write, before the recipients that are left
  /// get one of their own, with room to the 64 MiB that a batch has at most. What is put off may be
  /// overtaken by the next message; a hundred recipients of the largest message, as many as the
  /// real service lets a topic have that keeps an order, are not put off.
  private static final int BYTES_AT_ONCE = 32 << 20;

  private final Targets targets;
  private final DeliveryCounts counts;

  /// Targets whose refusal was logged, so that each is told once.
  private final Map<String, Boolean> told = new ConcurrentHashMap<>();

  /// The attempts of each partition that have not ended; each map is its partition's alone.
  private final Map<Integer, Map<Long, Integer>> flying = new ConcurrentHashMap<>();

  /// What carries letters out, by their kinds.
  private final Map<String, Carrier> carriers = new ConcurrentHashMap<>();

  private final Map<String, Reporter> reporters = new ConcurrentHashMap<>();
  private volatile Endpoints.@Nullable Attempts attempts;

  private final long traceBytesMax;
  private final TraceLog traces;

  DeliveryPartitionService(Targets targets, DeliveryCounts counts, long traceBytesMax) {
    this.targets = targets;
    this.counts = counts;
    this.traceBytesMax = traceBytesMax;
    traces = traceBytesMax == 0 ? TraceLog.NONE : TraceLog.of(this, Deliveries::hops);
  }

  TraceLog traces() {
    return traces;
  }

  Map<String, Carrier> carriers() {
    return carriers;
  }

  /// What takes the reports of sources, by their principals.
  Map<String, Reporter> reporters() {
    return reporters;
  }

  /// Lets attempts to reach recipients outside begin.
  void begin(Endpoints.Attempts how) {
    attempts = how;
  }

  Endpoints.@Nullable Attempts attempts() {
    return attempts;
  }

  /// The attempts of a partition that have not ended, which outlive its view.
  Map<Long, Integer> flying(int partition) {
    return flying.computeIfAbsent(partition, _ -> new HashMap<>());
  }

  /// The partition of a target; negative when no service has such targets.
  static int partitionOf(PartitionContext context, Targets targets, String target) {
    Optional<Arn> parsed = Arn.parse(target);
    Target<?> kind = targets.of(target);
    return parsed.isEmpty() || kind == null || !DeliveryModule.hasPlace(parsed.get())
        ? -1
        : kind.partitionOf(context, parsed.get());
  }

  @Override
  public String name() {
    return "delivery";
  }

  @Override
  public byte keyspace() {
    return KEYSPACE;
  }

  @Override
  public Deliveries open(PartitionContext context) {
    Endpoints endpoints = new Endpoints(context, this);
    endpoints.open();
    Letters letters = new Letters();
    letters.open(context);
    Endpoints.Attempts begun = attempts;
    if (begun != null) {
      begun.reopened(context.partition());
    }
    HopRing hops = new HopRing(KEYSPACE, traceBytesMax / context.partitions());
    return new Deliveries(context, endpoints, letters, hops);
  }

  @Override
  public void onTimer(Deliveries deliveries, Transaction<Deliveries> tx, byte[] payload) {
    throw new IllegalStateException("No delivery has set a timer");
  }

  @Override
  public void onMessage(
      Deliveries deliveries, Transaction<Deliveries> tx, int fromPartition, byte[] payload) {
    Dispatch dispatch = Dispatch.decode(payload);
    Content content = dispatch.content();
    int arrived = 0;
    for (int i = 0; i < dispatch.parcels().size(); i++) {
      if (tx.stagedBytes() >= BYTES_AT_ONCE) {
        tx.send(deliveries.partition(), dispatch.encodeFrom(i, deliveries.partition()));
        break;
      }
      Dispatch.Parcel parcel = dispatch.parcels().get(i);
      if (keepsHere(parcel)) {
        deliveries.letters().put(tx, letter(tx, content, parcel));
        arrived++;
        note(tx, content, Hop.Kind.DELIVERED, parcel.target(), null, null);
        report(tx, deliveries.context(), content, parcel, now(tx, content, 200, null, "OK"));
      } else if (parcel.outside() != null) {
        Body body = content.bodies().get(parcel.body());
        Recipient recipient = parcel.recipient(deliveries.partition());
        deliveries.endpoints().accept(tx, content, body, recipient);
      } else if (hand(deliveries.context(), tx, dispatch, parcel)) {
        arrived++;
      }
    }
    if (dispatch.isDeadLetter()) {
      counts.countDeadLettered(arrived);
    } else if (arrived > 0) {
      countDelivered(content.source(), arrived);
    }
  }

  /// Counts messages that their targets took.
  void countDelivered(Source source, int messages) {
    counts.countDelivered(messages);
    // Every schedule is a source of its own: there are too many of them to tell apart.
    if (reporters.containsKey(source.principal())) {
      counts.countDelivered(source.arn(), messages);
    }
  }

  /// Whether the mailbox keeps it: nothing carries letters of its kind out, or it was addressed
  /// when nothing did.
  private boolean keepsHere(Dispatch.Parcel parcel) {
    return Letters.isMailbox(parcel.target())
        && (parcel.outside() == null || !carriers.containsKey(Letters.kindOf(parcel.target())));
  }

  /// Hands a message to a target in this process; whether the target has it.
  private boolean hand(
      PartitionContext context,
      Transaction<Deliveries> tx,
      Dispatch dispatch,
      Dispatch.Parcel parcel) {
    Handover handover = handover(dispatch.content(), parcel, dispatch.isDeadLetter());
    Arrival arrival = hand(targets.of(handover.target()), tx, handover);
    switch (arrival) {
      case Arrival.Delivered(UUID receipt) -> {
        Hop.Kind kind = dispatch.isDeadLetter() ? Hop.Kind.DEAD_LETTERED : Hop.Kind.DELIVERED;
        note(tx, dispatch.content(), kind, handover.target(), receipt, null);
        if (!parcel.reports().isEmpty()) {
          String said = receipt == null ? "OK" : receipt.toString();
          Ending ending = now(tx, dispatch.content(), 200, null, said);
          report(tx, context, dispatch.content(), parcel, ending);
        }
      }
      case Arrival.PassedOn onward -> passOn(context, tx, dispatch.content(), parcel, onward);
      case Arrival.Refused refused -> {
        if (!dispatch.isDeadLetter()) {
          counts.countFailed(handover.source().arn());
        }
        tell(handover, refused.code() + ' ' + refused.reason());
        LetterNotes.Cause cause = LetterNotes.Cause.refused(refused);
        String said = refused.code() + ' ' + refused.reason();
        note(tx, dispatch.content(), Hop.Kind.REFUSED, handover.target(), null, said);
        Ending ending = now(tx, dispatch.content(), 0, refused.code(), refused.reason());
        report(
            tx,
            context,
            dispatch.content(),
            parcel,
            all(parcel.reports(), refused.reports()),
            ending);
        if (!sendDeadLetter(context, tx, new Undelivered(dispatch.content(), parcel, cause))) {
          counts.countDropped();
        }
      }
    }
    return arrival instanceof Arrival.Delivered;
  }

  /// Notes what became of a message that somebody may follow.
  void note(
      Transaction<Deliveries> tx,
      Content content,
      Hop.Kind kind,
      String target,
      @Nullable UUID receipt,
      @Nullable String detail) {
    TraceMark mark = content.mark();
    HopRing ring = mark == null ? null : traces.in(tx);
    if (mark != null && ring != null) {
      TraceContext trace = mark.trace();
      UUID message = receipt == null ? mark.message() : receipt;
      long now = tx.now().toEpochMilli();
      long took = now - mark.atMillis();
      ring.addToRound(trace.id(), trace.depth(), message, kind, now, took, shown(target), detail);
    }
  }

  /// A target for people to read. Queries of addresses hold secrets now and then, and passwords
  /// stand before hosts.
  private static String shown(String target) {
    String plain = OutboundAddress.withoutLogin(target);
    int query = plain.indexOf('?');
    return query < 0 ? plain : plain.substring(0, query);
  }

  private static void passOn(
      PartitionContext context,
      Transaction<Deliveries> tx,
      Content content,
      Dispatch.Parcel parcel,
      Arrival.PassedOn onward) {
    Recipient recipient =
        Letters.recipient(
                context,
                onward.kind(),
                onward.address(),
                new String(parcel.reference(), StandardCharsets.UTF_8),
                parcel.deadLetterTarget() == null
                    ? null
                    : new String(parcel.deadLetterTarget(), StandardCharsets.UTF_8),
                onward.details())
            .reporting(all(parcel.reports(), onward.reports()));
    Content own = content.withBodies(List.of(content.bodies().get(parcel.body())));
    tx.send(
        recipient.partition(),
        Dispatch.begin(/* isDeadLetter= */ false, own, own.bodies().getFirst().sizeBytes() + 512)
            .octet(0)
            .raw(recipient.encoded())
            .toBytes());
  }

  private static List<ReportWish> all(List<ReportWish> some, List<ReportWish> more) {
    List<ReportWish> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  /// How a delivery ended at once.
  private static Ending now(
      Transaction<Deliveries> tx,
      Content content,
      int statusCode,
      @Nullable String errorCode,
      String response) {
    Stamp stamp = content.stamp();
    long dwell = stamp == null ? 0 : tx.now().toEpochMilli() - stamp.publishedMillis();
    return new Ending(1, Math.max(0, dwell), statusCode, errorCode, response);
  }

  /// Tells the source what became of its message, if it wants to hear that. There are no reports
  /// while there is no space: what is delivered matters more.
  void report(
      Transaction<Deliveries> tx,
      PartitionContext context,
      Content content,
      Dispatch.Parcel parcel,
      Ending ending) {
    report(tx, context, content, parcel, parcel.reports(), ending);
  }

  private void report(
      Transaction<Deliveries> tx,
      PartitionContext context,
      Content content,
      Dispatch.Parcel parcel,
      List<ReportWish> wishes,
      Ending ending) {
    Stamp stamp = content.stamp();
    if (stamp == null || wishes.isEmpty() || !tx.hasSpace()) {
      return;
    }
    Reporter reporter = reporters.get(content.source().principal());
    String destination =
        Letters.isMailbox(parcel.target()) ? Letters.addressOf(parcel.target()) : parcel.target();
    Outside outside = parcel.outside();
    Map<String, String> details = outside == null ? Map.of() : outside.headers();
    for (ReportWish wish : wishes) {
      boolean wanted =
          ending.isDelivered()
              ? context.random().nextInt(100) < wish.successPercent()
              : wish.failures();
      if (wanted && reporter != null) {
        Report report =
            new Report(content.source().arn(), stamp, wish.book(), destination, details, ending);
        reporter.take(tx, context, report);
      }
    }
  }

  static Letter letter(Transaction<Deliveries> tx, Content content, Dispatch.Parcel parcel) {
    Handover handover = handover(content, parcel, false);
    return new Letter(
        tx.now().toEpochMilli(),
        Letters.kindOf(parcel.target()),
        Letters.addressOf(parcel.target()),
        content.source().account(),
        content.source().arn(),
        content.subject(),
        new String(handover.body(), StandardCharsets.UTF_8));
  }

  private static Handover handover(Content content, Dispatch.Parcel parcel, boolean isDeadLetter) {
    Care care = parcel.care();
    Source source = content.source();
    if (care != null && care.sourceArn() != null) {
      source = new Source(source.principal(), care.sourceArn(), source.account());
    }
    return new Handover(
        source,
        parcel.target(),
        content.bodies().get(parcel.body()),
        parcel.reference(),
        parcel.withAttributes() ? content.attributes() : List.of(),
        care != null && care.groupId() != null ? care.groupId() : content.groupId(),
        content.deduplicationId(),
        content.mark(),
        content.subject(),
        isDeadLetter);
  }

  /// A message that did not reach a recipient, and why.
  private record Undelivered(Content content, Dispatch.Parcel parcel, LetterNotes.Cause cause) {

    /// What its dead-letter queue gets: what was delivered, as it was, or the body that its source
    /// has for that, or, for a source that wants notes, the first body with them. Source: what
    /// LocalStack recorded from SNS (`test_redrive_policy_sqs_queue_subscription`): body and
    /// attributes are those of the delivery, and nothing is added.
    private Content letter() {
      Handover handover = handover(content, parcel, false);
      byte[] body = handover.body();
      List<Attribute> attributes = handover.attributes();
      if (!parcel.letterNotes().isEmpty()) {
        body = content.bodies().getFirst().of(parcel.reference());
        attributes = LetterNotes.attributes(parcel.letterNotes(), cause);
      } else if (parcel.letterBody() >= 0) {
        body = content.bodies().get(parcel.letterBody()).of(parcel.reference());
        attributes = List.of();
      }
      return new Content(
              handover.source(),
              List.of(Body.fixed(body)),
              attributes,
              null,
              Map.of(),
              handover.groupId(),
              handover.deduplicationId())
          .marked(content.mark());
    }
  }

  /// A message will not reach its recipient outside: it goes to the dead-letter queue.
  void giveUp(
      Transaction<Deliveries> tx,
      PartitionContext context,
      Dispatch dispatch,
      LetterNotes.Cause cause) {
    Dispatch.Parcel parcel = dispatch.parcels().getFirst();
    counts.countFailed(dispatch.content().source().arn());
    note(tx, dispatch.content(), Hop.Kind.REFUSED, parcel.target(), null, cause.text());
    tell(handover(dispatch.content(), parcel, dispatch.isDeadLetter()), cause.text());
    if (!sendDeadLetter(context, tx, new Undelivered(dispatch.content(), parcel, cause))) {
      counts.countDropped();
    }
  }

  private static <S> Arrival hand(
      @Nullable Target<S> target, Transaction<Deliveries> tx, Handover handover) {
    return target == null
        ? new Arrival.Refused("InvalidTarget", "Nothing of this kind can be delivered to.")
        : tx.with(
            target.partitionService(), (state, joined) -> target.take(state, joined, handover));
  }

  /// Sends what a target did not take to the recipient's dead-letter queue; false without one.
  private boolean sendDeadLetter(
      PartitionContext context, Transaction<Deliveries> tx, Undelivered undelivered) {
    Dispatch.Parcel parcel = undelivered.parcel();
    byte[] letters = parcel.deadLetterTarget();
    String queue = letters == null ? null : new String(letters, StandardCharsets.UTF_8);
    int partition = queue == null ? -1 : partitionOf(context, targets, queue);
    if (queue == null || partition < 0) {
      note(tx, undelivered.content(), Hop.Kind.DROPPED, parcel.target(), null, null);
      return false;
    }
    Content content = undelivered.letter();
    Recipient letterBox =
        Recipient.of(
            partition, queue, new String(parcel.reference(), StandardCharsets.UTF_8), true, null);
    tx.send(
        partition,
        Dispatch.begin(/* isDeadLetter= */ true, content, 1024)
            .octet(0)
            .raw(letterBox.encoded())
            .toBytes());
    return true;
  }

  private void tell(Handover handover, String reason) {
    if (told.size() < TOLD_MAX && told.putIfAbsent(handover.target(), true) == null) {
      LOG.warn(
          "{} did not get a message of {}: {} This is said once for each target.",
          shown(handover.target()),
          handover.source().arn(),
          reason);
    }
  }
}
