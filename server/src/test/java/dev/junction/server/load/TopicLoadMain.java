package dev.junction.server.load;

import dev.junction.delivery.DeliveryModule;
import dev.junction.engine.Engine;
import dev.junction.kernel.Clock;
import dev.junction.kernel.SystemClock;
import dev.junction.queue.QueueModule;
import dev.junction.server.LoadRig;
import dev.junction.topic.TopicModule;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.protocol.Answer;
import dev.junction.wire.protocol.ServiceEndpoint;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// A load on a topic with durable queues, without the network. Not part of the build.
///
/// Arguments: seconds, messages in flight, how many subscriptions want each message, then
/// numbers of subscriptions, each a run of its own; each subscription wants one value of an
/// attribute, and as many as said want the same. It prints publishes and deliveries per second,
/// how long the publishes took and what each cost. With the property `signs` envelopes are
/// signed. See [LoadRig.Costs#traceBytes] for what is compared.
final class TopicLoadMain {

  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final String TOPIC = "arn:aws:sns:us-east-1:000000000000:load";

  private final int seconds;
  private final int inFlight;
  private final int wanting;

  private TopicLoadMain(int seconds, int inFlight, int wanting) {
    this.seconds = seconds;
    this.inFlight = inFlight;
    this.wanting = wanting;
  }

  public static void main(String[] arguments) throws Exception {
    TopicLoadMain load =
        new TopicLoadMain(
            Integer.parseInt(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]));
    for (int i = 3; i < arguments.length; i++) {
      load.run(Integer.parseInt(arguments[i]));
    }
  }

  private void run(int subscriptions) throws Exception {
    List<Bench> benches = new ArrayList<>();
    for (long traceBytes : LoadRig.Costs.traceBytes()) {
      benches.add(open(subscriptions, traceBytes));
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Bench bench : benches) {
        publish(bench, subscriptions);
      }
    }
    for (Bench bench : benches) {
      bench.engine.close();
      bench.rig.close();
    }
  }

  /// A topic on an engine of its own.
  private record Bench(
      long traceBytes,
      LoadRig rig,
      Engine engine,
      ServiceEndpoint sns,
      DeliveryModule deliveries,
      LongAdder done) {}

  private Bench open(int subscriptions, long traceBytes) throws Exception {
    Clock clock = new SystemClock();
    LoadRig rig = new LoadRig(clock);
    DeliveryModule deliveries = new DeliveryModule(traceBytes);
    QueueModule queues = QueueModule.create(QueueModule.Options.DEFAULT, deliveries.targets());
    TopicModule topics =
        TopicModule.create(
            new TopicModule.Options(null, Boolean.getBoolean("signs"), null, List.of(), false),
            deliveries,
            clock);
    Engine engine =
        rig.engine(
            List.of(
                queues.partitionService(),
                deliveries.partitionService(),
                topics.partitionService()));
    ServiceEndpoint sns = topics.endpoint(engine, clock);
    ServiceEndpoint sqs = queues.endpoint(engine);
    call(sns, "Action=CreateTopic&Name=load").join();
    for (int i = 0; i < subscriptions; i++) {
      subscribe(sns, sqs, i, i / wanting);
    }
    return new Bench(traceBytes, rig, engine, sns, deliveries, new LongAdder());
  }

  private void publish(Bench bench, int subscriptions) throws InterruptedException {
    Semaphore free = new Semaphore(inFlight);
    LongAdder done = bench.done;
    String form =
        "Action=Publish&TopicArn="
            + TOPIC
            + "&Message="
            + "x".repeat(512)
            + "&MessageAttributes.entry.1.Name=kind"
            + "&MessageAttributes.entry.1.Value.DataType=String"
            + "&MessageAttributes.entry.1.Value.StringValue=k";
    int kinds = Math.max(1, subscriptions / wanting);
    long publishedBefore = done.sum();
    long deliveredBefore = bench.deliveries.counts().delivered();
    LoadRig.Costs before = LoadRig.Costs.of(bench.engine);
    long start = System.nanoTime();
    long end = start + seconds * 1_000_000_000L;
    Collection<Long> nanos = new ConcurrentLinkedQueue<>();
    for (int number = 0; System.nanoTime() < end; number++) {
      free.acquire();
      long began = System.nanoTime();
      var _ =
          call(bench.sns, form + number % kinds)
              .thenAccept(
                  _ -> {
                    nanos.add(System.nanoTime() - began);
                    done.increment();
                    free.release();
                  });
    }
    free.acquire(inFlight);
    long published = done.sum() - publishedBefore;
    long expected = deliveredBefore + published * Math.min(wanting, subscriptions);
    long wait = System.nanoTime() + 60_000_000_000L;
    while (bench.deliveries.counts().delivered() < expected && System.nanoTime() < wait) {
      LockSupport.parkNanos(1_000_000);
    }
    double elapsed = (System.nanoTime() - start) / 1e9;
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%d subscriptions, %d in flight, trace.bytes %d: %.0f publishes/s, %.0f deliveries/s;"
            + " p50 %.2f ms, p99 %.2f ms; %s%n",
        subscriptions,
        inFlight,
        bench.traceBytes,
        published / elapsed,
        (bench.deliveries.counts().delivered() - deliveredBefore) / elapsed,
        sorted[sorted.length / 2] / 1e6,
        sorted[sorted.length * 99 / 100] / 1e6,
        LoadRig.Costs.of(bench.engine).each(before, published));
  }

  private static void subscribe(ServiceEndpoint sns, ServiceEndpoint sqs, int number, int kind) {
    LoadRig.createQueue(sqs, number, "sns");
    String filter = "{\"kind\":[\"k" + kind + "\"]}";
    call(
            sns,
            "Action=Subscribe&TopicArn="
                + TOPIC
                + "&Protocol=sqs&Endpoint=arn:aws:sqs:us-east-1:000000000000:q"
                + number
                + "&Attributes.entry.1.key=FilterPolicy&Attributes.entry.1.value="
                + URLEncoder.encode(filter, StandardCharsets.UTF_8))
        .join();
  }

  private static CompletableFuture<Answer> call(ServiceEndpoint service, String form) {
    HttpHeaders headers =
        new HttpHeaders().add("Content-Type", "application/x-www-form-urlencoded");
    return LoadRig.post(service, "/", headers, form);
  }
}
