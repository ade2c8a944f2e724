package dev.junction.topic.state;

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
import dev.junction.topic.domain.DeliveryPolicy;
import dev.junction.topic.domain.NewMessage;
import dev.junction.topic.domain.Protocol;
import dev.junction.topic.domain.SubscriptionAddress;
import dev.junction.topic.domain.SubscriptionSettings;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.domain.TopicLimits;
import dev.junction.topic.domain.TopicSettings;
import dev.junction.topic.protection.MessageLook;
import dev.junction.topic.signature.SignatureVersion;
import dev.junction.topic.state.archive.ArchivedMessage;
import dev.junction.topic.state.archive.Replay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One topic on its partition: its subscriptions, and what a message does there. Threads: the
/// partition's.
public final class Topic {

  private final TopicAddress address;
  private final String arn;
  private final Topics topics;
  private final Source source;
  private final Subscriptions subscriptions = new Subscriptions();
  private final Deduplication deduplication;
  private final Replays replays;
  private final Confirmations confirmations;
  private final Traffic traffic = new Traffic();
  private TopicRecord record;
  private @Nullable Policy policy;

  /// How messages go to subscriptions outside that say nothing of it.
  private DeliveryPolicy deliveryPolicy;

  // What messages meet: the confirmed subscriptions and what they want.
  private FilterTable<Subscription> receivers = new FilterTable<>();
  private Inspection inspection;
  private long lastSequence;

  /// What all recipients take.
  private long recipientBytes;

  Topic(TopicAddress address, TopicRecord record, Topics topics) {
    this.address = address;
    this.topics = topics;
    this.arn = address.arn();
    this.record = record;
    this.policy = record.settings().policy();
    this.deliveryPolicy = DeliveryPolicy.of(record.settings());
    this.inspection = Inspection.of(address, record.settings(), topics);
    this.source = new Source("sns.amazonaws.com", arn, address.account().value());
    this.deduplication = new Deduplication(record.id());
    this.replays = new Replays(this, TopicLimits.ARCHIVE_BYTES_MAX);
    this.confirmations = new Confirmations(this, topics);
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

  /// What its subscriptions and their endpoints agree on.
  public Confirmations confirmations() {
    return confirmations;
  }

  /// Who its messages come from.
  Source source() {
    return source;
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
    ServiceError problem = replays.problem(changed);
    if (problem != null || !record.settings().changesRecipients(changed)) {
      return problem;
    }
    long bytes = 0;
    DeliveryPolicy general = DeliveryPolicy.of(changed);
    for (Subscription each : subscriptions.all()) {
      bytes += made(each.record(), changed, general).sizeBytes();
    }
    return bytes > recipientBytes && bytes > TopicLimits.RECIPIENT_BYTES_MAX
        ? TopicErrors.invalid("the subscriptions of the topic would take too much space")
        : null;
  }

  /// Why a subscription cannot have these attributes; null when it can.
  public @Nullable ServiceError problem(Subscription subscription, SubscriptionSettings changed) {
    int before = subscription.sizeBytes();
    int after = made(subscription.record().with(changed)).sizeBytes();
    return after > before && recipientBytes - before + after > TopicLimits.RECIPIENT_BYTES_MAX
        ? TopicErrors.invalid("the subscriptions of the topic would take too much space")
        : null;
  }

  /// Why a subscription cannot be replayed as its attributes say; null when it can.
  public @Nullable ServiceError replayProblem(Instant now, SubscriptionSettings changed) {
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
    return subscriptions.all();
  }

  public @Nullable Subscription subscription(String id) {
    return subscriptions.find(id);
  }

  /// The subscription of an endpoint, or null.
  public @Nullable Subscription find(Protocol protocol, String endpoint) {
    return subscriptions.find(protocol, endpoint);
  }

  /// The subscription that was given a token, or null.
  @Nullable Subscription withToken(String token) {
    return subscriptions.withToken(token);
  }

  void restoreSequence(long sequence) {
    lastSequence = sequence;
  }

  void restore(SubscriptionRecord subscription) {
    subscriptions.put(made(subscription));
  }

  long lastSequence() {
    return lastSequence;
  }

  /// To be called once all subscriptions are restored.
  void gatherReceivers() {
    receivers = new FilterTable<>();
    recipientBytes = 0;
    for (Subscription each : subscriptions.all()) {
      recipientBytes += each.sizeBytes();
      if (each.record().confirmed()) {
        receivers.put(each, each.record().settings().filter());
      }
    }
    expectSignatures();
  }

  private void expectSignatures() {
    boolean signs = !address.isFifo() && subscriptions.all().stream().anyMatch(this::isSigned);
    if (signs) {
      topics.signer().expect(address, signatureVersion());
    } else {
      topics.signer().expectNone(address);
    }
  }

  private boolean isSigned(Subscription subscription) {
    return subscription.record().confirmed()
        && topics.signer().signs(subscription.protocol())
        && !subscription.isRaw();
  }

  private Subscription made(SubscriptionRecord subscription) {
    return made(subscription, record.settings(), deliveryPolicy);
  }

  private Subscription made(
      SubscriptionRecord subscription, TopicSettings settings, DeliveryPolicy general) {
    SubscriptionAddress place = new SubscriptionAddress(address, subscription.id());
    DeliveryPolicy policy = DeliveryPolicy.of(general, subscription.settings());
    return new Subscription(
        place, subscription, topics.recipient(place, subscription, settings, policy));
  }

  /// How its messages go to subscriptions outside that say nothing of it.
  public DeliveryPolicy deliveryPolicy() {
    return deliveryPolicy;
  }

  /// How its messages go to a subscription outside.
  public DeliveryPolicy deliveryPolicy(SubscriptionSettings settings) {
    return DeliveryPolicy.of(deliveryPolicy, settings);
  }

  /// Changes the attributes.
  public void change(Transaction<Topics> tx, TopicSettings settings) {
    boolean changesRecipients = record.settings().changesRecipients(settings);
    save(tx, record.with(settings));
    policy = settings.policy();
    inspection = Inspection.of(address, settings, topics);
    if (changesRecipients) {
      deliveryPolicy = DeliveryPolicy.of(settings);
      subscriptions.replaceAll(each -> made(each.record()));
      gatherReceivers();
    } else {
      expectSignatures();
    }
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
  public boolean hasRoomFor(SubscriptionRecord another) {
    return recipientBytes + made(another).sizeBytes() <= TopicLimits.RECIPIENT_BYTES_MAX;
  }

  /// Adds a subscription or replaces one.
  public Subscription put(Transaction<Topics> tx, SubscriptionRecord changed) {
    tx.put(TopicKeys.subscription(record.id(), changed.id()), changed.encode());
    Subscription fresh = made(changed);
    Subscription before = subscriptions.put(fresh);
    recipientBytes += fresh.sizeBytes() - (before == null ? 0 : before.sizeBytes());
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

  /// Source: SNS Developer Guide, "Amazon SNS HTTP/S headers".
  Map<String, String> headers(String type, String messageId) {
    return Map.of(
        "x-amz-sns-message-type", type,
        "x-amz-sns-message-id", messageId,
        "x-amz-sns-topic-arn", arn);
  }

  /// Removes a subscription; what is on its way still arrives.
  public void remove(Transaction<Topics> tx, Subscription subscription) {
    subscriptions.remove(subscription.record());
    receivers.remove(subscription);
    recipientBytes -= subscription.sizeBytes();
    replays.forget(tx, subscription.record().id());
    tx.delete(TopicKeys.subscription(record.id(), subscription.record().id()));
    save(tx, record.withOneMoreDeleted());
  }

  /// Removes the topic with its subscriptions.
  void erase(Transaction<Topics> tx) {
    tx.useReserve();
    topics.protectedTopics().changed(arn, null);
    for (byte[][] range : TopicKeys.everythingOf(record.id())) {
      tx.deleteRange(range[0], range[1]);
    }
    tx.delete(TopicKeys.topic(address));
  }

  /// Sends messages on their way to every subscription that wants them, except those that the data
  /// protection policy prohibits. The first ones alone when all of them would be too much for one
  /// batch of the journal, or too much for the policy to look at here.
  ///
  /// @return what became of the first ones, at least one, in their order
  public Outcome<List<Outcome<Published>>> publish(
      Transaction<Topics> tx, List<Publication> publications) {
    ServiceError problem = problem(tx, publications);
    if (problem != null) {
      return Outcome.rejected(problem);
    }
    List<Outcome<Published>> outcomes = new ArrayList<>(publications.size());
    long looks = 0;
    for (Publication publication : publications) {
      if (!outcomes.isEmpty()
          && (tx.stagedBytes() > TopicLimits.STAGED_BYTES_MAX
              || looks > MessageLook.LOOKS_AT_ONCE)) {
        break;
      }
      MessageLook look = inspection.look(publication);
      outcomes.add(
          inspection
              .comesIn(tx, publication, look)
              .map(
                  passed -> {
                    inspection.write(tx, passed);
                    return publishOne(tx, passed.publication());
                  }));
      looks += look == null ? 0 : look.looksOnPartition();
    }
    return Outcome.accepted(outcomes);
  }

  /// Sends a message on its way to every subscription that wants it.
  public Outcome<Published> publish(Transaction<Topics> tx, Publication publication) {
    return publish(tx, List.of(publication)).then(List::getFirst);
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
    replays.keep(tx, lastSequence, new ArchivedMessage(id, publication.endpoint(), message));
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
    MessageLook look = publication.look();
    for (Subscription subscription : receivers.matching(message.forFilters())) {
      Recipient recipient = subscription.recipient();
      if (recipient != null
          && !replays.withholds(subscription)
          && inspection.mayLeave(tx, look, subscription, recipient, message)) {
        bodies.add(fanout, subscription, recipient);
      }
    }
    int unwanted = receivers.size() - fanout.count();
    traffic.count(fanout.count(), unwanted);
    MessageWay.note(topics.deliveries().traces(), tx, arn, publication, fanout.count(), unwanted);
    send(tx, fanout, bodies, publication, deduplicationId);
    return new Published(message.id(), sequence);
  }

  /// Sends one subscription a message of the archive.
  ///
  /// @param marks whether it says of itself that it is a replayed one
  /// @return how often a data protection policy looked at it
  long deliverAgain(
      Transaction<Topics> tx,
      Subscription subscription,
      long sequence,
      ArchivedMessage archived,
      boolean marks) {
    NewMessage message =
        marks && subscription.takes(archived.message().attributes().size() + 1)
            ? archived.message().replayed()
            : archived.message();
    Recipient recipient = subscription.recipient();
    MessageLook look = inspection.leaving();
    if (recipient == null || !inspection.mayLeave(tx, look, subscription, recipient, message)) {
      return look == null ? 0 : look.looksOnPartition();
    }
    Publication publication =
        new Publication(message, null, null, "", archived.endpoint(), null, look);
    Bodies bodies = new Bodies(this, topics.signer(), publication, format(sequence));
    Fanout fanout = topics.fanout();
    bodies.add(fanout, subscription, recipient);
    send(tx, fanout, bodies, publication, archived.deduplicationId());
    return look == null ? 0 : look.looksOnPartition();
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
