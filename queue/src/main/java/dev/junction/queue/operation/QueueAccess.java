package dev.junction.queue.operation;

import dev.junction.engine.Command;
import dev.junction.engine.Engine;
import dev.junction.engine.ParkingCommand;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueUrl;
import dev.junction.queue.state.Queue;
import dev.junction.queue.state.QueuePartitionService;
import dev.junction.queue.state.Queues;
import dev.junction.wire.protocol.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /// The queue that a URL names, seen from the caller: in the region of its call, and its own.
  static Outcome<QueueAddress> address(Call call, @Nullable String url) {
    if (url == null || url.isEmpty()) {
      return Outcome.rejected(QueueErrors.missing("QueueUrl"));
    }
    Optional<QueueUrl> parsed = QueueUrl.parse(url);
    if (parsed.isEmpty()) {
      return Outcome.rejected(QueueErrors.badAddress(url));
    }
    if (!parsed.get().account().equals(call.accountId())) {
      return Outcome.rejected(QueueErrors.accessDenied(url));
    }
    return Outcome.accepted(new QueueAddress(call.accountId(), call.region(), parsed.get().name()));
  }

  /// Whether a queue belongs to the caller and lies in the region of the call.
  static boolean isOwn(Call call, QueueAddress queue) {
    return queue.account().equals(call.accountId()) && queue.region().equals(call.region());
  }

  /// Answers whether a queue exists that a parameter names by its ARN.
  CompletableFuture<Outcome<Boolean>> exists(QueueAddress address, String parameter) {
    return submit(
        address,
        (queues, _) ->
            queues.find(address) == null
                ? Outcome.rejected(QueueErrors.noSuchResource(parameter))
                : Outcome.accepted(true));
  }

  /// Runs work on the queue that a URL names.
  <R> CompletableFuture<Outcome<R>> run(Call call, @Nullable String url, Work<R> work) {
    return switch (address(call, url)) {
      case Outcome.Rejected<QueueAddress>(var error) -> done(Outcome.rejected(error));
      case Outcome.Accepted<QueueAddress>(var address) ->
          submit(address, (queues, tx) -> queues.with(address, queue -> work.on(queue, tx)));
    };
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
