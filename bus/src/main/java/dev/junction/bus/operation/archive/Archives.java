package dev.junction.bus.operation.archive;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.access.Page;
import dev.junction.bus.archive.ArchiveLog;
import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.BusErrors;
import dev.junction.bus.domain.BusLimits;
import dev.junction.bus.domain.EventPatterns;
import dev.junction.bus.state.Buses;
import dev.junction.bus.state.Shelf;
import dev.junction.bus.state.Stored;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.events.Archive;
import dev.junction.models.events.ArchiveState;
import dev.junction.models.events.CreateArchiveRequest;
import dev.junction.models.events.CreateArchiveResponse;
import dev.junction.models.events.DeleteArchiveRequest;
import dev.junction.models.events.DeleteArchiveResponse;
import dev.junction.models.events.DescribeArchiveRequest;
import dev.junction.models.events.DescribeArchiveResponse;
import dev.junction.models.events.ListArchivesRequest;
import dev.junction.models.events.ListArchivesResponse;
import dev.junction.models.events.UpdateArchiveRequest;
import dev.junction.models.events.UpdateArchiveResponse;
import dev.junction.wire.protocol.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Creates, shows, changes and deletes archives. What is said of them lies with what else an
/// account has, their events with the bus. Source: EventBridge API reference, CreateArchive and
/// its siblings.
public final class Archives {

  private final BusAccess access;

  public Archives(BusAccess access) {
    this.access = access;
  }

  private static Shelf<DescribeArchiveResponse> shelf(Buses buses) {
    return buses.shelves().archives();
  }

  public CompletionStage<Outcome<CreateArchiveResponse>> create(
      Call call, CreateArchiveRequest input) {
    BusAddress bus = BusAddress.ofArn(input.eventSourceArn()).orElse(null);
    ServiceError problem = problem(call, bus, input);
    if (bus == null || problem != null) {
      return BusAccess.done(
          Outcome.rejected(
              problem == null ? BusErrors.invalid("EventSourceArn", "It is no bus.") : problem));
    }
    return access.inTurn("archives " + bus.arn(), () -> create(call, bus, input));
  }

  private CompletionStage<Outcome<CreateArchiveResponse>> create(
      Call call, BusAddress bus, CreateArchiveRequest input) {
    return access
        .submit(bus, (buses, _) -> room(buses, bus))
        .thenCompose(
            room ->
                switch (room) {
                  case Outcome.Rejected<Boolean>(var error) ->
                      BusAccess.<DescribeArchiveResponse>done(Outcome.rejected(error));
                  case Outcome.Accepted<Boolean> _ ->
                      access.growForAccount(
                          call,
                          (buses, tx) ->
                              named(buses, call, input)
                                  .map(
                                      _ -> {
                                        DescribeArchiveResponse shape =
                                            shape(call, input, tx.now());
                                        shelf(buses)
                                            .put(
                                                tx,
                                                call.accountId(),
                                                call.region(),
                                                input.archiveName(),
                                                Stored.of(buses.takeId(tx), shape));
                                        return shape;
                                      }));
                })
        .thenCompose(this::attached)
        .thenApply(
            outcome ->
                outcome.map(
                    shape ->
                        CreateArchiveResponse.builder()
                            .archiveArn(shape.archiveArn())
                            .state(shape.state())
                            .creationTime(shape.creationTime())
                            .build()));
  }

  private static @Nullable ServiceError problem(
      Call call, @Nullable BusAddress bus, CreateArchiveRequest input) {
    if (bus == null
        || !bus.account().equals(call.accountId())
        || !bus.region().equals(call.region())) {
      return BusErrors.invalid("EventSourceArn", "It is no event bus of this account and Region.");
    }
    return patternProblem(input.eventPattern());
  }

  private static @Nullable ServiceError patternProblem(@Nullable String pattern) {
    return pattern != null
            && !pattern.isEmpty()
            && EventPatterns.read(pattern) instanceof Outcome.Rejected<?>(var error)
        ? error
        : null;
  }

  private static Outcome<Boolean> room(Buses buses, BusAddress bus) {
    if (buses.find(bus) == null) {
      return Outcome.rejected(BusErrors.noSuchBus(bus.name()));
    }
    return buses.archives().countOf(bus.arn()) >= BusLimits.ARCHIVES_MAX
        ? Outcome.rejected(
            BusErrors.limit("A bus has " + BusLimits.ARCHIVES_MAX + " archives at most."))
        : Outcome.accepted(true);
  }

  private static Outcome<Boolean> named(Buses buses, Call call, CreateArchiveRequest input) {
    return shelf(buses).find(call.accountId(), call.region(), input.archiveName()) == null
        ? Outcome.accepted(true)
        : Outcome.rejected(BusErrors.taken("Archive " + input.archiveName()));
  }

  private static DescribeArchiveResponse shape(Call call, CreateArchiveRequest input, Instant now) {
    String pattern = input.eventPattern();
    return DescribeArchiveResponse.builder()
        .archiveArn(
            Arn.of("events", call.region(), call.accountId(), "archive/" + input.archiveName())
                .toString())
        .archiveName(input.archiveName())
        .eventSourceArn(input.eventSourceArn())
        .description(input.description())
        .eventPattern(pattern == null || pattern.isEmpty() ? null : pattern)
        .state(ArchiveState.ENABLED)
        .kmsKeyIdentifier(input.kmsKeyIdentifier())
        .retentionDays(Objects.requireNonNullElse(input.retentionDays(), 0))
        .creationTime(now)
        .build();
  }

  private CompletableFuture<Outcome<DescribeArchiveResponse>> attached(
      Outcome<DescribeArchiveResponse> outcome) {
    return switch (outcome) {
      case Outcome.Rejected<DescribeArchiveResponse> _ -> BusAccess.done(outcome);
      case Outcome.Accepted<DescribeArchiveResponse>(var shape) ->
          KeptArchives.attach(access, shape, /* isRepair= */ false);
    };
  }

  private static Outcome<Stored<DescribeArchiveResponse>> found(
      Buses buses, Call call, String name) {
    Stored<DescribeArchiveResponse> stored =
        shelf(buses).find(call.accountId(), call.region(), name);
    return stored == null
        ? Outcome.rejected(BusErrors.missing("Archive " + name))
        : Outcome.accepted(stored);
  }

  public CompletionStage<Outcome<DescribeArchiveResponse>> describe(
      Call call, DescribeArchiveRequest input) {
    return access
        .submitForAccount(
            call, (buses, _) -> found(buses, call, input.archiveName()).map(Stored::shape))
        .thenCompose(this::counted);
  }

  /// Adds how much an archive has.
  private CompletableFuture<Outcome<DescribeArchiveResponse>> counted(
      Outcome<DescribeArchiveResponse> outcome) {
    if (!(outcome instanceof Outcome.Accepted<DescribeArchiveResponse>(var shape))) {
      return BusAccess.done(outcome);
    }
    BusAddress bus = BusAddress.ofArn(String.valueOf(shape.eventSourceArn())).orElseThrow();
    return access.submit(
        bus,
        (buses, _) -> {
          ArchiveLog log = buses.archives().find(String.valueOf(shape.archiveArn()));
          return Outcome.accepted(
              shape.toBuilder()
                  .eventCount(log == null ? 0 : log.count())
                  .sizeBytes(log == null ? 0 : log.bytes())
                  .build());
        });
  }

  public CompletionStage<Outcome<UpdateArchiveResponse>> update(
      Call call, UpdateArchiveRequest input) {
    ServiceError problem = patternProblem(input.eventPattern());
    if (problem != null) {
      return BusAccess.done(Outcome.rejected(problem));
    }
    return access
        .growForAccount(
            call,
            (buses, tx) ->
                found(buses, call, input.archiveName())
                    .map(
                        stored -> {
                          DescribeArchiveResponse shape = changed(stored.shape(), input);
                          shelf(buses)
                              .put(
                                  tx,
                                  call.accountId(),
                                  call.region(),
                                  input.archiveName(),
                                  stored.with(shape));
                          return shape;
                        }))
        .thenCompose(this::attached)
        .thenApply(
            outcome ->
                outcome.map(
                    shape ->
                        UpdateArchiveResponse.builder()
                            .archiveArn(shape.archiveArn())
                            .state(shape.state())
                            .creationTime(shape.creationTime())
                            .build()));
  }

  private static DescribeArchiveResponse changed(
      DescribeArchiveResponse old, UpdateArchiveRequest input) {
    DescribeArchiveResponse.Builder changed = old.toBuilder();
    if (input.description() != null) {
      changed.description(input.description());
    }
    if (input.eventPattern() != null) {
      changed.eventPattern(input.eventPattern().isEmpty() ? null : input.eventPattern());
    }
    if (input.retentionDays() != null) {
      changed.retentionDays(input.retentionDays());
    }
    if (input.kmsKeyIdentifier() != null) {
      changed.kmsKeyIdentifier(input.kmsKeyIdentifier());
    }
    return changed.build();
  }

  public CompletionStage<Outcome<DeleteArchiveResponse>> delete(
      Call call, DeleteArchiveRequest input) {
    return access
        .submitForAccount(
            call, (buses, _) -> found(buses, call, input.archiveName()).map(Stored::shape))
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Rejected<DescribeArchiveResponse>(var error) ->
                      BusAccess.<DeleteArchiveResponse>done(Outcome.rejected(error));
                  case Outcome.Accepted<DescribeArchiveResponse>(var shape) -> delete(call, shape);
                });
  }

  /// First the events go, then the name: an end in between leaves an archive that can be deleted.
  /// A start that makes archives whole may let the bus keep events again until the name is gone.
  /// Where another call was faster, a later archive of this name is left alone.
  CompletableFuture<Outcome<DeleteArchiveResponse>> delete(
      Call call, DescribeArchiveResponse shape) {
    String name = String.valueOf(shape.archiveName());
    return detach(shape)
        .thenCompose(
            detached ->
                access.submitForAccount(
                    call,
                    (buses, tx) ->
                        detached.map(
                            answer -> {
                              if (isStillNamed(buses, call, shape)) {
                                shelf(buses).remove(tx, call.accountId(), call.region(), name);
                              }
                              return answer;
                            })))
        .thenCompose(
            answer ->
                answer instanceof Outcome.Accepted<DeleteArchiveResponse>
                    ? KeptArchives.detachAgain(access, shape).thenApply(_ -> answer)
                    : BusAccess.done(answer));
  }

  private static boolean isStillNamed(Buses buses, Call call, DescribeArchiveResponse shape) {
    Stored<DescribeArchiveResponse> now =
        shelf(buses).find(call.accountId(), call.region(), String.valueOf(shape.archiveName()));
    return now != null && Objects.equals(now.shape().creationTime(), shape.creationTime());
  }

  private CompletableFuture<Outcome<DeleteArchiveResponse>> detach(DescribeArchiveResponse shape) {
    BusAddress bus = BusAddress.ofArn(String.valueOf(shape.eventSourceArn())).orElseThrow();
    return access.submit(
        bus,
        (buses, tx) -> {
          KeptArchives.detach(buses, tx, bus, shape);
          return Outcome.accepted(DeleteArchiveResponse.builder().build());
        });
  }

  public CompletionStage<Outcome<ListArchivesResponse>> list(Call call, ListArchivesRequest input) {
    int given =
        (input.namePrefix() == null ? 0 : 1)
            + (input.eventSourceArn() == null ? 0 : 1)
            + (input.state() == null ? 0 : 1);
    if (given > 1) {
      return BusAccess.done(
          Outcome.rejected(
              BusErrors.invalid(
                  "At most one filter is allowed for ListArchives. Use either : State,"
                      + " EventSourceArn, or NamePrefix.")));
    }
    Page.Wish wish =
        new Page.Wish("ListArchives", input.namePrefix(), input.nextToken(), input.limit());
    return source(input.eventSourceArn())
        .thenCompose(
            source ->
                switch (source) {
                  case Outcome.Rejected<Boolean>(var error) ->
                      BusAccess.<Page<DescribeArchiveResponse>>done(Outcome.rejected(error));
                  case Outcome.Accepted<Boolean> _ ->
                      access.submitForAccount(
                          call,
                          (buses, _) ->
                              Page.of(
                                  wanted(buses, call, input),
                                  shape -> String.valueOf(shape.archiveName()),
                                  wish));
                })
        .thenCompose(this::allCounted);
  }

  private CompletableFuture<Outcome<Boolean>> source(@Nullable String arn) {
    BusAddress bus = arn == null ? null : BusAddress.ofArn(arn).orElse(null);
    return bus == null
        ? BusAccess.done(Outcome.accepted(true))
        : access.submit(
            bus,
            (buses, _) ->
                buses.find(bus) == null
                    ? Outcome.rejected(BusErrors.noSuchBus(bus.name()))
                    : Outcome.accepted(true));
  }

  private static List<DescribeArchiveResponse> wanted(
      Buses buses, Call call, ListArchivesRequest input) {
    return shelf(buses).all(call.accountId(), call.region()).stream()
        .map(Stored::shape)
        .filter(shape -> input.state() == null || input.state().equals(shape.state()))
        .filter(
            shape ->
                input.eventSourceArn() == null
                    || input.eventSourceArn().equals(shape.eventSourceArn()))
        .toList();
  }

  private CompletableFuture<Outcome<ListArchivesResponse>> allCounted(
      Outcome<Page<DescribeArchiveResponse>> outcome) {
    if (!(outcome instanceof Outcome.Accepted<Page<DescribeArchiveResponse>>(var page))) {
      return BusAccess.done(outcome.map(_ -> ListArchivesResponse.builder().build()));
    }
    CompletableFuture<List<Archive>> all = CompletableFuture.completedFuture(new ArrayList<>());
    for (DescribeArchiveResponse shape : page.items()) {
      all =
          all.thenCombine(
              counted(Outcome.accepted(shape)),
              (before, counted) -> {
                if (counted instanceof Outcome.Accepted<DescribeArchiveResponse>(var one)) {
                  before.add(listed(one));
                }
                return before;
              });
    }
    return all.thenApply(
        archives ->
            Outcome.accepted(
                ListArchivesResponse.builder()
                    .archives(archives)
                    .nextToken(page.nextToken())
                    .build()));
  }

  private static Archive listed(DescribeArchiveResponse shape) {
    return Archive.builder()
        .archiveName(shape.archiveName())
        .eventSourceArn(shape.eventSourceArn())
        .state(shape.state())
        .retentionDays(shape.retentionDays())
        .sizeBytes(shape.sizeBytes())
        .eventCount(shape.eventCount())
        .creationTime(shape.creationTime())
        .build();
  }
}
