package dev.junction.topic.state;

import dev.junction.delivery.Recipient;
import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.topic.domain.NewMessage;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.protection.DataDirection;
import dev.junction.topic.protection.ProtectionPolicy;
import dev.junction.topic.protection.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /// Lets the policy see a message that comes in.
  Outcome<Inspected> comesIn(Transaction<Topics> tx, Publication publication) {
    if (policy == null) {
      return Outcome.accepted(new Inspected(publication, List.of()));
    }
    NewMessage message = publication.message();
    Map<String, String> texts = new TreeMap<>(message.byProtocol());
    texts.put("", message.text());
    int draw = topics.drawPercent();
    List<Verdict.AuditRecord> audits = new ArrayList<>(1);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Verdict verdict =
          policy.apply(DataDirection.INBOUND, publication.principal(), text.getValue(), draw);
      if (verdict.audit().logGroup() != null) {
        audits.add(verdict.audit());
      }
      switch (verdict) {
        case Verdict.Denied _ -> {
          writeSoon(tx, publication, audits);
          return Outcome.rejected(TopicErrors.prohibited(topic.arn()));
        }
        case Verdict.Passed(String changed, _) -> text.setValue(changed);
      }
    }
    String text = texts.remove("");
    boolean same = message.text().equals(text) && texts.equals(message.byProtocol());
    Publication clean =
        same || text == null ? publication : publication.of(message.withTexts(text, texts));
    return Outcome.accepted(new Inspected(clean, audits));
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

  /// What the policy says of one message that leaves; null without a policy.
  @Nullable Departure departure() {
    return policy == null ? null : new Departure(policy::denials);
  }

  /// Whether a message may leave for a subscription. If not, that is the end of its delivery.
  ///
  /// @param departure that of the message
  boolean mayLeave(
      Transaction<Topics> tx,
      @Nullable Departure departure,
      Subscription subscription,
      Recipient recipient,
      NewMessage message) {
    if (departure == null
        || !departure.isDenied(
            subscription.record().principal(), message.textFor(subscription.receiver()))) {
      return true;
    }
    topics.writeProhibited(tx, subscription, recipient, message);
    return false;
  }
}
