package dev.junction.topic.state;

import dev.junction.delivery.Body;
import dev.junction.delivery.Fanout;
import dev.junction.delivery.Recipient;
import dev.junction.topic.domain.Envelope;
import dev.junction.topic.domain.NewMessage;
import dev.junction.topic.domain.Protocol;
import dev.junction.topic.domain.Signer;
import dev.junction.wire.codec.xml.XmlCharacters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The forms of one message's body, each made when the first subscription needs it.
final class Bodies {

  /// What a form is.
  private enum Form {
    RAW,
    MAIL,
    WRAPPED,
    SIGNED
  }

  private record Made(Form form, String text) {}

  private final Topic topic;
  private final Signer signer;
  private final Publication publication;
  private final @Nullable String sequence;
  private final List<Body> bodies = new ArrayList<>(2);
  private final List<Made> made = new ArrayList<>(2);

  /// The text of text messages, once the first phone needs it.
  private @Nullable String forPhones;

  /// Whether queues take the text as it is, once the first needs to know.
  private @Nullable Boolean isForQueues;

  Bodies(Topic topic, Signer signer, Publication publication, @Nullable String sequence) {
    this.topic = topic;
    this.signer = signer;
    this.publication = publication;
    this.sequence = sequence;
  }

  /// The forms that were made, by their numbers.
  List<Body> all() {
    return bodies;
  }

  /// Adds a subscription to those that get the message. A raw one that no queue takes goes to the
  /// dead-letter queue in its envelope, which holds all attributes and characters.
  void add(Fanout fanout, Subscription subscription, Recipient recipient) {
    Recipient lettered =
        recipient.deadLetterTarget() == null || fits(subscription)
            ? recipient
            : recipient.withLetters(of(subscription, false));
    fanout.add(lettered, of(subscription, subscription.isRaw()));
  }

  private boolean fits(Subscription subscription) {
    return subscription.takes(publication.message().attributes().size())
        && (!subscription.isRawToQueue() || isForQueues(subscription));
  }

  private boolean isForQueues(Subscription queue) {
    if (isForQueues == null) {
      isForQueues = XmlCharacters.isAllowed(text(queue));
    }
    return isForQueues;
  }

  /// The number of the form that a subscription gets.
  private int of(Subscription subscription, boolean isRaw) {
    String text = text(subscription);
    Form form = form(subscription.protocol(), isRaw);
    for (int i = 0; i < made.size(); i++) {
      // Texts of one message are the same object unless a protocol has its own.
      if (made.get(i).form == form && made.get(i).text.equals(text)) {
        return i;
      }
    }
    bodies.add(
        switch (form) {
          case RAW -> Body.fixed(text.getBytes(StandardCharsets.UTF_8));
          case MAIL -> Envelope.mail(text, publication.endpoint());
          case WRAPPED -> wrapped(text);
          case SIGNED -> envelope(text, signature(text));
        });
    made.add(new Made(form, text));
    return made.size() - 1;
  }

  private String text(Subscription subscription) {
    String text = publication.message().textFor(subscription.receiver());
    if (subscription.protocol() != Protocol.SMS) {
      return text;
    }
    if (forPhones == null) {
      forPhones = topic.record().settings().textMessagePrefix() + text;
    }
    return forPhones;
  }

  private Form form(Protocol protocol, boolean isRaw) {
    return switch (protocol) {
      case SQS, HTTP, HTTPS, FIREHOSE, LAMBDA, EMAIL_JSON -> {
        boolean signs = sequence == null && signer.signs(protocol);
        yield isRaw ? Form.RAW : signs ? Form.SIGNED : Form.WRAPPED;
      }
      // People and devices get the message alone.
      case EMAIL -> Form.MAIL;
      case SMS, APPLICATION -> Form.RAW;
    };
  }

  private Body wrapped(String text) {
    Body prepared = publication.prepared();
    return prepared != null && sequence == null && text.equals(publication.message().text())
        ? prepared
        : envelope(text, null);
  }

  private Body envelope(String text, Envelope.@Nullable Signature signature) {
    return Envelope.notification(
        topic.arn(), publication.message(), text, sequence, signature, publication.endpoint());
  }

  private Envelope.Signature signature(String text) {
    NewMessage message = publication.message();
    Envelope.Signature early = publication.signature();
    return early != null
            && text.equals(message.text())
            && early.version().equals(topic.signatureVersion().apiName())
        ? early
        : signer.notification(
            topic.signatureVersion(), topic.arn(), message, text, publication.endpoint());
  }
}
