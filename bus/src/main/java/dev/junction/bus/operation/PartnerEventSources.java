package dev.junction.bus.operation;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.access.Page;
import dev.junction.bus.domain.BusErrors;
import dev.junction.bus.state.Buses;
import dev.junction.bus.state.Stored;
import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.models.events.CreatePartnerEventSourceRequest;
import dev.junction.models.events.CreatePartnerEventSourceResponse;
import dev.junction.models.events.DeletePartnerEventSourceRequest;
import dev.junction.models.events.DescribeEventSourceResponse;
import dev.junction.models.events.DescribePartnerEventSourceRequest;
import dev.junction.models.events.DescribePartnerEventSourceResponse;
import dev.junction.models.events.EventSourceState;
import dev.junction.models.events.ListPartnerEventSourceAccountsRequest;
import dev.junction.models.events.ListPartnerEventSourceAccountsResponse;
import dev.junction.models.events.ListPartnerEventSourcesRequest;
import dev.junction.models.events.ListPartnerEventSourcesResponse;
import dev.junction.models.events.PartnerEventSource;
import dev.junction.models.events.PartnerEventSourceAccount;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Event sources as the partners see them that offer them to accounts. Any account may play a
/// partner. Source: EventBridge API reference, CreatePartnerEventSource and its siblings.
public final class PartnerEventSources {

  /// How long an account has to make a bus for a source. Source: API reference, EventSource.
  private static final Duration LIFE = Duration.ofDays(14);

  private final BusAccess access;

  public PartnerEventSources(BusAccess access) {
    this.access = access;
  }

  /// The key of a source at its partner: its name and whom it is for.
  private static String key(String name, String account) {
    return name + '#' + account;
  }

  private static DescribeEventSourceResponse shape(
      Call call, String name, String account, Instant now) {
    return DescribeEventSourceResponse.builder()
        .arn(
            Arn.of("events", call.region(), new AccountId(account), "event-source/" + name)
                .toString())
        .createdBy(call.accountId().value())
        .creationTime(now)
        .expirationTime(now.plus(LIFE))
        .name(name)
        .state(EventSourceState.PENDING)
        .build();
  }

  /// Offers a source: first to the account, then in the partner's own list, so that what a crash
  /// leaves half done can be done again.
  public CompletionStage<Outcome<CreatePartnerEventSourceResponse>> create(
      Call call, CreatePartnerEventSourceRequest input) {
    String key = key(input.name(), input.account());
    return access
        .submitForAccount(
            call,
            (buses, _) ->
                buses.shelves().offered().find(call.accountId(), call.region(), key) == null
                    ? Outcome.accepted(true)
                    : Outcome.rejected(BusErrors.taken("Event source " + input.name())))
        .thenCompose(
            free ->
                switch (free) {
                  case Outcome.Rejected<Boolean>(var error) ->
                      BusAccess.<DescribeEventSourceResponse>done(Outcome.rejected(error));
                  case Outcome.Accepted<Boolean> _ ->
                      access.growFor(
                          new AccountId(input.account()),
                          call.region(),
                          (buses, tx) -> offer(buses, tx, call, input));
                })
        .thenCompose(
            offered ->
                switch (offered) {
                  case Outcome.Rejected<DescribeEventSourceResponse>(var error) ->
                      BusAccess.<CreatePartnerEventSourceResponse>done(Outcome.rejected(error));
                  case Outcome.Accepted<DescribeEventSourceResponse>(var shape) ->
                      access.growForAccount(
                          call,
                          (buses, tx) -> {
                            buses
                                .shelves()
                                .offered()
                                .put(
                                    tx,
                                    call.accountId(),
                                    call.region(),
                                    key,
                                    Stored.of(buses.takeId(tx), shape));
                            return Outcome.accepted(
                                CreatePartnerEventSourceResponse.builder()
                                    .eventSourceArn(partnerArn(call, input.name()))
                                    .build());
                          });
                });
  }

  private static Outcome<DescribeEventSourceResponse> offer(
      Buses buses, Transaction<Buses> tx, Call call, CreatePartnerEventSourceRequest input) {
    AccountId account = new AccountId(input.account());
    var shelf = buses.shelves().sources();
    Stored<DescribeEventSourceResponse> known = shelf.find(account, call.region(), input.name());
    if (known != null) {
      return call.accountId().value().equals(known.shape().createdBy())
          ? Outcome.accepted(known.shape())
          : Outcome.rejected(BusErrors.taken("Event source " + input.name()));
    }
    DescribeEventSourceResponse shape = shape(call, input.name(), input.account(), tx.now());
    shelf.put(tx, account, call.region(), input.name(), Stored.of(buses.takeId(tx), shape));
    return Outcome.accepted(shape);
  }

  private static String partnerArn(Call call, String name) {
    return "arn:aws:events:" + call.region().name() + "::event-source/" + name;
  }

  public CompletionStage<Outcome<Unit>> delete(Call call, DeletePartnerEventSourceRequest input) {
    AccountId account = new AccountId(input.account());
    return access
        .submitForAccount(
            call,
            (buses, tx) -> {
              buses
                  .shelves()
                  .offered()
                  .remove(tx, call.accountId(), call.region(), key(input.name(), input.account()));
              return Outcome.accepted(true);
            })
        .thenCompose(
            _ ->
                access.submitFor(
                    account,
                    call.region(),
                    (buses, tx) -> {
                      withdraw(buses, tx, call, account, input.name());
                      return Outcome.accepted(Unit.INSTANCE);
                    }));
  }

  /// An account that uses the source sees that it is gone; one that does not forgets it.
  private static void withdraw(
      Buses buses, Transaction<Buses> tx, Call call, AccountId account, String name) {
    var shelf = buses.shelves().sources();
    Stored<DescribeEventSourceResponse> source = shelf.find(account, call.region(), name);
    if (source == null || !call.accountId().value().equals(source.shape().createdBy())) {
      return;
    }
    if (EventSourceState.ACTIVE.equals(source.shape().state())) {
      DescribeEventSourceResponse gone =
          source.shape().toBuilder().state(EventSourceState.DELETED).build();
      shelf.put(tx, account, call.region(), name, source.with(gone));
    } else {
      shelf.remove(tx, account, call.region(), name);
    }
  }

  private static List<DescribeEventSourceResponse> offered(Buses buses, Call call, String name) {
    return buses.shelves().offered().all(call.accountId(), call.region()).stream()
        .map(Stored::shape)
        .filter(shape -> name.equals(shape.name()))
        .toList();
  }

  public CompletionStage<Outcome<DescribePartnerEventSourceResponse>> describe(
      Call call, DescribePartnerEventSourceRequest input) {
    return access.submitForAccount(
        call,
        (buses, _) ->
            offered(buses, call, input.name()).isEmpty()
                ? Outcome.rejected(BusErrors.missing("Event source " + input.name()))
                : Outcome.accepted(
                    DescribePartnerEventSourceResponse.builder()
                        .arn(partnerArn(call, input.name()))
                        .name(input.name())
                        .build()));
  }

  public CompletionStage<Outcome<ListPartnerEventSourcesResponse>> list(
      Call call, ListPartnerEventSourcesRequest input) {
    Page.Wish wish =
        new Page.Wish(
            "ListPartnerEventSources", input.namePrefix(), input.nextToken(), input.limit());
    return access.submitForAccount(
        call,
        (buses, _) -> {
          List<String> names =
              buses.shelves().offered().all(call.accountId(), call.region()).stream()
                  .map(stored -> String.valueOf(stored.shape().name()))
                  .distinct()
                  .toList();
          return Page.of(names, name -> name, wish)
              .map(
                  page ->
                      ListPartnerEventSourcesResponse.builder()
                          .partnerEventSources(
                              page.items().stream()
                                  .map(
                                      name ->
                                          PartnerEventSource.builder()
                                              .arn(partnerArn(call, name))
                                              .name(name)
                                              .build())
                                  .toList())
                          .nextToken(page.nextToken())
                          .build());
        });
  }

  public CompletionStage<Outcome<ListPartnerEventSourceAccountsResponse>> accounts(
      Call call, ListPartnerEventSourceAccountsRequest input) {
    Page.Wish wish =
        new Page.Wish("ListPartnerEventSourceAccounts", null, input.nextToken(), input.limit());
    return access
        .submitForAccount(
            call,
            (buses, _) -> {
              List<DescribeEventSourceResponse> found =
                  offered(buses, call, input.eventSourceName());
              return found.isEmpty()
                  ? Outcome.rejected(BusErrors.missing("Event source " + input.eventSourceName()))
                  : Page.of(found, PartnerEventSources::accountOf, wish);
            })
        .thenCompose(page -> withStates(call, page));
  }

  private static String accountOf(DescribeEventSourceResponse shape) {
    return Arn.parse(String.valueOf(shape.arn())).map(Arn::account).orElse("");
  }

  private CompletableFuture<Outcome<ListPartnerEventSourceAccountsResponse>> withStates(
      Call call, Outcome<Page<DescribeEventSourceResponse>> outcome) {
    if (!(outcome instanceof Outcome.Accepted<Page<DescribeEventSourceResponse>>(var page))) {
      return BusAccess.done(
          outcome.map(_ -> ListPartnerEventSourceAccountsResponse.builder().build()));
    }
    CompletableFuture<List<PartnerEventSourceAccount>> all =
        CompletableFuture.completedFuture(new ArrayList<>());
    for (DescribeEventSourceResponse shape : page.items()) {
      AccountId account = new AccountId(accountOf(shape));
      all =
          all.thenCombine(
              access.submitFor(
                  account,
                  call.region(),
                  (buses, _) -> {
                    Stored<DescribeEventSourceResponse> now =
                        buses
                            .shelves()
                            .sources()
                            .find(account, call.region(), String.valueOf(shape.name()));
                    return Outcome.accepted(now == null ? shape : now.shape());
                  }),
              (before, found) -> {
                if (found instanceof Outcome.Accepted<DescribeEventSourceResponse>(var now)) {
                  before.add(
                      PartnerEventSourceAccount.builder()
                          .account(account.value())
                          .creationTime(now.creationTime())
                          .expirationTime(now.expirationTime())
                          .state(now.state())
                          .build());
                }
                return before;
              });
    }
    return all.thenApply(
        accounts ->
            Outcome.accepted(
                ListPartnerEventSourceAccountsResponse.builder()
                    .partnerEventSourceAccounts(accounts)
                    .nextToken(page.nextToken())
                    .build()));
  }

  /// The accounts that a partner offers a source to.
  CompletableFuture<Outcome<List<String>>> accounts(Call call, String name) {
    return access.submitForAccount(
        call,
        (buses, _) ->
            Outcome.accepted(
                offered(buses, call, name).stream().map(PartnerEventSources::accountOf).toList()));
  }
}
