package dev.junction.delivery;

import dev.junction.delivery.format.FieldWriter;
import dev.junction.engine.PartitionContext;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Region;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The only door to deliveries: targets register here, sources dispatch here.
///
/// Durability: what a transaction dispatches is part of its batch: the message once for each
/// partition that has recipients, whatever their number. Threads: any; [#dispatch] those of the
/// transaction's partition.
public final class DeliveryModule {

  private final Targets targets = new Targets();
  private final DeliveryCounts counts = new DeliveryCounts();
  private final DeliveryPartitionService service = new DeliveryPartitionService(targets, counts);

  /// What an engine needs to deliver.
  public PartitionService<?> partitionService() {
    return service;
  }

  /// Where services register their resources.
  public Targets targets() {
    return targets;
  }

  /// What became of messages so far.
  public DeliveryCounts counts() {
    return counts;
  }

  /// A recipient whose target an ARN names; empty when no service has such targets.
  ///
  /// @param context of any partition
  /// @param reference what tells it apart from the source's other recipients
  public Optional<Recipient> recipient(
      PartitionContext context,
      String target,
      String reference,
      boolean withAttributes,
      @Nullable String deadLetterTarget) {
    int partition = DeliveryPartitionService.partitionOf(context, targets, target);
    return partition < 0
        ? Optional.empty()
        : Optional.of(Recipient.of(partition, target, reference, withAttributes, deadLetterTarget));
  }

  /// An empty list of recipients.
  public Fanout fanout(PartitionContext context) {
    return new Fanout(context.partitions());
  }

  /// Sends a message on its way to its recipients and empties the list of them.
  public void dispatch(Transaction<?> tx, Content content, Fanout fanout) {
    if (fanout.count() > 0) {
      tx.with(service, (_, joined) -> send(joined, content, fanout));
    }
    fanout.clear();
  }

  private static int send(Transaction<Deliveries> tx, Content content, Fanout fanout) {
    byte[] common = null;
    int sent = 0;
    for (int partition = 0; partition < fanout.partitions(); partition++) {
      byte[] recipients = fanout.recipients(partition);
      if (recipients == null) {
        continue;
      }
      if (common == null) {
        common = Dispatch.begin(/* isDeadLetter= */ false, content, 1024).toBytes();
      }
      FieldWriter out = new FieldWriter(common.length + recipients.length);
      tx.send(partition, out.raw(common).raw(recipients).toBytes());
      sent++;
    }
    return sent;
  }

  /// Whether an ARN is one of an account and region.
  static boolean hasPlace(Arn arn) {
    return AccountId.isValid(arn.account()) && Region.isValid(arn.region());
  }
}
