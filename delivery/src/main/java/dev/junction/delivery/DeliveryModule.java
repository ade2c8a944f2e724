package dev.junction.delivery;

import dev.junction.delivery.format.FieldWriter;
import dev.junction.delivery.outbound.Gateway;
import dev.junction.delivery.outbound.Outbound;
import dev.junction.delivery.outbound.OutboundReply;
import dev.junction.delivery.outbound.OutboundRequest;
import dev.junction.delivery.outbound.OutboundResult;
import dev.junction.delivery.outbound.Question;
import dev.junction.delivery.report.Reporter;
import dev.junction.delivery.trace.Hop;
import dev.junction.delivery.trace.TraceLog;
import dev.junction.engine.Engine;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The only door to deliveries: targets register here, sources dispatch here.
///
/// Durability: what a transaction dispatches is part of its batch: the message once for each
/// partition that has recipients, whatever their number. Threads: any; [#dispatch] those of the
/// transaction's partition.
public final class DeliveryModule implements AutoCloseable {

  /// How many bytes of hops are kept unless somebody wants more or less.
  public static final long TRACE_BYTES = 16L << 20;

  private static final long TELL_AGAIN_MILLIS = 200;

  private final Targets targets = new Targets();
  private final DeliveryCounts counts = new DeliveryCounts();
  private final DeliveryPartitionService service;
  private final List<Gateway> gateways = new CopyOnWriteArrayList<>();
  private volatile boolean closed;
  private volatile @Nullable Outbound client;

  /// A module that keeps as many hops of messages as usual.
  public DeliveryModule() {
    this(TRACE_BYTES);
  }

  /// @param traceBytesMax how many bytes of hops of messages are kept; 0 for none
  public DeliveryModule(long traceBytesMax) {
    service = new DeliveryPartitionService(targets, counts, traceBytesMax);
  }

  /// What an engine needs to deliver.
  public PartitionService<?> partitionService() {
    return service;
  }

  /// Where services register their resources.
  public Targets targets() {
    return targets;
  }

  /// The way of messages through services, for people to look at.
  public TraceLog traces() {
    return service.traces();
  }

  /// Notes what happened to messages outside of partitions, on the partition of a resource: what is
  /// submitted there afterwards is not durable without it.
  ///
  /// @param beside the ARN of the resource
  public void note(Engine engine, String beside, List<Hop> hops) {
    Target<?> kind = targets.of(beside);
    Optional<Arn> arn = Arn.parse(beside).filter(DeliveryModule::hasPlace);
    int partition =
        kind == null || arn.isEmpty()
            ? 0
            : engine.partitionOf(
                new AccountId(arn.get().account()),
                new Region(arn.get().region()),
                arn.get().service(),
                kind.placeOf(arn.get().resource()));
    traces().add(engine, partition, hops);
  }

  /// What became of messages so far.
  public DeliveryCounts counts() {
    return counts;
  }

  /// A recipient whose target an ARN names; empty when no service has such targets.
  ///
  /// @param context of any partition
  /// @param reference what tells it apart from the source's other recipients
  public Optional<Recipient> recipient(
      PartitionContext context,
      String target,
      String reference,
      boolean withAttributes,
      @Nullable String deadLetterTarget) {
    int partition = DeliveryPartitionService.partitionOf(context, targets, target);
    return partition < 0
        ? Optional.empty()
        : Optional.of(Recipient.of(partition, target, reference, withAttributes, deadLetterTarget));
  }

  /// A recipient at an address outside.
  public Recipient outside(
      PartitionContext context,
      String url,
      String reference,
      @Nullable String deadLetterTarget,
      Outside how) {
    int partition = context.partitionOf(AccountId.DEFAULT, Region.DEFAULT, "outside", url);
    return Recipient.of(partition, url, reference, false, deadLetterTarget, how);
  }

  /// A recipient whose messages a carrier takes out or, without one, the mailbox keeps.
  ///
  /// @param kind how they go out, as in `email`
  public Recipient mailbox(
      PartitionContext context,
      String kind,
      String address,
      String reference,
      @Nullable String deadLetterTarget) {
    return Letters.recipient(context, kind, address, reference, deadLetterTarget, Map.of());
  }

  /// What is in the mailbox and wanted, newest first. Letters of a partition that does not answer
  /// are left out, and older ones where there are too many for one answer.
  ///
  /// @param wanted called on the threads of partitions
  public CompletableFuture<List<Letter>> letters(Engine engine, Predicate<Letter> wanted) {
    CompletableFuture<List<Letter>> all = CompletableFuture.completedFuture(List.of());
    for (int partition = 0; partition < engine.partitions(); partition++) {
      all =
          all.thenCombine(
              engine.submit(
                  partition,
                  service,
                  (deliveries, tx) -> Outcome.accepted(deliveries.letters().latest(tx, wanted))),
              DeliveryModule::joined);
    }
    return all.thenApply(
        letters ->
            letters.stream()
                .sorted(Comparator.comparingLong(Letter::atMillis).reversed())
                .toList());
  }

  private static List<Letter> joined(List<Letter> before, Outcome<List<Letter>> outcome) {
    return switch (outcome) {
      case Outcome.Rejected<List<Letter>> _ -> before;
      case Outcome.Accepted<List<Letter>>(var more) -> {
        List<Letter> both = new ArrayList<>(before);
        both.addAll(more);
        yield both;
      }
    };
  }

  /// Lets messages leave for addresses outside, once the engine is open.
  ///
  /// @param outbound the way out, which is closed with the module
  public void begin(Engine engine, Outbound outbound) {
    client = outbound;
    service.begin(
        new Endpoints.Attempts() {
          @Override
          public void begin(int partition, Endpoints.Attempt attempt) {
            if (attempt.errand() == null && isGateway(attempt.url())) {
              beginThroughGateway(engine, outbound, partition, attempt);
              return;
            }
            var _ =
                result(outbound, attempt)
                    .thenAccept(
                        result ->
                            tell(
                                engine,
                                partition,
                                (endpoints, tx) ->
                                    result.ifPresentOrElse(
                                        known -> endpoints.finished(tx, attempt, known),
                                        () -> endpoints.putOff(tx, attempt))));
          }

          @Override
          public void reopened(int partition) {
            tell(engine, partition, Endpoints::beginAll);
          }
        });
    for (int partition = 0; partition < engine.partitions(); partition++) {
      tell(engine, partition, Endpoints::beginAll);
    }
  }

  private void beginThroughGateway(
      Engine engine, Outbound outbound, int partition, Endpoints.Attempt attempt) {
    Gateway gateway = gateway(attempt.url());
    if (gateway == null) {
      OutboundResult none = new OutboundResult.Forbidden("Nothing serves " + attempt.url());
      tell(engine, partition, (endpoints, tx) -> endpoints.finished(tx, attempt, none));
      return;
    }
    var _ =
        gateway
            .prepare(attempt.url(), attempt.source().arn(), attempt.headers(), attempt.body())
            .thenCompose(prepared -> sent(outbound, prepared))
            .thenAccept(
                sent -> {
                  OutboundRequest request = sent.request();
                  if (request != null && Question.isUnauthorized(sent.result())) {
                    var _ = gateway.unauthorized(attempt.url(), request);
                  }
                  tell(
                      engine,
                      partition,
                      (endpoints, tx) -> {
                        endpoints.learn(attempt.url(), sent.perSecondMax());
                        endpoints.finished(tx, attempt, sent.result());
                      });
                });
  }

  /// @param request null when none was sent
  /// @param perSecondMax how many requests a second there may be; negative when nobody said
  private record Sent(@Nullable OutboundRequest request, OutboundResult result, int perSecondMax) {

    private static Sent none(OutboundResult result) {
      return new Sent(null, result, -1);
    }
  }

  private static CompletableFuture<Sent> sent(Outbound outbound, Gateway.Preparation prepared) {
    return switch (prepared) {
      case Gateway.Preparation.Ready(OutboundRequest request, int perSecondMax) ->
          outbound.send(request).thenApply(result -> new Sent(request, result, perSecondMax));
      case Gateway.Preparation.NotYet(String reason) ->
          CompletableFuture.completedFuture(Sent.none(new OutboundResult.Unanswered(reason)));
      case Gateway.Preparation.Never(String reason) ->
          CompletableFuture.completedFuture(Sent.none(new OutboundResult.Forbidden(reason)));
    };
  }

  /// Makes a service's resources the way to addresses outside, before the engine opens.
  public void register(Gateway gateway) {
    gateways.add(gateway);
  }

  private @Nullable Gateway gateway(String target) {
    for (Gateway gateway : gateways) {
      if (gateway.serves(target)) {
        return gateway;
      }
    }
    return null;
  }

  /// Whether a target outside is named by an ARN rather than by its address.
  static boolean isGateway(String target) {
    return target.startsWith("arn:");
  }

  /// Whether messages for an ARN leave through a gateway.
  public boolean hasGateway(String target) {
    return gateway(target) != null;
  }

  /// Asks an address outside something on behalf of a service, as for a token.
  public CompletableFuture<OutboundReply> exchange(OutboundRequest request) {
    Outbound outbound = client;
    return outbound == null
        ? CompletableFuture.completedFuture(
            new OutboundReply(
                new OutboundResult.Unanswered("The server has not started"), new byte[0]))
        : outbound.exchange(request);
  }

  /// Asks a resource that stands for an address outside and waits for the answer: once, or once
  /// more with a new token where the old one is not accepted any more and the other side does not
  /// want to be left alone. The future never ends with an exception.
  ///
  /// @param sourceArn who asks; the gateway says whether that one may
  /// @param headers what the request says beside the body
  /// @param answerBytesMax how long the answer may be
  public CompletableFuture<Question.GatewayReply> ask(
      String target,
      String sourceArn,
      Map<String, String> headers,
      byte[] body,
      int answerBytesMax) {
    Gateway gateway = gateway(target);
    Outbound outbound = client;
    if (gateway == null || outbound == null) {
      return Question.unasked(new OutboundResult.Unanswered("Nothing serves " + target));
    }
    return new Question(gateway, outbound, target, sourceArn, answerBytesMax)
        .ask(headers, body, /* mayRenew= */ true);
  }

  /// What becomes of an attempt; empty when there is no room for it.
  private CompletableFuture<Optional<OutboundResult>> result(
      Outbound outbound, Endpoints.Attempt attempt) {
    Carrier.Errand errand = attempt.errand();
    if (errand == null) {
      return outbound
          .post(attempt.url(), attempt.headers(), attempt.body())
          .thenApply(Optional::of);
    }
    Carrier carrier = service.carriers().get(errand.letter().kind());
    if (carrier == null) {
      return CompletableFuture.completedFuture(
          Optional.of(
              new OutboundResult.Unanswered(
                  "Nothing carries letters of the kind " + errand.letter().kind() + " any more")));
    }
    // What a carrier does wrong is not this partition's fault.
    return CompletableFuture.completedFuture(errand)
        .thenComposeAsync(next -> carried(carrier, next), Thread::startVirtualThread)
        .exceptionally(
            fault -> Optional.of(new OutboundResult.Unanswered("The carrier failed: " + fault)));
  }

  private static CompletableFuture<Optional<OutboundResult>> carried(
      Carrier carrier, Carrier.Errand errand) {
    return carrier.hasRoom(errand)
        ? carrier.carry(errand).thenApply(Optional::of)
        : CompletableFuture.completedFuture(Optional.empty());
  }

  /// Tells a source what becomes of those of its messages that it wants to hear of. To be called
  /// before the engine opens.
  ///
  /// @param principal the source's, as in `sns.amazonaws.com`
  public void report(String principal, Reporter reporter) {
    service.reporters().put(principal, reporter);
  }

  /// Has letters of a kind carried out instead of kept in the mailbox. To be called before the
  /// engine opens.
  public void carry(String kind, Carrier carrier) {
    service.carriers().put(kind, carrier);
  }

  /// Tells the endpoints of a partition something, again and again while it has too much to do.
  private void tell(
      Engine engine, int partition, BiConsumer<Endpoints, Transaction<Deliveries>> what) {
    if (closed) {
      return;
    }
    var _ =
        engine
            .submit(
                partition,
                service,
                (deliveries, tx) -> {
                  what.accept(deliveries.endpoints(), tx);
                  return Outcome.accepted(true);
                })
            .thenAccept(
                outcome -> {
                  if (outcome instanceof Outcome.Rejected<?>) {
                    CompletableFuture.delayedExecutor(TELL_AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                        .execute(() -> tell(engine, partition, what));
                  }
                });
  }

  /// How many messages wait for addresses outside, on the partitions that answer.
  public CompletableFuture<Long> waiting(Engine engine) {
    CompletableFuture<Long> sum = CompletableFuture.completedFuture(0L);
    for (int partition = 0; partition < engine.partitions(); partition++) {
      sum =
          sum.thenCombine(
              engine.submit(
                  partition,
                  service,
                  (deliveries, _) -> Outcome.accepted(deliveries.endpoints().waiting())),
              (before, outcome) ->
                  outcome instanceof Outcome.Accepted<Long>(Long more) ? before + more : before);
    }
    return sum;
  }

  /// Ends attempts; what they were for stays and is tried again after the next start. To be called
  /// before the engine is closed.
  @Override
  public void close() {
    closed = true;
    Outbound outbound = client;
    if (outbound != null) {
      outbound.close();
    }
  }

  /// An empty list of recipients.
  public Fanout fanout(PartitionContext context) {
    return new Fanout(context.partitions());
  }

  /// Sends a message on its way to its recipients and empties the list of them.
  public void dispatch(Transaction<?> tx, Content content, Fanout fanout) {
    if (fanout.count() > 0) {
      tx.with(service, (_, joined) -> send(joined, content, fanout));
    }
    fanout.clear();
  }

  /// Gives a message up that its source cannot make for a recipient: it goes to the recipient's
  /// dead-letter queue, if there is one.
  ///
  /// @param content with the body of the dead letter
  /// @param why as a target would refuse it
  public void refuse(Transaction<?> tx, Content content, Recipient recipient, Arrival.Refused why) {
    byte[] encoded =
        begin(content, recipient.letterBody() >= 0).octet(0).raw(recipient.encoded()).toBytes();
    tx.with(
        service,
        (deliveries, joined) -> {
          service.giveUp(
              joined,
              deliveries.context(),
              Dispatch.decode(encoded),
              LetterNotes.Cause.refused(why));
          return true;
        });
  }

  private static FieldWriter begin(Content content, boolean hasLetterBodies) {
    return Dispatch.begin(/* isDeadLetter= */ false, content, 1024, hasLetterBodies);
  }

  static int send(Transaction<Deliveries> tx, Content content, Fanout fanout) {
    boolean lettered = fanout.hasLetterBodies();
    byte[] common = null;
    int sent = 0;
    for (int partition = 0; partition < fanout.partitions(); partition++) {
      byte[] recipients = fanout.recipients(partition);
      if (recipients == null) {
        continue;
      }
      byte[] head;
      if (fanout.needsAll(partition, content.bodies().size())) {
        common = common == null ? begin(content, lettered).toBytes() : common;
        head = common;
      } else {
        Content needed = content.withBodies(fanout.needed(partition, content.bodies()));
        head = begin(needed, lettered).toBytes();
      }
      FieldWriter out = new FieldWriter(head.length + recipients.length);
      tx.send(partition, out.raw(head).raw(recipients).toBytes());
      sent++;
    }
    return sent;
  }

  /// Whether an ARN is one of an account and region.
  static boolean hasPlace(Arn arn) {
    return AccountId.isValid(arn.account()) && Region.isValid(arn.region());
  }
}
