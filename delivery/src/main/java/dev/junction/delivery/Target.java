package dev.junction.delivery;

import dev.junction.engine.PartitionContext;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Region;

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

  /// The service that the resources belong to.
  PartitionService<S> partitionService();

  /// The partition that a resource belongs to; where a service does not say anything else, the one
  /// that its ARN picks.
  default int partitionOf(PartitionContext context, Arn arn) {
    return context.partitionOf(
        new AccountId(arn.account()),
        new Region(arn.region()),
        arn.service(),
        placeOf(arn.resource()));
  }

  /// Takes a message in, on the partition of the resource. Whether the source may deliver here is
  /// this method's to decide, by the resource's policy.
  Arrival take(S state, Transaction<S> tx, Handover handover);
}
