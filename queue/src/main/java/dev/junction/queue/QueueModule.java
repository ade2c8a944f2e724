package dev.junction.queue;

import dev.junction.delivery.DeliveryModule;
import dev.junction.delivery.Targets;
import dev.junction.delivery.trace.TraceLog;
import dev.junction.engine.Engine;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.SqsApi;
import dev.junction.models.sqs.SqsService;
import dev.junction.queue.domain.PeekQuestion;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueUrl;
import dev.junction.queue.operation.Peek;
import dev.junction.queue.operation.PeekPage;
import dev.junction.queue.operation.QueueAccess;
import dev.junction.queue.operation.TakeDelivery;
import dev.junction.queue.operation.Viewing;
import dev.junction.queue.state.Queue;
import dev.junction.queue.state.QueueCounts;
import dev.junction.queue.state.QueuePartitionService;
import dev.junction.queue.state.Queues;
import dev.junction.queue.state.Traffic;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.protocol.AwsJsonProtocol;
import dev.junction.wire.protocol.AwsQueryProtocol;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.OperationCoverage;
import dev.junction.wire.protocol.ServiceEndpoint;
import dev.junction.wire.schema.ServiceSchema.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The only door to queues: what the engine runs and what the wire calls.
public final class QueueModule {

  private static final Set<String> OF_NO_QUEUE = Set.of("CreateQueue", "ListQueues");

  /// What the query protocol calls members in JSON, as far as recorded answers say it.
  private static final Map<String, String> JSON_NAMES =
      Map.of("QueueUrls", "queueUrls", "Messages", "messages");

  /// How often overdue work is gone on with before a page shows what is there.
  private static final int SETTLING_STEPS_MAX = 200;

  private final QueuePartitionService partitionService;

  private final TraceLog traces;

  private QueueModule(Options options, Targets targets, TraceLog traces) {
    this.traces = traces;
    partitionService = new QueuePartitionService(options.keepsDeletedNames(), traces);
    targets.register(new TakeDelivery(partitionService));
  }

  /// What can be chosen.
  ///
  /// @param keepsDeletedNames whether the name of a deleted queue is not free for 60 seconds, as in
  ///     the real service
  public record Options(boolean keepsDeletedNames) {
    public static final Options DEFAULT = new Options(false);
  }

  /// @param targets where queues become something that can be delivered to
  public static QueueModule create(Options options, Targets targets) {
    return new QueueModule(options, targets, TraceLog.NONE);
  }

  /// @param deliveries where queues become something that can be delivered to, and which keeps the
  ///     way of messages
  public static QueueModule create(Options options, DeliveryModule deliveries) {
    return new QueueModule(options, deliveries.targets(), deliveries.traces());
  }

  /// What an engine needs to hold queues.
  public PartitionService<?> partitionService() {
    return partitionService;
  }

  /// The service, over the engine that holds the queues, which may still be opening.
  public ServiceEndpoint endpoint(Engine engine) {
    SqsOperations operations =
        new SqsOperations(new QueueAccess(engine, partitionService), QueueModule::newId, traces);
    return new ServiceEndpoint(
        SqsService.operations(operations),
        List.of(
            new AwsJsonProtocol(SqsService.SCHEMA, Protocol.AWS_JSON_1_0),
            new AwsQueryProtocol(
                SqsService.SCHEMA,
                QueueModule::impliedParameters,
                QueueModule::isOffered,
                QueueErrors::inQuery,
                // Source: SQS Developer Guide, "Structure of an Error Response"; LocalStack,
                // `test_non_existent_queue`: it is there and empty.
                true,
                JSON_NAMES)),
        new InputReport());
  }

  /// Which operations are built.
  public static OperationCoverage coverage() {
    return OperationCoverage.of(SqsService.SCHEMA, SqsApi.class, SqsOperations.class);
  }

  // Old clients call a queue at its own URL and leave the parameter out.
  private static Map<String, String> impliedParameters(HttpRequest request) {
    return request.path().length() > 1 ? Map.of("QueueUrl", request.path()) : Map.of();
  }

  // What is about no queue in particular is not offered at the URL of a queue. Source: what
  // LocalStack observed at the real service (test_get_create_queue_fails,
  // test_get_list_queues_fails).
  private static boolean isOffered(HttpRequest request, String action) {
    return !OF_NO_QUEUE.contains(action) || QueueUrl.parse(request.path()).isEmpty();
  }

  // Uniqueness needs no secret randomness: 122 bits from a well seeded generator.
  private static UUID newId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low);
  }

  /// How one queue does.
  public record Depth(
      String account,
      String region,
      String name,
      long visible,
      long inFlight,
      long delayed,
      long oldestSentAtMillis,
      int waitingReceives,
      Traffic.Counts traffic) {

    private static Depth of(QueueAddress address, QueueCounts counts) {
      return new Depth(
          address.account().value(),
          address.region().name(),
          address.name(),
          counts.visible(),
          counts.inFlight(),
          counts.delayed(),
          counts.oldestSentAtMillis(),
          counts.waitingPolls(),
          counts.traffic());
    }
  }

  /// Which queues somebody wants to see.
  ///
  /// @param viewer who looks, and sees what they may; null for somebody who may see everything
  /// @param account only queues of this account; null for all
  /// @param region only queues of this region; null for all
  public record Selection(
      @Nullable Call viewer, @Nullable String account, @Nullable String region) {

    public static final Selection EVERYTHING = new Selection(null, null, null);

    private boolean contains(Queue queue, Transaction<Queues> tx) {
      return (account == null || account.equals(queue.address().account().value()))
          && (region == null || region.equals(queue.address().region().name()))
          && Viewing.mayCount(viewer, queue, tx);
    }
  }

  /// How the selected queues do. Queues of a partition that does not answer are left out.
  public CompletableFuture<List<Depth>> depths(Engine engine, Selection selection) {
    List<CompletableFuture<List<Depth>>> asked = new ArrayList<>();
    for (int partition = 0; partition < engine.partitions(); partition++) {
      asked.add(depths(engine, partition, selection, SETTLING_STEPS_MAX));
    }
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenApply(_ -> asked.stream().flatMap(answer -> answer.join().stream()).toList());
  }

  /// Asks again while there was more overdue than one command does.
  private CompletableFuture<List<Depth>> depths(
      Engine engine, int partition, Selection selection, int steps) {
    AtomicBoolean isOverdue = new AtomicBoolean();
    return engine
        .submit(
            partition,
            partitionService,
            (queues, tx) -> {
              List<Depth> depths = new ArrayList<>();
              for (Queue queue : queues.all()) {
                if (selection.contains(queue, tx)) {
                  isOverdue.compareAndSet(false, queue.settle(tx));
                  depths.add(Depth.of(queue.address(), queue.counts(tx)));
                }
              }
              return Outcome.accepted(depths);
            })
        .thenCompose(
            outcome ->
                isOverdue.get() && steps > 1
                    ? depths(engine, partition, selection, steps - 1)
                    : CompletableFuture.completedFuture(orNone(outcome)));
  }

  private static List<Depth> orNone(Outcome<List<Depth>> outcome) {
    return outcome instanceof Outcome.Accepted<List<Depth>>(var depths) ? depths : List.of();
  }

  /// What is in a queue, without receiving it.
  ///
  /// @param viewer who looks, and may if they may receive; null for somebody who may see everything
  public CompletableFuture<Outcome<PeekPage>> peek(
      Engine engine, @Nullable Call viewer, QueueAddress address, PeekQuestion question) {
    return new Peek(new QueueAccess(engine, partitionService)).run(viewer, address, question);
  }

  /// Answers every waiting long poll with nothing, so that an orderly stop need not wait for them.
  public CompletableFuture<?> answerWaiters(Engine engine) {
    List<CompletableFuture<?>> asked = new ArrayList<>();
    for (int partition = 0; partition < engine.partitions(); partition++) {
      asked.add(
          engine.submit(
              partition,
              partitionService,
              (Queues queues, Transaction<Queues> tx) -> {
                queues.answerWaiters(tx);
                return Outcome.accepted(true);
              }));
    }
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
  }
}
