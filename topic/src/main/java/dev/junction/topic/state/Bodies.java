package dev.junction.topic.state;

import dev.junction.delivery.Body;
import dev.junction.topic.domain.Envelope;
import dev.junction.topic.domain.NewMessage;
import dev.junction.topic.domain.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The forms of one message's body, each made when the first subscription needs it.
final class Bodies {

  private final String topicArn;
  private final Publication publication;
  private final @Nullable String sequence;
  private final List<Body> made = new ArrayList<>(2);
  private final List<String> texts = new ArrayList<>(2);
  private final List<Boolean> raws = new ArrayList<>(2);

  Bodies(String topicArn, Publication publication, @Nullable String sequence) {
    this.topicArn = topicArn;
    this.publication = publication;
    this.sequence = sequence;
  }

  /// The forms that were made, by their numbers.
  List<Body> all() {
    return made;
  }

  /// The number of the form that a subscription gets.
  int of(Protocol protocol, boolean isRaw) {
    boolean raw =
        switch (protocol) {
          case SQS, HTTP, HTTPS, FIREHOSE, LAMBDA -> isRaw;
          case EMAIL_JSON -> false;
          // People and devices get the message alone.
          case EMAIL, SMS, APPLICATION -> true;
        };
    String text = publication.message().textFor(protocol);
    for (int i = 0; i < made.size(); i++) {
      // Texts of one message are the same object unless a protocol has its own.
      if (raws.get(i) == raw && texts.get(i).equals(text)) {
        return i;
      }
    }
    made.add(raw ? Body.fixed(text.getBytes(StandardCharsets.UTF_8)) : wrapped(text));
    texts.add(text);
    raws.add(raw);
    return made.size() - 1;
  }

  private Body wrapped(String text) {
    NewMessage message = publication.message();
    Body prepared = publication.prepared();
    return prepared != null && sequence == null && text.equals(message.text())
        ? prepared
        : Envelope.notification(
            topicArn, message, text, sequence, publication.signature(), publication.endpoint());
  }
}
