package dev.junction.bus.operation.destination;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.gateway.ConnectionStates;
import dev.junction.bus.state.Stored;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.models.events.ConnectionState;
import dev.junction.models.events.CreateConnectionRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How connections get from `AUTHORIZING` to what comes of it: by a first token, in its own time.
public final class Authorization {

  private final BusAccess access;
  private final Function<Stored<CreateConnectionRequest>, CompletableFuture<@Nullable String>>
      authorizer;

  /// @param authorizer gets a first token: null for one, or why there is none
  public Authorization(
      BusAccess access,
      Function<Stored<CreateConnectionRequest>, CompletableFuture<@Nullable String>> authorizer) {
    this.access = access;
    this.authorizer = authorizer;
  }

  private static boolean isOpen(Stored<CreateConnectionRequest> stored) {
    return ConnectionState.AUTHORIZING.equals(new ConnectionView(stored).state());
  }

  /// Begins for a connection that was created or changed.
  void begin(AccountId account, Region region, Stored<CreateConnectionRequest> stored) {
    if (!isOpen(stored)) {
      return;
    }
    var _ =
        authorizer
            .apply(stored)
            .thenCompose(
                problem ->
                    access.submitFor(
                        account,
                        region,
                        (buses, tx) ->
                            ConnectionStates.settle(buses, tx, account, region, stored, problem)));
  }

  /// Begins anew for the connections whose first token was on its way when the process ended. To be
  /// called once requests may leave.
  public void resume() {
    var _ =
        access
            .everywhere(
                buses ->
                    buses.shelves().connections().everything().stream()
                        .filter(Authorization::isOpen)
                        .toList())
            .thenAccept(
                outcome -> {
                  if (outcome
                      instanceof Outcome.Accepted<List<Stored<CreateConnectionRequest>>>(var all)) {
                    all.forEach(this::resume);
                  }
                });
  }

  private void resume(Stored<CreateConnectionRequest> stored) {
    Arn arn = Arn.parse(new ConnectionView(stored).arn()).orElseThrow();
    begin(new AccountId(arn.account()), new Region(arn.region()), stored);
  }
}
