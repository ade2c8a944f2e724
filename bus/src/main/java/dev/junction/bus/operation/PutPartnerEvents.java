package dev.junction.bus.operation;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.access.Surroundings;
import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.EntrySize;
import dev.junction.bus.domain.Event;
import dev.junction.bus.state.Bus;
import dev.junction.bus.state.Stored;
import dev.junction.engine.EngineErrors;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.events.DescribeEventSourceResponse;
import dev.junction.models.events.EventSourceState;
import dev.junction.models.events.PutPartnerEventsRequest;
import dev.junction.models.events.PutPartnerEventsRequestEntry;
import dev.junction.models.events.PutPartnerEventsResponse;
import dev.junction.models.events.PutPartnerEventsResultEntry;
import dev.junction.wire.protocol.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Puts events of a partner on the buses of the accounts that take them. Source: EventBridge API
/// reference, PutPartnerEvents.
public final class PutPartnerEvents {

  private final BusAccess access;
  private final Surroundings surroundings;

  public PutPartnerEvents(BusAccess access, Surroundings surroundings) {
    this.access = access;
    this.surroundings = surroundings;
  }

  public CompletionStage<Outcome<PutPartnerEventsResponse>> run(
      Call call, PutPartnerEventsRequest input) {
    ServiceError size =
        EntrySize.problem(input.entries().stream().mapToLong(PutPartnerEvents::sizeBytes).sum());
    if (size != null) {
      return BusAccess.done(Outcome.rejected(size));
    }
    CompletableFuture<List<PutPartnerEventsResultEntry>> all =
        CompletableFuture.completedFuture(new ArrayList<>());
    for (PutPartnerEventsRequestEntry entry : input.entries()) {
      all =
          all.thenCompose(
              before ->
                  put(call, entry)
                      .thenApply(
                          result -> {
                            before.add(result);
                            return before;
                          }));
    }
    return all.thenApply(
        results ->
            Outcome.accepted(
                PutPartnerEventsResponse.builder()
                    .failedEntryCount(
                        (int) results.stream().filter(each -> each.errorCode() != null).count())
                    .entries(results)
                    .build()));
  }

  private static long sizeBytes(PutPartnerEventsRequestEntry entry) {
    return EntrySize.of(
        entry.time(), entry.source(), entry.detailType(), entry.detail(), entry.resources());
  }

  private static PutPartnerEventsResultEntry failed(String code, String message) {
    return PutPartnerEventsResultEntry.builder().errorCode(code).errorMessage(message).build();
  }

  private CompletableFuture<PutPartnerEventsResultEntry> put(
      Call call, PutPartnerEventsRequestEntry entry) {
    for (@Nullable String given :
        Arrays.asList(entry.source(), entry.detailType(), entry.detail())) {
      if (given == null || given.isEmpty()) {
        return CompletableFuture.completedFuture(
            failed("InvalidArgument", "Source, DetailType and Detail are required arguments."));
      }
    }
    if (PutEvents.isLong(String.valueOf(entry.detailType()))) {
      return CompletableFuture.completedFuture(failed("InvalidArgument", PutEvents.TYPE_IS_LONG));
    }
    Instant time = entry.time();
    if (time != null && !Event.isPlausible(time)) {
      return CompletableFuture.completedFuture(
          failed("InvalidArgument", "Parameter Time is not valid."));
    }
    String id = surroundings.identities().get().toString();
    return new PartnerEventSources(access)
        .accounts(call, String.valueOf(entry.source()))
        .thenCompose(
            outcome ->
                switch (outcome) {
                  case Outcome.Rejected<List<String>>(var error) ->
                      CompletableFuture.completedFuture(failed(error.code(), error.message()));
                  case Outcome.Accepted<List<String>>(var accounts) -> {
                    if (accounts.isEmpty()) {
                      yield CompletableFuture.completedFuture(
                          failed("InvalidArgument", "The event source does not exist."));
                    }
                    yield toAll(call, entry, id, accounts);
                  }
                });
  }

  private CompletableFuture<PutPartnerEventsResultEntry> toAll(
      Call call, PutPartnerEventsRequestEntry entry, String id, List<String> accounts) {
    CompletableFuture<PutPartnerEventsResultEntry> result =
        CompletableFuture.completedFuture(
            PutPartnerEventsResultEntry.builder().eventId(id).build());
    for (String account : accounts) {
      result = result.thenCombine(put(call, entry, id, account), PutPartnerEvents::worse);
    }
    return result;
  }

  private static PutPartnerEventsResultEntry worse(
      PutPartnerEventsResultEntry before, Outcome<Boolean> outcome) {
    return outcome instanceof Outcome.Rejected<Boolean>(var error)
        ? failed(error.code(), error.message())
        : before;
  }

  private CompletableFuture<Outcome<Boolean>> put(
      Call call, PutPartnerEventsRequestEntry entry, String id, String accountId) {
    AccountId account = new AccountId(accountId);
    String source = String.valueOf(entry.source());
    BusAddress address = new BusAddress(account, call.region(), source);
    return access
        .submitFor(
            account,
            call.region(),
            (buses, _) -> {
              Stored<DescribeEventSourceResponse> found =
                  buses.shelves().sources().find(account, call.region(), source);
              return Outcome.accepted(
                  found != null && EventSourceState.ACTIVE.equals(found.shape().state()));
            })
        .thenCompose(
            active ->
                active instanceof Outcome.Accepted<Boolean>(Boolean is) && is
                    ? accept(call, entry, id, address)
                    : BusAccess.done(active));
  }

  private CompletableFuture<Outcome<Boolean>> accept(
      Call call, PutPartnerEventsRequestEntry entry, String id, BusAddress address) {
    return access.submit(
        address,
        (buses, tx) -> {
          Bus bus = buses.find(address);
          if (!tx.hasSpace()) {
            return Outcome.rejected(EngineErrors.SERVICE_UNAVAILABLE);
          }
          Event event =
              Event.of(
                  new Event.Parts(
                      id,
                      String.valueOf(entry.detailType()),
                      String.valueOf(entry.source()),
                      address.account().value(),
                      Objects.requireNonNullElse(entry.time(), tx.now()),
                      call.region().name(),
                      Objects.requireNonNullElse(entry.resources(), List.of()),
                      String.valueOf(entry.detail()),
                      null),
                  tx.now());
          if (event == null) {
            return Outcome.rejected(
                ServiceError.client("MalformedDetail", 400, "Detail is malformed."));
          }
          if (bus != null) {
            bus.accept(tx, event);
          }
          return Outcome.accepted(true);
        });
  }
}
