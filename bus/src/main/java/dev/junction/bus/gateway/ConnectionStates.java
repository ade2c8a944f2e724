package dev.junction.bus.gateway;

import dev.junction.bus.state.Buses;
import dev.junction.bus.state.Shelf;
import dev.junction.bus.state.Stored;
import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.models.events.ConnectionState;
import dev.junction.models.events.CreateConnectionRequest;
import org.jspecify.annotations.Nullable;

/// Writes down whether a connection gets tokens.
public final class ConnectionStates {

  private ConnectionStates() {}

  /// Settles a connection that was neither changed nor deleted since; nothing is written where its
  /// state is what it was.
  ///
  /// @param asked the connection as it was when a token was asked for
  /// @param problem null for a token, or why there is none
  public static Outcome<Boolean> settle(
      Buses buses,
      Transaction<Buses> tx,
      AccountId account,
      Region region,
      Stored<CreateConnectionRequest> asked,
      @Nullable String problem) {
    Shelf<CreateConnectionRequest> shelf = buses.shelves().connections();
    String name = asked.shape().name();
    Stored<CreateConnectionRequest> now = shelf.find(account, region, name);
    String state = problem == null ? ConnectionState.AUTHORIZED : ConnectionState.DEAUTHORIZED;
    if (now != null
        && now.id() == asked.id()
        && now.number(ApiDestinationGateway.VERSION) == asked.number(ApiDestinationGateway.VERSION)
        && !state.equals(now.notes().get(ApiDestinationGateway.STATE))) {
      tx.useReserve();
      shelf.put(
          tx,
          account,
          region,
          name,
          now.note(ApiDestinationGateway.STATE, state).note(ApiDestinationGateway.REASON, problem));
    }
    return Outcome.accepted(true);
  }
}
