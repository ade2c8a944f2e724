package dev.junction.delivery.outbound;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which requests may use connections that stay open for the next one.
///
/// Limits: [#OF_ONE_MAX] such connections to one address, [#IN_ALL_MAX] altogether; what comes on
/// top has a connection of its own. Threads: any.
final class KeptConnections {

  static final int OF_ONE_MAX = 8;
  static final int IN_ALL_MAX = 256;

  private static final class Place {
    private int open;
    private int busy;
  }

  private final Map<String, Place> places = new HashMap<>();
  private final Map<Object, Lease> byConnection = new HashMap<>();
  private int openInAll;
  private int connecting;

  /// The right of one request to use a connection that is kept.
  final class Lease {

    private final String address;
    private boolean isConnecting = true;
    private boolean isOver;

    private Lease(String address) {
      this.address = address;
    }

    /// The request has a connection. Whether an earlier one has had it, too.
    boolean connected(Object connection) {
      synchronized (KeptConnections.this) {
        leaveConnecting();
        boolean isReused = byConnection.put(connection, this) != null;
        if (!isReused) {
          place(address).open++;
          openInAll++;
        }
        return isReused;
      }
    }

    /// The request is over.
    void end() {
      synchronized (KeptConnections.this) {
        leaveConnecting();
        if (!isOver) {
          isOver = true;
          place(address).busy--;
          forget(address);
        }
      }
    }

    private void leaveConnecting() {
      connecting -= isConnecting ? 1 : 0;
      isConnecting = false;
    }
  }

  /// A lease for a request to an address; null when it must use a connection of its own.
  synchronized @Nullable Lease lease(String address) {
    Place place = place(address);
    boolean mayOpen = openInAll + connecting < IN_ALL_MAX;
    if (place.busy >= OF_ONE_MAX || (place.open <= place.busy && !mayOpen)) {
      forget(address);
      return null;
    }
    place.busy++;
    connecting++;
    return new Lease(address);
  }

  /// A connection is gone.
  void closed(Object connection) {
    Lease last;
    synchronized (this) {
      last = byConnection.remove(connection);
      if (last != null) {
        place(last.address).open--;
        openInAll--;
        forget(last.address);
      }
    }
    if (last != null) {
      last.end();
    }
  }

  /// How many connections are open.
  synchronized int open() {
    return openInAll;
  }

  private Place place(String address) {
    return places.computeIfAbsent(address, _ -> new Place());
  }

  private void forget(String address) {
    Place place = place(address);
    if (place.open == 0 && place.busy == 0) {
      places.remove(address);
    }
  }
}
