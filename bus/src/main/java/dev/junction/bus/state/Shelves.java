package dev.junction.bus.state;

import dev.junction.engine.PartitionContext;
import dev.junction.models.events.CreateConnectionRequest;
import dev.junction.models.events.DescribeApiDestinationResponse;
import dev.junction.models.events.DescribeArchiveResponse;
import dev.junction.models.events.DescribeEndpointResponse;
import dev.junction.models.events.DescribeEventSourceResponse;
import dev.junction.models.events.DescribeReplayResponse;
import dev.junction.storage.seal.Sealer;
import org.jspecify.annotations.Nullable;

/// What accounts have beside buses, by kind. Threads: the partition's.
public final class Shelves {

  private final Shelf<DescribeArchiveResponse> archives =
      new Shelf<>('a', DescribeArchiveResponse::read);
  private final Shelf<DescribeReplayResponse> replays =
      new Shelf<>('r', DescribeReplayResponse::read);
  private final Shelf<CreateConnectionRequest> connections;
  private final Shelf<DescribeApiDestinationResponse> destinations =
      new Shelf<>('d', DescribeApiDestinationResponse::read);
  private final Shelf<DescribeEndpointResponse> endpoints =
      new Shelf<>('e', DescribeEndpointResponse::read);
  private final Shelf<DescribeEventSourceResponse> sources =
      new Shelf<>('s', DescribeEventSourceResponse::read);
  private final Shelf<DescribeEventSourceResponse> offered =
      new Shelf<>('o', DescribeEventSourceResponse::read);

  /// @param secrets what seals connections; null where nothing is kept
  Shelves(@Nullable Sealer secrets) {
    connections = new Shelf<>('c', CreateConnectionRequest::read, secrets);
  }

  /// Reads everything back.
  void open(PartitionContext context) {
    archives.open(context);
    replays.open(context);
    connections.open(context);
    destinations.open(context);
    endpoints.open(context);
    sources.open(context);
    offered.open(context);
  }

  public Shelf<DescribeArchiveResponse> archives() {
    return archives;
  }

  public Shelf<DescribeReplayResponse> replays() {
    return replays;
  }

  /// Connections with their secrets, as they were created.
  public Shelf<CreateConnectionRequest> connections() {
    return connections;
  }

  public Shelf<DescribeApiDestinationResponse> destinations() {
    return destinations;
  }

  public Shelf<DescribeEndpointResponse> endpoints() {
    return endpoints;
  }

  /// Event sources of partners, at the accounts that they are for.
  public Shelf<DescribeEventSourceResponse> sources() {
    return sources;
  }

  /// Event sources at the partners that offer them, by name and account.
  public Shelf<DescribeEventSourceResponse> offered() {
    return offered;
  }
}
