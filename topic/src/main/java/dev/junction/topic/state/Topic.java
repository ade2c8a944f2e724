package dev.junction.topic.state;

import dev.junction.delivery.Body;
import dev.junction.delivery.Content;
import dev.junction.delivery.Fanout;
import dev.junction.delivery.Recipient;
import dev.junction.delivery.Source;
import dev.junction.engine.EngineErrors;
import dev.junction.engine.Transaction;
import dev.junction.expression.filter.FilterTable;
import dev.junction.identity.policy.Policy;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.topic.domain.Envelope;
import dev.junction.topic.domain.NewMessage;
import dev.junction.topic.domain.Protocol;
import dev.junction.topic.domain.SubscriptionAddress;
import dev.junction.topic.domain.SubscriptionSettings;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.domain.TopicLimits;
import dev.junction.topic.domain.TopicSettings;
import dev.junction.topic.signature.SignatureVersion;
import dev.junction.topic.signature.StringToSign;
import dev.junction.topic.state.archive.ArchivedMessage;
import dev.junction.topic.state.archive.Replay;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One topic on its partition: its subscriptions, and what a message does there. Threads: the
/// partition's.
public final class Topic {

  private final TopicAddress address;
  private final String arn;
  private final Topics topics;
  private final Source source;
  private final Map<String, Subscription> byId = new TreeMap<>();

  /// The ids of subscriptions by protocol and endpoint.
  private final Map<Place, String> byPlace = new HashMap<>();

  private record Place(Protocol protocol, String endpoint) {}

  private final Deduplication deduplication;
  private final Replays replays;
  private final Traffic traffic = new Traffic();
  private TopicRecord record;
  private @Nullable Policy policy;

  // What messages meet: the confirmed subscriptions and what they want.
  private FilterTable<Subscription> receivers = new FilterTable<>();
  private Inspection inspection;
  private long lastSequence;

  /// What the recipients of the messages that are being published take in the batch.
  private long stagedBytes;

  /// What all recipients take.
  private long recipientBytes;

  Topic(TopicAddress address, TopicRecord record, Topics topics) {
    this.address = address;
    this.topics = topics;
    this.arn = address.arn();
    this.record = record;
    this.policy = record.settings().policy();
    this.inspection = new Inspection(record.settings().protection(), topics::drawPercent);
    this.source = new Source("sns.amazonaws.com", arn, address.account().value());
    this.deduplication = new Deduplication(record.id());
    this.replays = new Replays(this, TopicLimits.ARCHIVE_BYTES_MAX);
  }

  public TopicAddress address() {
    return address;
  }

  public String arn() {
    return arn;
  }

  public TopicRecord record() {
    return record;
  }

  /// The policy that was set, or null.
  public @Nullable Policy policy() {
    return policy;
  }

  /// Its archive and the replays of it.
  Replays replays() {
    return replays;
  }

  /// How the replay of a subscription stands, as the API calls it; null without one.
  public @Nullable String replayStatus(Subscription subscription) {
    Replay replay = replays.find(subscription.record().id());
    return replay == null ? null : replay.status().written();
  }

  /// The time from which on its archive has every message; null without an archive.
  public @Nullable Instant archivedSince(Instant now) {
    return replays.beginning(now);
  }

  /// Why its attributes cannot become these; null when they can.
  public @Nullable ServiceError problem(TopicSettings changed) {
    return replays.problem(changed);
  }

  /// Why a subscription cannot have these attributes; null when it can.
  public @Nullable ServiceError problem(Instant now, SubscriptionSettings changed) {
    String policy = changed.values().get(SubscriptionSettings.REPLAY_POLICY);
    return policy == null ? null : replays.problem(now, policy);
  }

  /// Begins the replay that a confirmed subscription's policy asks for, or ends the one that it no
  /// longer asks for.
  public void replay(Transaction<Topics> tx, Subscription subscription) {
    if (subscription.record().confirmed()) {
      replays.begin(tx, subscription);
    }
  }

  SignatureVersion signatureVersion() {
    return record.settings().signatureVersion();
  }

  public Traffic.Counts traffic() {
    return traffic.counts();
  }

  /// All subscriptions in the order of their ids.
  public Collection<Subscription> subscriptions() {
    return Collections.unmodifiableCollection(byId.values());
  }

  public @Nullable Subscription subscription(String id) {
    return byId.get(id);
  }

  /// The subscription of an endpoint, or null.
  public @Nullable Subscription find(Protocol protocol, String endpoint) {
    String id = byPlace.get(new Place(protocol, endpoint));
    return id == null ? null : byId.get(id);
  }

  void restoreSequence(long sequence) {
    lastSequence = sequence;
  }

  void restore(SubscriptionRecord subscription) {
    byId.put(subscription.id(), made(subscription));
    byPlace.put(placeOf(subscription), subscription.id());
  }

  long lastSequence() {
    return lastSequence;
  }

  /// To be called once all subscriptions are restored.
  void gatherReceivers() {
    receivers = new FilterTable<>();
    boolean signs = false;
    recipientBytes = 0;
    for (Subscription each : byId.values()) {
      recipientBytes += each.sizeBytes();
      if (each.record().confirmed()) {
        receivers.put(each, each.record().settings().filter());
        signs |= topics.signer().signs(each.protocol()) && !each.isRaw();
      }
    }
    if (signs && !address.isFifo()) {
      topics.signer().expect(address, signatureVersion());
    } else {
      topics.signer().expectNone(address);
    }
  }

  private static Place placeOf(SubscriptionRecord subscription) {
    return new Place(subscription.protocol(), subscription.endpoint());
  }

  private Subscription made(SubscriptionRecord subscription) {
    SubscriptionAddress place = new SubscriptionAddress(address, subscription.id());
    return new Subscription(
        place, subscription, topics.recipient(place, subscription, record.settings()));
  }

  /// Changes the attributes.
  public void change(Transaction<Topics> tx, TopicSettings settings) {
    save(tx, record.with(settings));
    policy = settings.policy();
    inspection = new Inspection(settings.protection(), topics::drawPercent);
    // Their delivery policies may follow from the topic's.
    byId.replaceAll((_, subscription) -> made(subscription.record()));
    gatherReceivers();
    replays.settingsChanged(tx);
  }

  /// Replaces the tags.
  public void tag(Transaction<Topics> tx, Map<String, String> tags) {
    save(tx, record.withTags(tags));
  }

  private void save(Transaction<Topics> tx, TopicRecord changed) {
    tx.useReserve();
    record = changed;
    tx.put(TopicKeys.topic(address), changed.encode());
  }

  /// Whether it has room for another subscription: a message goes to all of them in one batch.
  public boolean hasRoom() {
    return recipientBytes < TopicLimits.RECIPIENT_BYTES_MAX;
  }

  /// Adds a subscription or replaces one.
  public Subscription put(Transaction<Topics> tx, SubscriptionRecord changed) {
    tx.put(TopicKeys.subscription(record.id(), changed.id()), changed.encode());
    Subscription fresh = made(changed);
    Subscription before = byId.put(changed.id(), fresh);
    recipientBytes += fresh.sizeBytes() - (before == null ? 0 : before.sizeBytes());
    byPlace.put(placeOf(changed), changed.id());
    if (before != null) {
      receivers.remove(before);
    }
    if (changed.confirmed()) {
      receivers.put(fresh, changed.settings().filter());
    }
    if (topics.signer().signs(changed.protocol()) && changed.confirmed() && !address.isFifo()) {
      topics.signer().expect(address, signatureVersion());
    }
    return fresh;
  }

  /// Changes the attributes of a subscription.
  public Subscription change(
      Transaction<Topics> tx, Subscription subscription, SubscriptionSettings settings) {
    return put(tx, subscription.record().with(settings));
  }

  /// Makes a subscription get messages from now on.
  public void confirm(Transaction<Topics> tx, Subscription subscription, boolean authenticated) {
    replay(tx, put(tx, subscription.record().asConfirmed(authenticated)));
  }

  /// The subscription that a token is for and still good for, or null.
  public @Nullable Subscription findByToken(Instant now, String token) {
    long notBefore = now.minus(TopicLimits.TOKEN_LIFE).toEpochMilli();
    for (Subscription subscription : byId.values()) {
      SubscriptionRecord each = subscription.record();
      String known = each.token();
      boolean same =
          known != null
              && MessageDigest.isEqual(
                  known.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
      if (same && (each.confirmed() || each.tokenAtMillis() >= notBefore)) {
        return subscription;
      }
    }
    return null;
  }

  /// Sends an endpoint what it needs to confirm its subscription, and forgets the subscription when
  /// it has not done so in time.
  public void askToConfirm(
      Transaction<Topics> tx, Subscription subscription, String messageId, String endpoint) {
    String token = subscription.record().token();
    Recipient recipient = subscription.recipient();
    if (token == null || recipient == null) {
      throw new IllegalStateException("Nobody to ask: " + subscription.address().arn());
    }
    boolean isMail = subscription.protocol() == Protocol.EMAIL;
    byte[] body =
        isMail
            ? Envelope.confirmationMail(arn, token, endpoint)
            : confirmation(tx, messageId, token, endpoint);
    String subject = "AWS Notification - Subscription Confirmation";
    Fanout fanout = topics.fanout();
    fanout.add(recipient, 0);
    Map<String, String> headers = headers("SubscriptionConfirmation", messageId);
    Content content =
        new Content(source, List.of(Body.fixed(body)), List.of(), subject, headers, null, null);
    topics.deliveries().dispatch(tx, content, fanout);
    TopicTimer timer =
        new TopicTimer(
            address, record.id(), subscription.record().id(), TopicTimer.Kind.UNCONFIRMED);
    tx.setTimer(tx.now().plus(TopicLimits.TOKEN_LIFE), timer.id(), timer.encode());
  }

  private byte[] confirmation(
      Transaction<Topics> tx, String messageId, String token, String endpoint) {
    StringToSign.Confirmation question = Envelope.question(arn, messageId, token, endpoint);
    String timestamp = Envelope.timestamp(tx.now());
    Envelope.Signature signature =
        topics.signer().confirmation(signatureVersion(), arn, question, timestamp, endpoint);
    return Envelope.confirmation(arn, question, timestamp, signature);
  }

  /// Removes a subscription that was not confirmed while its token was good.
  void forgetUnconfirmed(Transaction<Topics> tx, String id) {
    Subscription subscription = byId.get(id);
    long notBefore = tx.now().minus(TopicLimits.TOKEN_LIFE).toEpochMilli();
    if (subscription != null
        && !subscription.record().confirmed()
        && subscription.record().tokenAtMillis() <= notBefore) {
      remove(tx, subscription);
    }
  }

  /// Source: SNS Developer Guide, "Amazon SNS HTTP/S headers".
  private Map<String, String> headers(String type, String messageId) {
    return Map.of(
        "x-amz-sns-message-type", type,
        "x-amz-sns-message-id", messageId,
        "x-amz-sns-topic-arn", arn);
  }

  /// Removes a subscription; what is on its way still arrives.
  public void remove(Transaction<Topics> tx, Subscription subscription) {
    byId.remove(subscription.record().id());
    byPlace.remove(placeOf(subscription.record()));
    receivers.remove(subscription);
    recipientBytes -= subscription.sizeBytes();
    replays.forget(tx, subscription.record().id());
    tx.delete(TopicKeys.subscription(record.id(), subscription.record().id()));
    save(tx, record.withOneMoreDeleted());
  }

  /// Removes the topic with its subscriptions.
  void erase(Transaction<Topics> tx) {
    tx.useReserve();
    for (byte[][] range : TopicKeys.everythingOf(record.id())) {
      tx.deleteRange(range[0], range[1]);
    }
    tx.delete(TopicKeys.topic(address));
  }

  /// Sends messages on their way to every subscription that wants them. None when one of them is
  /// refused; the first ones alone when all of them would be too much for one batch of the journal.
  public Outcome<List<Published>> publish(Transaction<Topics> tx, List<Publication> publications) {
    ServiceError problem = problem(tx, publications);
    if (problem != null) {
      return Outcome.rejected(problem);
    }
    List<Publication> passed = new ArrayList<>(publications.size());
    for (Publication publication : publications) {
      switch (inspection.comesIn(publication)) {
        case Outcome.Accepted<Publication>(Publication clean) -> passed.add(clean);
        case Outcome.Rejected<Publication>(ServiceError error) -> {
          return Outcome.rejected(error);
        }
      }
    }
    List<Published> published = new ArrayList<>(passed.size());
    stagedBytes = 0;
    for (Publication each : passed) {
      if (stagedBytes > TopicLimits.RECIPIENT_BYTES_MAX / 2) {
        break;
      }
      published.add(publishOne(tx, each));
    }
    return Outcome.accepted(published);
  }

  /// Sends a message on its way to every subscription that wants it.
  public Outcome<Published> publish(Transaction<Topics> tx, Publication publication) {
    return publish(tx, List.of(publication)).map(List::getFirst);
  }

  private @Nullable ServiceError problem(Transaction<Topics> tx, List<Publication> publications) {
    if (!tx.hasSpace()) {
      return EngineErrors.SERVICE_UNAVAILABLE;
    }
    if (!address.isFifo() || record.settings().deduplicatesByContent()) {
      return null;
    }
    for (Publication publication : publications) {
      if (publication.message().deduplicationId() == null) {
        return TopicErrors.invalid(
            "The topic should either have ContentBasedDeduplication enabled or"
                + " MessageDeduplicationId provided explicitly");
      }
    }
    return null;
  }

  private Published publishOne(Transaction<Topics> tx, Publication publication) {
    return address.isFifo()
        ? publishInOrder(tx, publication)
        : dispatch(tx, publication, null, null);
  }

  private Published publishInOrder(Transaction<Topics> tx, Publication publication) {
    NewMessage message = publication.message();
    String own = message.deduplicationId();
    String id =
        own == null ? HexFormat.of().formatHex(Deduplication.sha256(message.content())) : own;
    boolean perGroup = record.settings().deduplicatesPerGroup();
    String scope = perGroup ? Objects.requireNonNullElse(message.groupId(), "") : "";
    byte[] digest = Deduplication.digest(scope, id);
    Deduplication.Accepted earlier = deduplication.find(tx, digest);
    if (earlier != null) {
      return new Published(earlier.messageId(), format(earlier.sequence()));
    }
    lastSequence++;
    tx.put(TopicKeys.sequence(record.id()), Topics.numberValue(lastSequence));
    deduplication.add(tx, digest, lastSequence, message.id());
    Published published = dispatch(tx, publication, format(lastSequence), id);
    replays.keep(tx, lastSequence, new ArchivedMessage(0, id, publication.endpoint(), message));
    return published;
  }

  /// Source: what LocalStack recorded from the real service: sequence numbers have 20 digits.
  private static String format(long sequence) {
    return String.format(Locale.ROOT, "1%019d", sequence);
  }

  private Published dispatch(
      Transaction<Topics> tx,
      Publication publication,
      @Nullable String sequence,
      @Nullable String deduplicationId) {
    NewMessage message = publication.message();
    Bodies bodies = new Bodies(this, topics.signer(), publication, sequence);
    Fanout fanout = topics.fanout();
    for (Subscription subscription : receivers.matching(message.forFilters())) {
      Recipient recipient = subscription.recipient();
      if (recipient != null
          && !replays.withholds(subscription)
          && inspection.mayLeave(subscription, message)) {
        fanout.add(recipient, bodies.of(subscription.protocol(), subscription.isRaw()));
      }
    }
    stagedBytes += fanout.sizeBytes();
    int unwanted = receivers.size() - fanout.count();
    traffic.count(fanout.count(), unwanted);
    MessageWay.note(topics.deliveries().traces(), tx, arn, publication, fanout.count(), unwanted);
    send(tx, fanout, bodies, publication, deduplicationId);
    return new Published(message.id(), sequence);
  }

  /// Sends one subscription a message of the archive.
  ///
  /// @param marks whether it says of itself that it is a replayed one
  void deliverAgain(
      Transaction<Topics> tx,
      Subscription subscription,
      long sequence,
      ArchivedMessage archived,
      boolean marks) {
    NewMessage message = marks ? archived.message().replayed() : archived.message();
    Recipient recipient = subscription.recipient();
    if (recipient == null || !inspection.mayLeave(subscription, message)) {
      return;
    }
    Publication publication = new Publication(message, null, null, "", archived.endpoint(), null);
    Bodies bodies = new Bodies(this, topics.signer(), publication, format(sequence));
    Fanout fanout = topics.fanout();
    fanout.add(recipient, bodies.of(subscription.protocol(), subscription.isRaw()));
    send(tx, fanout, bodies, publication, archived.deduplicationId());
  }

  private void send(
      Transaction<Topics> tx,
      Fanout fanout,
      Bodies bodies,
      Publication publication,
      @Nullable String deduplicationId) {
    NewMessage message = publication.message();
    long now = tx.now().toEpochMilli();
    Content content =
        new Content(
                source,
                bodies.all(),
                message.attributes(),
                message.subject(),
                headers("Notification", message.id().toString()),
                message.groupId(),
                deduplicationId)
            .with(fanout.isReported() ? message.stamp() : null)
            .marked(topics.deliveries().traces().mark(publication.trace(), message.id(), now));
    topics.deliveries().dispatch(tx, content, fanout);
  }
}
