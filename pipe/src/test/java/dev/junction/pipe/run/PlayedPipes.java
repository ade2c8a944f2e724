package dev.junction.pipe.run;

import dev.junction.engine.Engine;
import dev.junction.engine.EngineSettings;
import dev.junction.engine.log.PartitionStorage;
import dev.junction.engine.run.SteppedRunner;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.MovableClock;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.kernel.ServiceError;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.DeletePipeRequest;
import dev.junction.models.pipes.DescribePipeRequest;
import dev.junction.models.pipes.DescribePipeResponse;
import dev.junction.models.pipes.Filter;
import dev.junction.models.pipes.FilterCriteria;
import dev.junction.models.pipes.PipeSourceParameters;
import dev.junction.models.pipes.PipeTargetParameters;
import dev.junction.models.pipes.StartPipeRequest;
import dev.junction.models.pipes.StopPipeRequest;
import dev.junction.models.pipes.UpdatePipeRequest;
import dev.junction.pipe.access.PipeAccess;
import dev.junction.pipe.call.Pauses;
import dev.junction.pipe.call.Payload;
import dev.junction.pipe.call.PipeTarget;
import dev.junction.pipe.call.ServiceCaller;
import dev.junction.pipe.call.TargetCall;
import dev.junction.pipe.domain.PipeAddress;
import dev.junction.pipe.domain.PipeEvent;
import dev.junction.pipe.operation.CreatePipe;
import dev.junction.pipe.operation.DescribePipe;
import dev.junction.pipe.operation.StatePipe;
import dev.junction.pipe.operation.UpdatePipe;
import dev.junction.pipe.source.Intake;
import dev.junction.pipe.source.PipeSource;
import dev.junction.pipe.source.SourceMessage;
import dev.junction.pipe.state.PipePartitionService;
import dev.junction.pipe.state.PipeRecord;
import dev.junction.storage.memory.MemoryJournals;
import dev.junction.storage.memory.MemoryStateStore;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.Caller;
import dev.junction.wire.protocol.ServiceCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Pipes on an engine in one thread, with a source and a target that a test plays.
final class PlayedPipes {

  static final String ACCOUNT = "123456789012";
  private static final String QUEUE = "arn:aws:sqs:us-east-1:" + ACCOUNT + ":";
  private static final Call CALL =
      new Call(
          "request",
          new Caller(new AccountId(ACCOUNT), "arn:aws:iam::" + ACCOUNT + ":root", ACCOUNT, ""),
          Region.DEFAULT,
          "http://localhost:4566",
          Call.Departure.NEVER);

  private final MovableClock clock = MovableClock.heldAt(Instant.parse("2026-01-02T03:04:05Z"));
  private final SplittableRandom random = new SplittableRandom(1);
  private final MemoryJournals journals = new MemoryJournals(1);
  private final MemoryStateStore state = MemoryStateStore.restartable();
  final PlayedSource source = new PlayedSource();
  final PlayedTarget target = new PlayedTarget();
  final PlayedPauses pauses = new PlayedPauses();
  private SteppedRunner runner = new SteppedRunner(clock, random.split(), () -> false);
  private Opened opened = open();

  private record Opened(PipeAccess access, Kinds kinds, PipeRunner pipes) {}

  private Opened open() {
    PipePartitionService service = new PipePartitionService();
    Engine engine =
        Engine.open(
            EngineSettings.DEFAULT,
            List.of(new PartitionStorage(journals.journal(0), state)),
            List.of(service),
            clock,
            random.split(),
            runner);
    Kinds kinds = new Kinds(List.of(source), List.of(), List.of(target));
    PipeAccess access = new PipeAccess(engine, service);
    PipeRunner pipes =
        new PipeRunner(
            access,
            kinds,
            new PipeRunner.Surroundings(
                new ServiceCalls(List.of()),
                "http://localhost",
                clock,
                Runnable::run,
                pauses,
                (_, _) -> {}));
    service.begin(pipes::look);
    pipes.look(0);
    return new Opened(access, kinds, pipes);
  }

  /// Ends the process without a goodbye and starts another one.
  void crash() {
    journals.crash();
    state.crash();
    source.receives.clear();
    target.calls.clear();
    pauses.waiting.clear();
    runner = new SteppedRunner(clock, random.split(), () -> false);
    opened = open();
    runner.runAll();
  }

  void create(String name) {
    String role = "arn:aws:iam::" + ACCOUNT + ":role/r";
    accepted(
        new CreatePipe(opened.access(), opened.kinds())
            .run(
                CALL,
                CreatePipeRequest.builder()
                    .name(name)
                    .source(QUEUE + "in")
                    .target(QUEUE + "out")
                    .roleArn(role)
                    .build()));
  }

  /// Puts a running pipe with a filter where it lies, as an earlier server may have left it.
  void putRunning(String name, String pattern) {
    PipeAddress address = PipeAccess.address(CALL, name);
    CreatePipeRequest settings =
        CreatePipeRequest.builder()
            .name(name)
            .source(QUEUE + "in")
            .target(QUEUE + "out")
            .roleArn("arn:aws:iam::" + ACCOUNT + ":role/r")
            .sourceParameters(
                PipeSourceParameters.builder()
                    .filterCriteria(
                        FilterCriteria.builder()
                            .filters(List.of(Filter.builder().pattern(pattern).build()))
                            .build())
                    .build())
            .build();
    PipeRecord record =
        new PipeRecord(
            1, new PipeRecord.Times(0, 0), "RUNNING", "RUNNING", null, Map.of(), settings);
    accepted(
        opened
            .access()
            .<Boolean>submit(
                address,
                (all, tx) -> {
                  all.put(tx, address, record);
                  return Outcome.accepted(true);
                }));
  }

  void update(String name, String targetQueue) {
    accepted(
        new UpdatePipe(opened.access(), opened.kinds())
            .run(
                CALL,
                UpdatePipeRequest.builder()
                    .name(name)
                    .target(QUEUE + targetQueue)
                    .roleArn("arn:aws:iam::" + ACCOUNT + ":role/r")
                    .build()));
  }

  void stop(String name) {
    accepted(
        new StatePipe(opened.access()).stop(CALL, StopPipeRequest.builder().name(name).build()));
  }

  void start(String name) {
    accepted(
        new StatePipe(opened.access()).start(CALL, StartPipeRequest.builder().name(name).build()));
  }

  void delete(String name) {
    accepted(
        new StatePipe(opened.access())
            .delete(CALL, DeletePipeRequest.builder().name(name).build()));
  }

  /// What a change is refused with; empty when it is not.
  String refusalOfStart(String name) {
    CompletableFuture<? extends Outcome<?>> asked =
        new StatePipe(opened.access())
            .start(CALL, StartPipeRequest.builder().name(name).build())
            .toCompletableFuture();
    runner.runAll();
    return asked.join() instanceof Outcome.Rejected<?>(ServiceError error) ? error.code() : "";
  }

  /// The state of a pipe; `GONE` when there is none.
  String state(String name) {
    CompletableFuture<Outcome<DescribePipeResponse>> asked =
        new DescribePipe(opened.access())
            .run(CALL, DescribePipeRequest.builder().name(name).build())
            .toCompletableFuture();
    runner.runAll();
    return asked.join() instanceof Outcome.Accepted<DescribePipeResponse>(var pipe)
        ? pipe.currentState() + (pipe.stateReason() == null ? "" : ": " + pipe.stateReason())
        : "GONE";
  }

  int size() {
    return opened.pipes().size();
  }

  /// What a pipe has counted.
  PipeTraffic.Counts traffic(String name) {
    return opened.pipes().activity().stream()
        .filter(activity -> activity.address().name().equals(name))
        .map(PipeRunner.Activity::traffic)
        .findFirst()
        .orElseThrow();
  }

  /// Lets everything happen that can.
  void run() {
    runner.runAll();
  }

  private <R> void accepted(CompletionStage<Outcome<R>> stage) {
    CompletableFuture<Outcome<R>> asked = stage.toCompletableFuture();
    runner.runAll();
    if (asked.join() instanceof Outcome.Rejected<R>(ServiceError error)) {
      throw new AssertionError(error.code() + ": " + error.message());
    }
  }

  /// A source that gives what a test says, when it says.
  static final class PlayedSource implements PipeSource, Intake {
    final List<CompletableFuture<Outcome<List<SourceMessage>>>> receives = new ArrayList<>();
    final List<String> acknowledged = new ArrayList<>();
    boolean isOrdered;
    @Nullable ServiceError gone;

    /// Messages whose names begin with their group and a dash.
    void give(String... names) {
      receives
          .removeLast()
          .complete(
              Outcome.accepted(
                  Arrays.stream(names)
                      .map(
                          name ->
                              new SourceMessage(
                                  name, name, name.split("-")[0], new PipeEvent(name, null), null))
                      .toList()));
    }

    @Override
    public String title() {
      return "Played queues";
    }

    @Override
    public boolean serves(Arn arn) {
      return true;
    }

    @Override
    public Outcome<CreatePipeRequest> check(CreatePipeRequest settings, int batchMax) {
      return Outcome.accepted(settings);
    }

    @Override
    public CompletionStage<Outcome<Boolean>> probe(
        CreatePipeRequest settings, ServiceCaller caller) {
      ServiceError error = gone;
      return CompletableFuture.completedFuture(
          error == null ? Outcome.accepted(true) : Outcome.rejected(error));
    }

    @Override
    public Intake open(CreatePipeRequest settings, ServiceCaller caller) {
      return this;
    }

    @Override
    public CompletionStage<Outcome<List<SourceMessage>>> receive(Call.Departure departure) {
      CompletableFuture<Outcome<List<SourceMessage>>> receive = new CompletableFuture<>();
      ServiceError error = gone;
      if (error != null) {
        receive.complete(Outcome.rejected(error));
        return receive;
      }
      receives.add(receive);
      departure.onGone(
          () -> {
            receive.cancel(false);
            receives.removeIf(CompletableFuture::isDone);
          });
      return receive;
    }

    @Override
    public CompletionStage<Outcome<Boolean>> acknowledge(List<SourceMessage> messages) {
      messages.forEach(message -> acknowledged.add(message.id()));
      return CompletableFuture.completedFuture(Outcome.accepted(true));
    }

    @Override
    public boolean isOrdered() {
      return isOrdered;
    }
  }

  /// A target that answers what a test says, when it says.
  static final class PlayedTarget implements PipeTarget {

    /// A call that waits for its answer.
    record Waiting(
        String target, List<String> texts, CompletableFuture<List<Optional<ServiceError>>> answer) {

      /// Takes all but those of these numbers.
      void takeAllBut(Integer... refused) {
        List<Optional<ServiceError>> results = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
          results.add(
              List.of(refused).contains(i)
                  ? Optional.of(ServiceError.client("Refused", 400, "It does not want it."))
                  : Optional.empty());
        }
        answer.complete(results);
      }
    }

    final List<Waiting> calls = new ArrayList<>();
    long restNanos;

    Waiting next() {
      return calls.removeFirst();
    }

    @Override
    public String title() {
      return "Played targets";
    }

    @Override
    public boolean serves(Arn arn) {
      return true;
    }

    @Override
    public int batchMax() {
      return 10;
    }

    @Override
    public Set<String> parameters() {
      return Set.of();
    }

    @Override
    public Outcome<CreatePipeRequest> check(
        CreatePipeRequest settings, @Nullable PipeTargetParameters parameters) {
      return Outcome.accepted(settings);
    }

    @Override
    public TargetCall open(CreatePipeRequest settings, String pipeArn, ServiceCaller caller) {
      return new TargetCall() {
        @Override
        public CompletionStage<List<Optional<ServiceError>>> call(List<Payload> payloads) {
          Waiting waiting =
              new Waiting(
                  settings.target(),
                  payloads.stream().map(Payload::text).toList(),
                  new CompletableFuture<>());
          calls.add(waiting);
          return waiting.answer();
        }

        @Override
        public long restNanos() {
          return restNanos;
        }
      };
    }
  }

  /// Pauses that end when a test says so.
  static final class PlayedPauses implements Pauses {
    private record Pause(Duration time, Runnable what) {}

    private final List<Pause> waiting = new ArrayList<>();

    @Override
    public Runnable after(long nanos, Runnable what) {
      Pause pause = new Pause(Duration.ofNanos(nanos), what);
      waiting.add(pause);
      return () -> waiting.remove(pause);
    }

    int size() {
      return waiting.size();
    }

    @Override
    public long nanos() {
      return 0;
    }

    /// Ends the pause that began last; how long it was to be.
    Duration end() {
      Pause last = waiting.removeLast();
      last.what().run();
      return last.time();
    }
  }
}
