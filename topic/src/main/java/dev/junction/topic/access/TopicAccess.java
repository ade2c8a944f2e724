package dev.junction.topic.access;

import dev.junction.engine.Command;
import dev.junction.engine.Engine;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.topic.domain.ApplicationAddress;
import dev.junction.topic.domain.Places;
import dev.junction.topic.domain.SubscriptionAddress;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.state.Subscription;
import dev.junction.topic.state.Topic;
import dev.junction.topic.state.TopicPartitionService;
import dev.junction.topic.state.Topics;
import dev.junction.wire.protocol.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How operations reach topics: from the ARN that a client gives to the partition that holds the
/// topic.
public final class TopicAccess {

  private final Engine engine;
  private final PartitionService<Topics> service;

  public TopicAccess(Engine engine, PartitionService<Topics> service) {
    this.engine = engine;
    this.service = service;
  }

  /// What is done with a topic that was found.
  @FunctionalInterface
  public interface Work<R> {
    Outcome<R> on(Topic topic, Transaction<Topics> tx);
  }

  /// What is done with a subscription that was found.
  @FunctionalInterface
  public interface SubscriptionWork<R> {
    Outcome<R> on(Topic topic, Subscription subscription, Transaction<Topics> tx);
  }

  /// Runs work on the topic that an ARN names, if the caller may.
  public <R> CompletableFuture<Outcome<R>> run(
      Call call, TopicAction action, @Nullable String topicArn, Work<R> work) {
    return switch (Visit.of(call, action, "TopicArn", topicArn)) {
      case Outcome.Rejected<Visit>(var error) -> done(Outcome.rejected(error));
      case Outcome.Accepted<Visit>(var visit) -> run(visit, work);
    };
  }

  /// Runs work on the topic of a visit, if the caller may.
  public <R> CompletableFuture<Outcome<R>> run(Visit visit, Work<R> work) {
    return submit(
        visit.topic(), (topics, tx) -> visit.with(topics, tx, topic -> work.on(topic, tx)));
  }

  /// Runs work on the subscription that an ARN names. Only the account that subscribed and the
  /// owner of the topic may.
  public <R> CompletableFuture<Outcome<R>> runSubscription(
      Call call, String operation, String subscriptionArn, SubscriptionWork<R> work) {
    Optional<SubscriptionAddress> parsed = SubscriptionAddress.ofArn(subscriptionArn);
    if (parsed.isEmpty()) {
      return done(Outcome.rejected(TopicErrors.badSubscriptionArn(subscriptionArn)));
    }
    SubscriptionAddress address = parsed.get();
    if (!address.topic().region().equals(call.region())) {
      return done(Outcome.rejected(TopicErrors.invalid("SubscriptionArn")));
    }
    return submit(
        address.topic(),
        (topics, tx) -> {
          Topic topic = topics.find(address.topic());
          Subscription subscription = topic == null ? null : topic.subscription(address.id());
          if (topic == null || subscription == null) {
            return Outcome.rejected(TopicErrors.noSuchSubscription());
          }
          String account = call.accountId().value();
          return account.equals(address.topic().account().value())
                  || account.equals(subscription.record().owner())
              ? work.on(topic, subscription, tx)
              : Outcome.rejected(
                  TopicErrors.denied(call.principalArn(), operation, subscriptionArn));
        });
  }

  /// Runs a command on the partition of a topic, whether the topic exists or not.
  public <R> CompletableFuture<Outcome<R>> submit(
      TopicAddress address, Command<Topics, R> command) {
    return engine.submit(TopicPartitionService.partitionOf(engine, address), service, command);
  }

  /// Runs a command on the partition that keeps what the account of a call has set in its region.
  public <R> CompletableFuture<Outcome<R>> submitForAccount(Call call, Command<Topics, R> command) {
    return submitForAccount(call.accountId(), call.region(), command);
  }

  /// Runs a command on the partition that keeps what an account has set in a region.
  public <R> CompletableFuture<Outcome<R>> submitForAccount(
      AccountId account, Region region, Command<Topics, R> command) {
    int partition = engine.partitionOf(account, region, Places.ACCOUNTS, "");
    return engine.submit(partition, service, command);
  }

  /// Runs a command on the partition of a platform application, whether it exists or not.
  public <R> CompletableFuture<Outcome<R>> submit(
      ApplicationAddress address, Command<Topics, R> command) {
    int partition =
        engine.partitionOf(
            address.account(), address.region(), Places.APPLICATIONS, address.place());
    return engine.submit(partition, service, command);
  }

  /// Asks every partition and puts the answers together in the order of the partitions.
  public <R> CompletableFuture<Outcome<List<R>>> everywhere(Function<Topics, List<R>> question) {
    List<CompletableFuture<Outcome<List<R>>>> asked = new ArrayList<>(engine.partitions());
    for (int partition = 0; partition < engine.partitions(); partition++) {
      asked.add(
          engine.submit(
              partition, service, (topics, _) -> Outcome.accepted(question.apply(topics))));
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

  public static <R> CompletableFuture<Outcome<R>> done(Outcome<R> outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}
