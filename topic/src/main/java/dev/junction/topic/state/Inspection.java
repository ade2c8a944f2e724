package dev.junction.topic.state;

import dev.junction.kernel.Outcome;
import dev.junction.topic.domain.NewMessage;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.protection.DataDirection;
import dev.junction.topic.protection.ProtectionPolicy;
import dev.junction.topic.protection.Verdict;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// What a topic's data protection policy does with messages. Source: SNS Developer Guide, "Data
/// protection policy operations".
///
/// @param policy the policy, or null without one
/// @param drawPercent a number from 0 to 99, by chance
record Inspection(@Nullable ProtectionPolicy policy, IntSupplier drawPercent) {

  /// Lets the policy see a message that comes in.
  Outcome<Publication> comesIn(Publication publication) {
    if (policy == null) {
      return Outcome.accepted(publication);
    }
    NewMessage message = publication.message();
    Map<String, String> texts = new TreeMap<>(message.byProtocol());
    texts.put("", message.text());
    for (Map.Entry<String, String> text : texts.entrySet()) {
      int draw = drawPercent.getAsInt();
      switch (policy.apply(DataDirection.INBOUND, publication.principal(), text.getValue(), draw)) {
        case Verdict.Denied _ -> {
          return Outcome.rejected(
              TopicErrors.invalid(
                  "Message", "the data protection policy of the topic denies what it holds"));
        }
        case Verdict.Passed(String changed, _) -> text.setValue(changed);
      }
    }
    String text = texts.remove("");
    boolean same = message.text().equals(text) && texts.equals(message.byProtocol());
    return Outcome.accepted(
        same || text == null ? publication : publication.of(message.withTexts(text, texts)));
  }

  /// Whether a message may leave for a subscription.
  boolean mayLeave(Subscription subscription, NewMessage message) {
    return policy == null
        || policy.apply(
                DataDirection.OUTBOUND,
                subscription.record().principal(),
                message.textFor(subscription.protocol()),
                drawPercent.getAsInt())
            instanceof Verdict.Passed;
  }
}
