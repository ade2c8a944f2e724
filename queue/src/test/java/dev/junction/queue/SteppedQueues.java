package dev.junction.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.delivery.trace.TraceLog;
import dev.junction.engine.Engine;
import dev.junction.engine.EngineSettings;
import dev.junction.engine.log.PartitionStorage;
import dev.junction.engine.run.SteppedRunner;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Clock;
import dev.junction.kernel.MovableClock;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.models.sqs.Message;
import dev.junction.models.sqs.SqsApi;
import dev.junction.queue.domain.PeekQuestion;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.operation.Peek;
import dev.junction.queue.operation.PeekPage;
import dev.junction.queue.operation.PeekedMessage;
import dev.junction.queue.operation.QueueAccess;
import dev.junction.queue.state.QueuePartitionService;
import dev.junction.storage.StateStore;
import dev.junction.storage.memory.MemoryJournals;
import dev.junction.storage.memory.MemoryStateStore;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// The operations of SQS on an engine in one thread over memory that survives restarts, with time
/// that stands still unless it is moved. Two of them that are asked the same are answered the same.
final class SteppedQueues {

  static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  static final String ACCOUNT = "123456789012";

  /// The URL of a queue without its name.
  static final String PREFIX = "http://localhost:4566/" + ACCOUNT + "/";

  private static final Call CALL =
      new Call(
          "request",
          new Caller(new AccountId(ACCOUNT), "arn:aws:iam::" + ACCOUNT + ":root", ACCOUNT, ""),
          Region.DEFAULT,
          "http://localhost:4566",
          Call.Departure.NEVER);

  final MovableClock clock = MovableClock.heldAt(START);
  private Duration stoodStill = Duration.ZERO;
  final List<MemoryStateStore> states;
  final MemoryJournals journals;
  private final UnaryOperator<StateStore> stateWrapper;
  private final UnaryOperator<SqsApi> sqsWrapper;
  private SteppedRunner runner;
  private QueueAccess access;
  private SqsApi operations;
  private long ids;

  /// Each start draws other ids, as it would in earnest.
  private long openings;

  SteppedQueues(int partitions) {
    this(partitions, state -> state, sqs -> sqs);
  }

  /// @param stateWrapper what is put around each map
  /// @param sqsWrapper what is put around the operations
  SteppedQueues(
      int partitions, UnaryOperator<StateStore> stateWrapper, UnaryOperator<SqsApi> sqsWrapper) {
    this.sqsWrapper = sqsWrapper;
    this.stateWrapper = stateWrapper;
    journals = new MemoryJournals(partitions);
    states = IntStream.range(0, partitions).mapToObj(_ -> MemoryStateStore.restartable()).toList();
    runner = newRunner();
    access = open();
    operations = operations();
  }

  /// Ends without a word and starts again: every view is rebuilt from the map.
  void crash() {
    crash(Duration.ZERO);
  }

  /// The same with time that passes until it starts again.
  void crash(Duration down) {
    clock.advance(down);
    journals.crash();
    states.forEach(MemoryStateStore::crash);
    runner = newRunner();
    access = open();
    operations = operations();
    runner.runAll();
  }

  void advance(Duration by) {
    clock.advance(by);
    runner.runAll();
  }

  /// One call of an operation.
  @FunctionalInterface
  interface Operation<R> {
    CompletionStage<Outcome<R>> on(SqsApi sqs, Call call);
  }

  /// Calls an operation whose outcome may come later; what follows from it is done by [#settle].
  <R> CompletableFuture<Outcome<R>> begin(Operation<R> operation) {
    return operation.on(operations, CALL).toCompletableFuture();
  }

  /// Does everything that can be done without time passing.
  void settle() {
    runner.runAll();
  }

  /// Calls an operation and answers its outcome.
  <R> Outcome<R> call(Operation<R> operation) {
    CompletableFuture<Outcome<R>> future = begin(operation);
    runner.runAll();
    assertThat(future).isDone();
    return future.join();
  }

  /// Calls an operation and answers its output.
  <R> R accepted(Operation<R> operation) {
    Outcome<R> outcome = call(operation);
    if (outcome instanceof Outcome.Accepted<R>(R output)) {
      return output;
    }
    throw new AssertionError("Not accepted but " + outcome);
  }

  /// The code of the error that a call was refused with, or that it was accepted.
  <R> String code(Operation<R> operation) {
    return switch (call(operation)) {
      case Outcome.Accepted<R> _ -> "accepted";
      case Outcome.Rejected<R>(var error) -> error.code();
    };
  }

  /// Shows up to a page of messages of a queue without receiving them.
  List<PeekedMessage> peek(String queue, PeekQuestion.State state) {
    QueueAddress address = new QueueAddress(new AccountId(ACCOUNT), Region.DEFAULT, queue);
    PeekQuestion question =
        new PeekQuestion(state, PeekQuestion.Place.START, PeekQuestion.MESSAGES_MAX);
    CompletableFuture<Outcome<PeekPage>> future = new Peek(access).run(null, address, question);
    runner.runAll();
    if (future.join() instanceof Outcome.Accepted<PeekPage>(PeekPage page)) {
      assertThat(page.next()).isNull();
      return page.messages();
    }
    throw new AssertionError("Not shown: " + queue);
  }

  /// The handle of a message that was received.
  static String handle(Message message) {
    return Objects.requireNonNull(message.receiptHandle());
  }

  private QueueAccess open() {
    List<PartitionStorage> storages = new ArrayList<>();
    for (int partition = 0; partition < states.size(); partition++) {
      storages.add(
          new PartitionStorage(
              journals.journal(partition), stateWrapper.apply(states.get(partition))));
    }
    QueuePartitionService service = new QueuePartitionService(true);
    Engine engine =
        Engine.open(
            EngineSettings.DEFAULT,
            storages,
            List.of(service),
            new SuspendableClock(),
            new SplittableRandom(++openings),
            runner);
    return new QueueAccess(engine, service);
  }

  /// The machine stood still for so long: only the wall clock went on.
  void standStill(Duration time) {
    stoodStill = stoodStill.plus(time);
    advance(Duration.ofMillis(1));
  }

  private final class SuspendableClock implements Clock {

    @Override
    public Instant now() {
      return clock.now().plus(stoodStill);
    }

    @Override
    public long nanos() {
      return clock.nanos();
    }

    @Override
    public long nanosUntil(long deadlineNanos) {
      return clock.nanosUntil(deadlineNanos);
    }

    @Override
    public boolean isHeld() {
      return clock.isHeld();
    }

    @Override
    public void onMove(Runnable listener) {
      clock.onMove(listener);
    }
  }

  private SqsApi operations() {
    return sqsWrapper.apply(
        new SqsOperations(access, () -> new UUID(0x4000, ++ids), TraceLog.NONE));
  }

  private SteppedRunner newRunner() {
    return new SteppedRunner(clock, new SplittableRandom(2), () -> false);
  }
}
