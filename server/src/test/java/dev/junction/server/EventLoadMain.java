package dev.junction.server;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.junction.bus.BusModule;
import dev.junction.delivery.DeliveryModule;
import dev.junction.engine.Engine;
import dev.junction.engine.EngineSettings;
import dev.junction.engine.run.ThreadRunner;
import dev.junction.engine.watch.PartitionStatistics;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Region;
import dev.junction.kernel.SystemClock;
import dev.junction.queue.QueueModule;
import dev.junction.server.config.SettingsSource;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.protocol.Answer;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.Caller;
import dev.junction.wire.protocol.ServiceEndpoint;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// A load on a bus with durable queues, without the network. Not part of the build.
///
/// Arguments: seconds, requests in flight, then numbers of rules, each a run of its own. Each
/// request puts ten events; each rule wants another value, and each event matches one rule. It
/// prints events and deliveries per second, what each event cost and whether everything that
/// matched was delivered. See [Costs#traceBytes] for what is compared.
final class EventLoadMain {

  private static final Call CALL =
      new Call(
          "request",
          new Caller(AccountId.DEFAULT, "arn:aws:iam::000000000000:root", "000000000000", ""),
          Region.DEFAULT,
          "http://localhost:4566",
          Call.Departure.NEVER);
  private static final int ENTRIES = 10;
  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final int QUEUES = 8;

  private final int seconds;
  private final int inFlight;

  private EventLoadMain(int seconds, int inFlight) {
    this.seconds = seconds;
    this.inFlight = inFlight;
  }

  public static void main(String[] arguments) throws Exception {
    EventLoadMain load =
        new EventLoadMain(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    for (int i = 2; i < arguments.length; i++) {
      load.run(Integer.parseInt(arguments[i]));
    }
  }

  private void run(int rules) throws Exception {
    List<Bench> benches = new ArrayList<>();
    for (long traceBytes : Costs.traceBytes()) {
      benches.add(open(rules, traceBytes));
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Bench bench : benches) {
        put(bench, rules);
      }
    }
    for (Bench bench : benches) {
      bench.engine.close();
      bench.stores.close();
    }
  }

  /// A bus on an engine of its own.
  private record Bench(
      long traceBytes,
      Stores stores,
      Engine engine,
      ServiceEndpoint events,
      DeliveryModule deliveries,
      LongAdder done) {}

  private static Bench open(int rules, long traceBytes) throws Exception {
    Path folder = Files.createTempDirectory("event-load");
    SettingsSource source = new SettingsSource();
    source.set("data.folder", folder.resolve("data").toString());
    Clock clock = new SystemClock();
    Stores stores = Stores.open(source.settings(), clock, "load");
    DeliveryModule deliveries = new DeliveryModule(traceBytes);
    QueueModule queues = QueueModule.create(QueueModule.Options.DEFAULT, deliveries.targets());
    BusModule buses =
        BusModule.create(
            new BusModule.Options(100_000, 5), deliveries, stores.chunks(), Runnable::run, clock);
    Engine engine =
        Engine.open(
            EngineSettings.DEFAULT,
            stores.partitions(),
            List.of(
                queues.partitionService(), deliveries.partitionService(), buses.partitionService()),
            clock,
            new SplittableRandom(1),
            new ThreadRunner(clock));
    ServiceEndpoint events = buses.endpoint(engine, clock);
    ServiceEndpoint sqs = queues.endpoint(engine);
    for (int i = 0; i < QUEUES; i++) {
      createQueue(sqs, i);
    }
    for (int i = 0; i < rules; i++) {
      rule(events, i);
    }
    return new Bench(traceBytes, stores, engine, events, deliveries, new LongAdder());
  }

  private void put(Bench bench, int rules) throws InterruptedException {
    Semaphore free = new Semaphore(inFlight);
    LongAdder done = bench.done;
    long doneBefore = done.sum();
    long deliveredBefore = bench.deliveries.counts().delivered();
    Costs before = Costs.of(bench.engine);
    long start = System.nanoTime();
    long end = start + seconds * 1_000_000_000L;
    for (int next = 0; System.nanoTime() < end; next += ENTRIES) {
      free.acquire();
      var _ =
          call(bench.events, "AWSEvents.PutEvents", entries(next, rules))
              .thenAccept(
                  _ -> {
                    done.add(ENTRIES);
                    free.release();
                  });
    }
    free.acquire(inFlight);
    long wait = System.nanoTime() + 60_000_000_000L;
    while (bench.deliveries.counts().delivered() < done.sum() && System.nanoTime() < wait) {
      LockSupport.parkNanos(1_000_000);
    }
    double elapsed = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%d rules, trace.bytes %d: %.0f events/s, %.0f deliveries/s; %s; %d not delivered%n",
        rules,
        bench.traceBytes,
        (done.sum() - doneBefore) / elapsed,
        (bench.deliveries.counts().delivered() - deliveredBefore) / elapsed,
        Costs.of(bench.engine).each(before, done.sum() - doneBefore),
        done.sum() - bench.deliveries.counts().delivered());
  }

  private static String entries(int from, int rules) {
    StringBuilder json = new StringBuilder("{\"Entries\":[");
    for (int i = 0; i < ENTRIES; i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"Source\":\"load\",\"DetailType\":\"t\",\"Detail\":\"{\\\"kind\\\":\\\"k")
          .append((from + i) % rules)
          .append("\\\",\\\"text\\\":\\\"")
          .append("x".repeat(400))
          .append("\\\"}\"}");
    }
    return json.append("]}").toString();
  }

  private static void createQueue(ServiceEndpoint sqs, int number) {
    String policy =
        "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\","
            + "\\\"Principal\\\":{\\\"Service\\\":\\\"events.amazonaws.com\\\"},\\\"Action\\\":"
            + "\\\"sqs:SendMessage\\\",\\\"Resource\\\":\\\"*\\\"}]}";
    call(
            sqs,
            "AmazonSQS.CreateQueue",
            "{\"QueueName\":\"q" + number + "\",\"Attributes\":{\"Policy\":\"" + policy + "\"}}")
        .join();
  }

  private static void rule(ServiceEndpoint events, int number) {
    String pattern =
        "{\\\"source\\\":[\\\"load\\\"],\\\"detail\\\":{\\\"kind\\\":[\\\"k" + number + "\\\"]}}";
    call(
            events,
            "AWSEvents.PutRule",
            "{\"Name\":\"r" + number + "\",\"EventPattern\":\"" + pattern + "\"}")
        .join();
    call(
            events,
            "AWSEvents.PutTargets",
            "{\"Rule\":\"r"
                + number
                + "\",\"Targets\":[{\"Id\":\"1\",\"Arn\":\"arn:aws:sqs:us-east-1:000000000000:q"
                + number % QUEUES
                + "\"}]}")
        .join();
  }

  private static CompletableFuture<Answer> call(
      ServiceEndpoint service, String target, String json) {
    HttpHeaders headers =
        new HttpHeaders()
            .add("Content-Type", "application/x-amz-json-1.1")
            .add("X-Amz-Target", target);
    HttpRequest request =
        new HttpRequest("POST", "/", null, headers, json.getBytes(StandardCharsets.UTF_8), false);
    return service.handle(CALL, request).toCompletableFuture();
  }

  /// What a load in this process has cost up to now.
  ///
  /// @param cpuNanos the processor time of the whole process
  /// @param allocatedBytes what all threads have allocated on the heap
  /// @param batches how many batches all partitions have written
  record Costs(long cpuNanos, long allocatedBytes, long batches) {

    /// Settings of `trace.bytes`, as the system property of that name lists them: each gets an
    /// engine of its own, and all take turns in one process. What they cost can be compared, as
    /// they are compiled alike.
    static List<Long> traceBytes() {
      String listed = System.getProperty("trace.bytes", "0," + DeliveryModule.TRACE_BYTES);
      return Arrays.stream(listed.split(",")).map(Long::valueOf).toList();
    }

    static Costs of(Engine engine) {
      var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      return new Costs(
          system.getProcessCpuTime(),
          threads.getTotalThreadAllocatedBytes(),
          engine.statistics().stream().mapToLong(PartitionStatistics::lastLsn).sum());
    }

    /// What each of so many has cost since then.
    String each(Costs before, long count) {
      return String.format(
          Locale.ROOT,
          "%.1f us of processor time, %d bytes allocated and %.2f batches for each",
          (cpuNanos - before.cpuNanos) / 1e3 / count,
          (allocatedBytes - before.allocatedBytes) / count,
          (double) (batches - before.batches) / count);
    }
  }
}
