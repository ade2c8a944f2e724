package dev.junction.delivery;

import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;

/// What the resources of a service do with a message that is delivered to them.
///
/// @param <S> the service's view of a partition
public interface Target<S> {

  /// The service in the ARNs of these resources, as in `sqs`.
  String arnService();

  /// What a resource is called where partitions are picked, from the last part of its ARN: as it is
  /// there, when every resource has one ARN only.
  default String placeOf(String resource) {
    return resource;
  }

  /// The service that the resources belong to. Its name in [dev.junction.engine.Engine#partitionOf]
  /// is that of the ARNs.
  PartitionService<S> partitionService();

  /// Takes a message in, on the partition of the resource. Whether the source may deliver here is
  /// this method's to decide, by the resource's policy.
  Arrival take(S state, Transaction<S> tx, Handover handover);
}
