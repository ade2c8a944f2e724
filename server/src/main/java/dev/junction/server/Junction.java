package dev.junction.server;

import dev.junction.bus.BusModule;
import dev.junction.delivery.DeliveryModule;
import dev.junction.delivery.outbound.EgressRules;
import dev.junction.delivery.outbound.OutboundClient;
import dev.junction.engine.Engine;
import dev.junction.engine.EngineSettings;
import dev.junction.engine.run.ThreadRunner;
import dev.junction.identity.IdentityModule;
import dev.junction.identity.IdentitySettings;
import dev.junction.kernel.MovableClock;
import dev.junction.kernel.SystemClock;
import dev.junction.log.LogModule;
import dev.junction.log.domain.GroupAddress;
import dev.junction.models.catalogue.ServiceCatalogue;
import dev.junction.pipe.PipeModule;
import dev.junction.queue.QueueModule;
import dev.junction.schedule.ScheduleModule;
import dev.junction.schema.SchemaModule;
import dev.junction.server.config.Settings;
import dev.junction.server.config.SettingsSource;
import dev.junction.server.page.ClockPage;
import dev.junction.server.page.EventEndpointPage;
import dev.junction.server.page.GuardedPages;
import dev.junction.server.page.LogPage;
import dev.junction.server.page.MailboxPage;
import dev.junction.server.page.MessagePage;
import dev.junction.server.page.PageGuard;
import dev.junction.server.page.QueueList;
import dev.junction.server.page.ReplyPage;
import dev.junction.server.page.TapPage;
import dev.junction.server.page.TracePage;
import dev.junction.topic.MessageLinks;
import dev.junction.topic.TopicModule;
import dev.junction.topic.report.StatusLog;
import dev.junction.wire.protocol.ServiceCalls;
import dev.junction.wire.protocol.ServiceDirectory;
import dev.junction.wire.protocol.ServiceEndpoint;
import dev.junction.wire.protocol.ServiceListing;
import dev.junction.wire.server.BodyLimit;
import dev.junction.wire.server.EdgeLimits;
import dev.junction.wire.server.EdgeTimeouts;
import dev.junction.wire.server.HttpEdge;
import dev.junction.wire.server.HttpEdgeSettings;
import dev.junction.wire.server.TlsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running Junction: for the launcher, and for tests of other projects.
///
/// ```
/// try (Junction junction = Junction.builder().ephemeral().port(0).start()) {
///   URI endpoint = junction.endpoint(); // give this to an AWS SDK
/// }
/// ```
///
/// Threads: any. Durability: what was acknowledged survives [#close], a killed process and, unless
/// `storage.sync` says otherwise, a power loss; in memory nothing survives.
public final class Junction implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Junction.class);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Settings settings;
  private final MovableClock clock;
  private final Stores stores;
  private final Engine engine;
  private final QueueModule queues;
  private final TopicModule topics;
  private final ScheduleModule schedules;
  private final LogModule logs;
  private final BusModule buses;
  private final SchemaModule schemas;
  private final PipeModule pipes;
  private final DeliveryModule deliveries;
  private final Carriers carriers;
  private final HttpEdge edge;

  private Junction(Settings settings) {
    this.settings = settings;
    this.clock = new MovableClock(new SystemClock());
    this.deliveries = new DeliveryModule(settings.trace().bytesMax());
    String holder = settings.http().host() + ":" + settings.http().port();
    this.stores = Stores.open(settings, clock, holder);
    try {
      this.queues = newQueues();
      this.topics = newTopics();
      this.carriers = Carriers.of(settings.sns(), deliveries);
      this.schedules = ScheduleModule.create(deliveries);
      this.logs = LogModule.create(deliveries.targets());
      topics.writeStatus(statusLog());
      this.buses = newBuses();
      this.schemas = SchemaModule.create(deliveries.targets());
      this.pipes = PipeModule.create(deliveries, RealPauses::run, new RealPauses());
      this.engine =
          Engine.opening(
              EngineSettings.DEFAULT.withCheckpointBytes(settings.storage().checkpointBytes()),
              stores.partitions(),
              List.of(
                  queues.partitionService(),
                  deliveries.partitionService(),
                  topics.partitionService(),
                  logs.partitionService(),
                  buses.partitionService(),
                  schedules.partitionService(),
                  schemas.partitionService(),
                  pipes.partitionService()),
              clock,
              new SplittableRandom(new SecureRandom().nextLong()),
              new ThreadRunner(clock, HttpEdge::currentLoop));
    } catch (RuntimeException | Error e) {
      stores.close();
      throw e;
    }
    // While the partitions read their journals, on threads of their own.
    CompletableFuture<HttpEdge> prepared = prepareEdge();
    try {
      IdentityModule identity = identity();
      List<ServiceEndpoint> built = endpoints(identity);
      engine.awaitOpen();
      this.edge = listen(prepared.join(), identity, built);
      topics.listensAt(endpoint().toString());
      warnOfLinks();
      deliveries.begin(engine, new OutboundClient(egressRules(), new SystemClock()));
      buses.begin(engine);
      schedules.begin(engine, new ServiceCalls(built), endpoint().toString());
      pipes.begin(engine, clock, new ServiceCalls(built), endpoint().toString());
    } catch (RuntimeException | Error e) {
      prepared.thenCompose(begun -> begun.close(Duration.ZERO)).exceptionally(_ -> null).join();
      // What cannot be closed must not hide why.
      try (stores;
          engine) {
        throw e;
      }
    }
  }

  private QueueModule newQueues() {
    return QueueModule.create(new QueueModule.Options(settings.sqs().strictLimits()), deliveries);
  }

  private TopicModule newTopics() {
    Settings.Sns sns = settings.sns();
    return TopicModule.create(
        new TopicModule.Options(
            stores.keys(),
            sns.signQueueMessages(),
            sns.publicUrl(),
            sns.originationNumbers(),
            sns.smsSandbox()),
        deliveries,
        new SystemClock());
  }

  private StatusLog statusLog() {
    return (tx, context, group, stream, text) ->
        logs.write(
            tx,
            context,
            new GroupAddress(group.account(), group.region(), group.name()),
            stream,
            text);
  }

  private BusModule newBuses() {
    return BusModule.create(
        new BusModule.Options(
            settings.events().rulesPerBus(), settings.events().targetsPerRule(), stores.secrets()),
        deliveries,
        stores.chunks(),
        task -> Thread.ofVirtual().name("archive").start(task),
        clock);
  }

  private List<ServiceEndpoint> endpoints(IdentityModule identity) {
    ServiceEndpoint events = buses.endpoint(engine, clock);
    return List.of(
        queues.endpoint(engine),
        topics.endpoint(engine, clock),
        events,
        logs.endpoint(engine),
        schemas.endpoint(engine, new ServiceCalls(List.of(events))),
        schedules.endpoint(engine, clock),
        pipes.endpoint(engine),
        identity.endpoint());
  }

  private void warnOfLinks() {
    if (!settings.identity().isOpen() && settings.sns().publicUrl() == null) {
      LOG.warn(
          "sns.public-url is empty: the links in messages of topics begin with whatever a caller"
              + " writes into the Host header of its request. Set it to how others reach this"
              + " server.");
    }
  }

  private CompletableFuture<HttpEdge> prepareEdge() {
    return CompletableFuture.supplyAsync(
        () -> HttpEdge.prepare(edgeSettings(settings, stores)),
        task -> Thread.ofPlatform().name("edge").start(task));
  }

  private HttpEdge listen(HttpEdge prepared, IdentityModule identity, List<ServiceEndpoint> built) {
    ServiceDirectory services = directory(built);
    Metrics metrics = new Metrics();
    PageGuard guard =
        new PageGuard(
            identity.authenticator(), settings.identity().isOpen(), settings.http().host());
    GuardedPages guarded =
        new GuardedPages(
            guard,
            new ClockPage(clock, settings.time().movable()),
            new QueueList(engine, queues, clock),
            new MessagePage(engine, queues),
            new MailboxPage(engine, deliveries),
            new GuardedPages.Followed(
                new LogPage(engine, logs, clock),
                new TapPage(engine, buses),
                new TracePage(engine, deliveries.traces())),
            new GuardedPages.Changing(
                new EventEndpointPage(engine, buses), new ReplyPage(engine, topics)));
    Pages pages =
        new Pages(
            engine,
            new Pages.Watched(queues, topics, buses, schedules, pipes),
            stores,
            metrics,
            clock,
            guarded);
    // How long a request took is a matter of real time.
    Pipeline pipeline =
        new Pipeline(
            identity.authenticator(),
            services,
            pages,
            metrics,
            new SystemClock(),
            MessageLinks::isFollowed);
    return prepared.listen(pipeline).join();
  }

  private EgressRules egressRules() {
    Set<Integer> ownPorts = new HashSet<>(Set.of(edge.port()));
    if (edge.tlsPort() >= 0) {
      ownPorts.add(edge.tlsPort());
    }
    Settings.Delivery delivery = settings.delivery();
    return new EgressRules(delivery.loopback(), delivery.privateNetworks(), ownPorts);
  }

  /// The services that are built, and behind them those that only have a model.
  private static ServiceDirectory directory(List<ServiceEndpoint> built) {
    List<ServiceListing> listings = new ArrayList<>();
    built.forEach(endpoint -> listings.add(ServiceListing.of(endpoint)));
    listings.addAll(ServiceCatalogue.listings());
    return new ServiceDirectory(listings);
  }

  /// In strict mode callers are told apart by the real time: their signatures carry it, and a key
  /// that was taken away must not be good for as long as somebody holds the clock.
  private IdentityModule identity() {
    try {
      return IdentityModule.create(
          new IdentitySettings(settings.identity().credentials(), stores.keys()),
          settings.identity().isOpen() ? clock : new SystemClock(),
          new SecureRandom());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpEdgeSettings edgeSettings(Settings settings, Stores stores) {
    Settings.Http http = settings.http();
    Path keys = stores.keys();
    TlsSettings tls =
        switch (settings.tls().mode()) {
          case "self-made" ->
              new TlsSettings.SelfMade(
                  keys == null ? Path.of(System.getProperty("java.io.tmpdir")) : keys,
                  settings.tls().port());
          case "files" ->
              new TlsSettings.PemFiles(
                  settings.tls().certificate(), settings.tls().key(), settings.tls().port());
          default -> TlsSettings.OFF;
        };
    EdgeTimeouts standard = EdgeTimeouts.STANDARD;
    return HttpEdgeSettings.at(http.host(), http.port())
        .withTls(tls)
        .withLimits(
            EdgeLimits.STANDARD
                .withBody(BodyLimit.of(Pipeline.BODY_BYTES_MAX))
                .withConnectionsMax(http.connectionsMax()))
        .withTimeouts(new EdgeTimeouts(http.headerTimeout(), standard.body(), http.idleTimeout()));
  }

  /// Starts with these settings.
  public static Junction start(Settings settings) {
    return new Junction(settings);
  }

  /// Starts with defaults and what the builder changes.
  public static Builder builder() {
    return new Builder();
  }

  /// The port that it listens on.
  public int port() {
    return edge.port();
  }

  /// What to give to a client as endpoint, as in `http://127.0.0.1:4566`.
  public URI endpoint() {
    return URI.create("http://" + settings.http().host() + ":" + port());
  }

  /// The clock that everything follows; hold it and move it in tests.
  public MovableClock clock() {
    return clock;
  }

  /// Answers what waits, finishes what was taken in, makes it durable and stops.
  @Override
  public void close() {
    pipes.close();
    queues.answerWaiters(engine).orTimeout(GRACE.toSeconds(), TimeUnit.SECONDS).join();
    logs.endFollowing(engine)
        .thenCombine(buses.endTaps(engine), Boolean::logicalAnd)
        .orTimeout(GRACE.toSeconds(), TimeUnit.SECONDS)
        .join();
    edge.close(GRACE).join();
    deliveries.close();
    schedules.close();
    carriers.close();
    engine.close();
    stores.close();
  }

  /// The changes to the defaults.
  public static final class Builder {

    private final SettingsSource source = new SettingsSource();

    private Builder() {}

    /// Keeps everything in memory and nothing on disk.
    public Builder ephemeral() {
      return set("data.ephemeral", true);
    }

    /// Keeps data in this folder.
    public Builder data(Path folder) {
      return set("data.folder", folder.toString());
    }

    /// Listens on this port; 0 for any free one.
    public Builder port(int port) {
      return set("http.port", port);
    }

    /// Changes any setting by its key.
    public Builder set(String key, Object value) {
      source.set(key, value);
      return this;
    }

    public Junction start() {
      return new Junction(source.settings());
    }
  }
}
