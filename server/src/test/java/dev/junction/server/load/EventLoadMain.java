package dev.junction.server.load;

import dev.junction.bus.BusModule;
import dev.junction.delivery.DeliveryModule;
import dev.junction.engine.Engine;
import dev.junction.kernel.Clock;
import dev.junction.kernel.SystemClock;
import dev.junction.queue.QueueModule;
import dev.junction.server.LoadRig;
import dev.junction.wire.protocol.ServiceEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// A load on a bus with durable queues, without the network. Not part of the build.
///
/// Arguments: seconds, requests in flight, then numbers of rules, each a run of its own. Each
/// request puts ten events; each rule wants another value, and each event matches one rule. It
/// prints events and deliveries per second, what each event cost and whether everything that
/// matched was delivered. See [LoadRig.Costs#traceBytes] for what is compared.
final class EventLoadMain {

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
    for (long traceBytes : LoadRig.Costs.traceBytes()) {
      benches.add(open(rules, traceBytes));
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Bench bench : benches) {
        put(bench, rules);
      }
    }
    for (Bench bench : benches) {
      bench.engine.close();
      bench.rig.close();
    }
  }

  /// A bus on an engine of its own.
  private record Bench(
      long traceBytes,
      LoadRig rig,
      Engine engine,
      ServiceEndpoint events,
      DeliveryModule deliveries,
      LongAdder done) {}

  private static Bench open(int rules, long traceBytes) throws Exception {
    Clock clock = new SystemClock();
    LoadRig rig = new LoadRig(clock);
    DeliveryModule deliveries = new DeliveryModule(traceBytes);
    QueueModule queues = QueueModule.create(QueueModule.Options.DEFAULT, deliveries.targets());
    BusModule buses =
        BusModule.create(
            new BusModule.Options(100_000, 5, null),
            deliveries,
            rig.chunks(),
            Runnable::run,
            clock);
    Engine engine =
        rig.engine(
            List.of(
                queues.partitionService(),
                deliveries.partitionService(),
                buses.partitionService()));
    ServiceEndpoint events = buses.endpoint(engine, clock);
    ServiceEndpoint sqs = queues.endpoint(engine);
    for (int i = 0; i < QUEUES; i++) {
      LoadRig.createQueue(sqs, i, "events");
    }
    for (int i = 0; i < rules; i++) {
      rule(events, i);
    }
    return new Bench(traceBytes, rig, engine, events, deliveries, new LongAdder());
  }

  private void put(Bench bench, int rules) throws InterruptedException {
    Semaphore free = new Semaphore(inFlight);
    LongAdder done = bench.done;
    long doneBefore = done.sum();
    long deliveredBefore = bench.deliveries.counts().delivered();
    LoadRig.Costs before = LoadRig.Costs.of(bench.engine);
    long start = System.nanoTime();
    long end = start + seconds * 1_000_000_000L;
    for (int next = 0; System.nanoTime() < end; next += ENTRIES) {
      free.acquire();
      var _ =
          LoadRig.call(bench.events, "AWSEvents.PutEvents", entries(next, rules))
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
        LoadRig.Costs.of(bench.engine).each(before, done.sum() - doneBefore),
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

  private static void rule(ServiceEndpoint events, int number) {
    String pattern =
        "{\\\"source\\\":[\\\"load\\\"],\\\"detail\\\":{\\\"kind\\\":[\\\"k" + number + "\\\"]}}";
    LoadRig.call(
            events,
            "AWSEvents.PutRule",
            "{\"Name\":\"r" + number + "\",\"EventPattern\":\"" + pattern + "\"}")
        .join();
    LoadRig.call(
            events,
            "AWSEvents.PutTargets",
            "{\"Rule\":\"r"
                + number
                + "\",\"Targets\":[{\"Id\":\"1\",\"Arn\":\"arn:aws:sqs:us-east-1:000000000000:q"
                + number % QUEUES
                + "\"}]}")
        .join();
  }
}
