package dev.junction.topic.state;

import dev.junction.delivery.Recipient;
import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.topic.domain.NewMessage;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.domain.TopicSettings;
import dev.junction.topic.protection.MessageLook;
import dev.junction.topic.protection.ProtectionPolicy;
import dev.junction.topic.protection.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a topic's data protection policy does with messages, and what is written of that. Source:
/// SNS Developer Guide, "Data protection policy operations".
///
/// @param topic the topic
/// @param policy the policy, or null without one
/// @param topics the topics of the partition
record Inspection(TopicAddress topic, @Nullable ProtectionPolicy policy, Topics topics) {

  /// A message that may come in.
  ///
  /// @param publication the message as it goes on
  /// @param audits what is to be written of it once it does
  record Inspected(Publication publication, List<Verdict.AuditRecord> audits) {}

  /// That of a topic with these attributes, from now on.
  static Inspection of(TopicAddress topic, TopicSettings settings, Topics topics) {
    ProtectionPolicy policy = settings.protection();
    topics.protectedTopics().changed(topic.arn(), policy);
    return new Inspection(topic, policy, topics);
  }

  /// What the policy says of a message that comes in; null without a policy. What was found out
  /// before counts if the policy is still the same.
  @Nullable MessageLook look(Publication publication) {
    if (policy == null) {
      return null;
    }
    MessageLook early = publication.look();
    if (early != null && early.policy().equals(policy)) {
      return early;
    }
    NewMessage message = publication.message();
    return MessageLook.late(
        policy,
        publication.principal(),
        message.text(),
        message.byProtocol(),
        topics.drawPercent());
  }

  /// Lets a message in, or not.
  ///
  /// @param look what the policy says of it, or null without one
  Outcome<Inspected> comesIn(
      Transaction<Topics> tx, Publication publication, @Nullable MessageLook look) {
    if (look == null) {
      return Outcome.accepted(new Inspected(publication.seen(null), List.of()));
    }
    if (look.isDenied()) {
      writeSoon(tx, publication, look.audits());
      return Outcome.rejected(TopicErrors.prohibited(topic.arn()));
    }
    NewMessage message = publication.message();
    boolean same =
        message.text().equals(look.text()) && message.byProtocol().equals(look.byProtocol());
    return Outcome.accepted(
        new Inspected(
            same
                ? publication.seen(look)
                : publication.seen(look).of(message.withTexts(look.text(), look.byProtocol())),
            look.audits()));
  }

  /// Writes what audits saw of a message that is refused: its own transaction may write nothing.
  private void writeSoon(
      Transaction<Topics> tx, Publication publication, List<Verdict.AuditRecord> audits) {
    if (!audits.isEmpty()) {
      tx.wakeAt(
          tx.nanos(),
          (_, then) -> {
            write(then, new Inspected(publication, audits));
            return Outcome.accepted(true);
          });
    }
  }

  /// Writes what audits saw of a message, unless there is no space for that.
  void write(Transaction<Topics> tx, Inspected message) {
    if (tx.hasSpaceToSpare()) {
      message.audits().forEach(audit -> topics.writeAudit(tx, topic, message.publication(), audit));
    }
  }

  /// What the policy says of a message that leaves again; null without a policy.
  @Nullable MessageLook leaving() {
    return policy == null ? null : MessageLook.leaving(policy);
  }

  /// Whether a message may leave for a subscription. If not, that is the end of its delivery.
  ///
  /// @param look what the policy says of the message; null without one
  boolean mayLeave(
      Transaction<Topics> tx,
      @Nullable MessageLook look,
      Subscription subscription,
      Recipient recipient,
      NewMessage message) {
    if (look == null
        || look.mayLeaveFor(
            subscription.record().principal(), message.textFor(subscription.receiver()))) {
      return true;
    }
    topics.writeProhibited(tx, subscription, recipient, message);
    return false;
  }
}
