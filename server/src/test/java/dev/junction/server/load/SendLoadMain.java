package dev.junction.server.load;

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

/// Sends to durable queues, without the network. Not part of the build.
///
/// Arguments: seconds, messages in flight. It prints messages per second and what each cost.
/// With the system property `headed` each message has the header of a trace. See
/// [LoadRig.Costs#traceBytes] for what is compared.
final class SendLoadMain {

  private static final String HEADER =
      ",\"MessageSystemAttributes\":{\"AWSTraceHeader\":{\"DataType\":\"String\",\"StringValue\":"
          + "\"Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1\"}}";
  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final int QUEUES = 8;

  private SendLoadMain() {}

  public static void main(String[] arguments) throws Exception {
    List<Bench> benches = new ArrayList<>();
    for (long traceBytes : LoadRig.Costs.traceBytes()) {
      benches.add(open(traceBytes));
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Bench bench : benches) {
        send(bench, Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
      }
    }
    for (Bench bench : benches) {
      bench.engine.close();
      bench.rig.close();
    }
  }

  /// Queues on an engine of their own.
  private record Bench(long traceBytes, LoadRig rig, Engine engine, ServiceEndpoint sqs) {}

  private static Bench open(long traceBytes) throws Exception {
    Clock clock = new SystemClock();
    LoadRig rig = new LoadRig(clock);
    DeliveryModule deliveries = new DeliveryModule(traceBytes);
    QueueModule queues = QueueModule.create(QueueModule.Options.DEFAULT, deliveries);
    Engine engine = rig.engine(List.of(queues.partitionService(), deliveries.partitionService()));
    ServiceEndpoint sqs = queues.endpoint(engine);
    for (int i = 0; i < QUEUES; i++) {
      LoadRig.call(sqs, "AmazonSQS.CreateQueue", "{\"QueueName\":\"q" + i + "\"}").join();
    }
    return new Bench(traceBytes, rig, engine, sqs);
  }

  private static void send(Bench bench, int seconds, int inFlight) throws InterruptedException {
    Semaphore free = new Semaphore(inFlight);
    LongAdder done = new LongAdder();
    String rest =
        "\",\"MessageBody\":\""
            + "x".repeat(512)
            + '"'
            + (Boolean.getBoolean("headed") ? HEADER : "")
            + '}';
    LoadRig.Costs before = LoadRig.Costs.of(bench.engine);
    long start = System.nanoTime();
    long end = start + seconds * 1_000_000_000L;
    for (int next = 0; System.nanoTime() < end; next++) {
      free.acquire();
      String url = "{\"QueueUrl\":\"http://localhost:4566/000000000000/q" + next % QUEUES;
      var _ =
          LoadRig.call(bench.sqs, "AmazonSQS.SendMessage", url + rest)
              .thenAccept(
                  _ -> {
                    done.increment();
                    free.release();
                  });
    }
    free.acquire(inFlight);
    double elapsed = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "trace.bytes %d: %.0f messages/s; %s%n",
        bench.traceBytes,
        done.sum() / elapsed,
        LoadRig.Costs.of(bench.engine).each(before, done.sum()));
  }
}
