package dev.junction.topic;

import dev.junction.delivery.DeliveryCounts;
import dev.junction.delivery.DeliveryModule;
import dev.junction.delivery.report.Reporter;
import dev.junction.engine.Engine;
import dev.junction.engine.PartitionService;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.models.sns.SnsApi;
import dev.junction.models.sns.SnsService;
import dev.junction.topic.access.Surroundings;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.domain.Signer;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.operation.message.TakeDelivery;
import dev.junction.topic.operation.sms.OriginationNumbers;
import dev.junction.topic.operation.sms.SmsOptOuts;
import dev.junction.topic.protection.ProtectedTopics;
import dev.junction.topic.report.DeliveryStatus;
import dev.junction.topic.report.FailureEvents;
import dev.junction.topic.report.StatusLog;
import dev.junction.topic.signature.SigningKeyFile;
import dev.junction.topic.state.Topic;
import dev.junction.topic.state.TopicPartitionService;
import dev.junction.topic.state.Traffic;
import dev.junction.wire.protocol.OperationCoverage;
import dev.junction.wire.protocol.ServiceEndpoint;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// The only door to topics: what the engine runs and what the wire calls.
public final class TopicModule {

  private static final SecureRandom SECRETS = new SecureRandom();
  private static final int TOKEN_BYTES = 64;

  private final TopicPartitionService partitionService;
  private final Signer signer;
  private final DeliveryModule deliveries;
  private final Options options;
  private final ProtectedTopics protectedTopics = new ProtectedTopics();
  private volatile String ownUrl = "http://localhost:4566";

  private TopicModule(DeliveryModule deliveries, Signer signer, Options options) {
    this.options = options;
    this.signer = signer;
    this.deliveries = deliveries;
    partitionService = new TopicPartitionService(deliveries, signer, protectedTopics);
    deliveries
        .targets()
        .register(
            new TakeDelivery(
                partitionService, TopicModule::newId, this::ownUrl, options.smsSandbox()));
    report((_, _, _) -> {});
  }

  private void report(Reporter status) {
    deliveries.report("sns.amazonaws.com", new FailureEvents(deliveries, status));
  }

  private String ownUrl() {
    return Objects.requireNonNullElse(options.publicUrl(), ownUrl);
  }

  /// Has what becomes of messages written into log groups, as attributes of topics,
  /// applications and accounts want it, and what audits of data protection policies find; without
  /// this they have no effect. To be called before the engine opens.
  public void writeStatus(StatusLog log) {
    partitionService.writeInto(log);
    report(new DeliveryStatus(log));
  }

  /// Tells where this server listens: what URLs in messages begin with that no call brings about,
  /// unless the options say otherwise.
  public void listensAt(String url) {
    ownUrl = url;
  }

  /// What can be chosen.
  ///
  /// @param keyFolder where the key lies that signs messages; null for one that is forgotten
  /// @param signsForQueues whether envelopes in queues are signed, which costs about a millisecond
  ///     of each publish
  /// @param publicUrl what URLs in messages begin with, as in `https://sns.example.com`; null for
  ///     how the caller reached the server
  /// @param originationNumbers the numbers that text messages come from
  /// @param smsSandbox whether text messages reach only numbers that their account has verified
  public record Options(
      @Nullable Path keyFolder,
      boolean signsForQueues,
      @Nullable String publicUrl,
      List<String> originationNumbers,
      boolean smsSandbox) {

    public Options {
      originationNumbers = List.copyOf(originationNumbers);
    }
  }

  /// @param deliveries how messages leave topics
  /// @param clock the time of the certificate
  public static TopicModule create(Options options, DeliveryModule deliveries, Clock clock) {
    SigningKeyFile keys = new SigningKeyFile(options.keyFolder(), clock);
    return new TopicModule(deliveries, new Signer(keys, options.signsForQueues()), options);
  }

  /// The path of the certificate that verifies signatures.
  public static String certificatePath() {
    return Signer.CERTIFICATE_PATH;
  }

  /// The certificate that verifies signatures; made when it is first asked for.
  public String certificatePem() {
    return signer.certificatePem();
  }

  /// What an engine needs to hold topics.
  public PartitionService<?> partitionService() {
    return partitionService;
  }

  /// The service, over the engine that holds the topics, which may still be opening.
  public ServiceEndpoint endpoint(Engine engine, Clock clock) {
    SnsOperations operations =
        new SnsOperations(
            new TopicAccess(engine, partitionService),
            new Surroundings(
                clock,
                TopicModule::newId,
                signer,
                protectedTopics,
                TopicModule::newToken,
                options.publicUrl(),
                options.smsSandbox()),
            new OriginationNumbers(options.originationNumbers()));
    return ServiceEndpoint.of(SnsService.operations(operations), new InputReport());
  }

  /// What a phone answers to text messages of an account; true when that opts it out.
  public CompletableFuture<Outcome<Boolean>> replied(
      Engine engine, AccountId account, Region region, String number, String text) {
    return new SmsOptOuts(new TopicAccess(engine, partitionService))
        .replied(account, region, number, text);
  }

  /// Which operations are built.
  public static OperationCoverage coverage() {
    return OperationCoverage.of(SnsService.SCHEMA, SnsApi.class, SnsOperations.class);
  }

  /// What became of the messages of all topics.
  public DeliveryCounts deliveries() {
    return deliveries.counts();
  }

  /// How many messages wait for addresses outside.
  public CompletableFuture<Long> waiting(Engine engine) {
    return deliveries.waiting(engine);
  }

  /// How one topic does.
  public record Activity(
      String account, String region, String name, int subscriptions, Traffic.Counts traffic) {

    public String arn() {
      return new TopicAddress(new AccountId(account), new Region(region), name).arn();
    }

    private static Activity of(Topic topic) {
      return new Activity(
          topic.address().account().value(),
          topic.address().region().name(),
          topic.address().name(),
          topic.subscriptions().size(),
          topic.traffic());
    }
  }

  /// How all topics do. Topics of a partition that does not answer are left out.
  public CompletableFuture<List<Activity>> activity(Engine engine) {
    return new TopicAccess(engine, partitionService)
        .everywhere(topics -> topics.all().stream().map(Activity::of).toList())
        .thenApply(
            outcome ->
                outcome instanceof Outcome.Accepted<List<Activity>>(var all) ? all : List.of());
  }

  /// What confirms a subscription is a secret between its endpoint and us.
  private static String newToken() {
    byte[] secret = new byte[TOKEN_BYTES];
    SECRETS.nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }

  // Uniqueness needs no secret randomness: 122 bits from a well seeded generator.
  private static UUID newId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low);
  }
}
