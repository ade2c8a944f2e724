package dev.junction.schedule.access;

import dev.junction.engine.Command;
import dev.junction.engine.Engine;
import dev.junction.engine.PartitionService;
import dev.junction.kernel.Outcome;
import dev.junction.schedule.domain.GroupAddress;
import dev.junction.schedule.domain.ScheduleAddress;
import dev.junction.schedule.domain.ScheduleErrors;
import dev.junction.schedule.state.GroupRecord;
import dev.junction.schedule.state.Schedules;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.ServiceCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How operations reach schedules and groups: the partition that holds them.
///
/// A schedule lies where its name says; all groups of an account and region lie on one partition.
public final class ScheduleAccess {

  private static final String PLACE = "scheduler";
  private static final String GROUPS_PLACE = "scheduler-groups";

  private final Engine engine;
  private final PartitionService<Schedules> service;
  private final Supplier<ServiceCalls> services;

  /// @param services what targets can be, once the server has begun
  public ScheduleAccess(
      Engine engine, PartitionService<Schedules> service, Supplier<ServiceCalls> services) {
    this.engine = engine;
    this.service = service;
    this.services = services;
  }

  /// The services whose operations targets can be.
  public ServiceCalls services() {
    return services.get();
  }

  /// The group that a call means.
  public static GroupAddress group(Call call, @Nullable String name) {
    return new GroupAddress(
        call.accountId(), call.region(), name == null ? GroupAddress.DEFAULT : name);
  }

  /// Runs a command on the partition of a schedule, whether it exists or not.
  public <R> CompletableFuture<Outcome<R>> submit(
      ScheduleAddress address, Command<Schedules, R> command) {
    GroupAddress group = address.group();
    int partition = engine.partitionOf(group.account(), group.region(), PLACE, address.placeName());
    return engine.submit(partition, service, command);
  }

  /// Runs a command on the partition of a group, whether it exists or not.
  public <R> CompletableFuture<Outcome<R>> submit(
      GroupAddress address, Command<Schedules, R> command) {
    int partition = engine.partitionOf(address.account(), address.region(), GROUPS_PLACE, "");
    return engine.submit(partition, service, command);
  }

  /// The group at an address; rejected when there is none.
  public CompletableFuture<Outcome<GroupRecord>> find(GroupAddress address) {
    return submit(
        address,
        (schedules, tx) -> {
          GroupRecord found = schedules.groups().find(tx, address);
          return found == null
              ? Outcome.rejected(ScheduleErrors.noSuchGroup(address.name()))
              : Outcome.accepted(found);
        });
  }

  /// Asks every partition and puts the answers together in the order of the partitions.
  public <R> CompletableFuture<Outcome<List<R>>> everywhere(Command<Schedules, List<R>> question) {
    CompletableFuture<Outcome<List<R>>> all =
        CompletableFuture.completedFuture(Outcome.accepted(List.of()));
    for (int partition = 0; partition < engine.partitions(); partition++) {
      all = all.thenCombine(engine.submit(partition, service, question), ScheduleAccess::both);
    }
    return all;
  }

  private static <R> Outcome<List<R>> both(Outcome<List<R>> before, Outcome<List<R>> more) {
    return before.then(
        first ->
            more.map(
                second -> {
                  List<R> joined = new ArrayList<>(first);
                  joined.addAll(second);
                  return joined;
                }));
  }

  /// Goes on with an accepted answer; a rejection stays what it is.
  public static <A, B> CompletableFuture<Outcome<B>> then(
      CompletableFuture<Outcome<A>> before, Function<A, CompletableFuture<Outcome<B>>> next) {
    return before.thenCompose(
        outcome ->
            switch (outcome) {
              case Outcome.Accepted<A>(A value) -> next.apply(value);
              case Outcome.Rejected<A>(var error) -> done(Outcome.rejected(error));
            });
  }

  public static <R> CompletableFuture<Outcome<R>> done(Outcome<R> outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}
