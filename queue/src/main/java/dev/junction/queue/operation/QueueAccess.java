package dev.junction.queue.operation;

import dev.junction.engine.Command;
import dev.junction.engine.Engine;
import dev.junction.engine.ParkingCommand;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.state.Queue;
import dev.junction.queue.state.QueuePartitionService;
import dev.junction.queue.state.Queues;
import dev.junction.wire.protocol.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How operations reach queues: from the URL that a client gives to the partition that holds the
/// queue.
public final class QueueAccess {

  private final Engine engine;
  private final PartitionService<Queues> service;

  public QueueAccess(Engine engine, PartitionService<Queues> service) {
    this.engine = engine;
    this.service = service;
  }

  /// What is done with a queue that was found.
  @FunctionalInterface
  interface Work<R> {
    Outcome<R> on(Queue queue, Transaction<Queues> tx);
  }

  /// Whether a queue belongs to the caller and lies in the region of the call.
  static boolean isOwn(Call call, QueueAddress queue) {
    return queue.account().equals(call.accountId()) && queue.region().equals(call.region());
  }

  /// Whether there is a queue that a parameter names by its ARN, and the caller may use it so.
  CompletableFuture<Outcome<Boolean>> exists(Visit visit, String parameter) {
    return submit(
        visit.address(),
        (queues, tx) ->
            queues.find(visit.address()) == null
                ? Outcome.rejected(QueueErrors.noSuchResource(parameter))
                : visit.with(queues, tx, _ -> Outcome.accepted(true)));
  }

  /// Runs work on the queue that a URL names, if the caller may.
  <R> CompletableFuture<Outcome<R>> run(
      Call call, QueueAction action, @Nullable String url, Work<R> work) {
    return switch (Visit.of(call, action, url)) {
      case Outcome.Rejected<Visit>(var error) -> done(Outcome.rejected(error));
      case Outcome.Accepted<Visit>(var visit) -> run(visit, work);
    };
  }

  /// Runs work on the queue of a visit, if the caller may.
  <R> CompletableFuture<Outcome<R>> run(Visit visit, Work<R> work) {
    return submit(
        visit.address(), (queues, tx) -> visit.with(queues, tx, queue -> work.on(queue, tx)));
  }

  /// Runs a command on the partition of a queue, whether the queue exists or not.
  <R> CompletableFuture<Outcome<R>> submit(QueueAddress address, Command<Queues, R> command) {
    return engine.submit(QueuePartitionService.partitionOf(engine, address), service, command);
  }

  /// Runs a command on the partition of a queue that may answer later.
  <R> CompletableFuture<Outcome<R>> submitParking(
      QueueAddress address, ParkingCommand<Queues, R> command) {
    return engine.submitParking(
        QueuePartitionService.partitionOf(engine, address), service, command);
  }

  /// Asks every partition and puts the answers together in the order of the partitions.
  <R> CompletableFuture<Outcome<List<R>>> everywhere(Function<Queues, List<R>> question) {
    List<CompletableFuture<Outcome<List<R>>>> asked = new ArrayList<>(engine.partitions());
    for (int partition = 0; partition < engine.partitions(); partition++) {
      asked.add(
          engine.submit(
              partition, service, (queues, _) -> Outcome.accepted(question.apply(queues))));
    }
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenApply(
            _ -> {
              List<R> all = new ArrayList<>();
              for (CompletableFuture<Outcome<List<R>>> answer : asked) {
                switch (answer.join()) {
                  case Outcome.Accepted<List<R>>(var some) -> all.addAll(some);
                  case Outcome.Rejected<List<R>>(var error) -> {
                    return Outcome.rejected(error);
                  }
                }
              }
              return Outcome.accepted(all);
            });
  }

  static <R> CompletableFuture<Outcome<R>> done(Outcome<R> outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}
