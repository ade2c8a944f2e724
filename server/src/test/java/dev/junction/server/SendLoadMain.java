package dev.junction.server;

import dev.junction.delivery.DeliveryModule;
import dev.junction.engine.Engine;
import dev.junction.engine.EngineSettings;
import dev.junction.engine.run.ThreadRunner;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/// Sends to durable queues, without the network. Not part of the build.
///
/// Arguments: seconds, messages in flight. It prints messages per second and what each cost.
/// With the system property `headed` each message has the header of a trace. See
/// [EventLoadMain.Costs#traceBytes] for what is compared.
final class SendLoadMain {

  private static final Call CALL =
      new Call(
          "request",
          new Caller(AccountId.DEFAULT, "arn:aws:iam::000000000000:root", "000000000000", ""),
          Region.DEFAULT,
          "http://localhost:4566",
          Call.Departure.NEVER);
  private static final String HEADER =
      ",\"MessageSystemAttributes\":{\"AWSTraceHeader\":{\"DataType\":\"String\",\"StringValue\":"
          + "\"Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1\"}}";
  private static final int ROUNDS = Integer.getInteger("rounds", 3);
  private static final int QUEUES = 8;

  private SendLoadMain() {}

  public static void main(String[] arguments) throws Exception {
    List<Bench> benches = new ArrayList<>();
    for (long traceBytes : EventLoadMain.Costs.traceBytes()) {
      benches.add(open(traceBytes));
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Bench bench : benches) {
        send(bench, Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
      }
    }
    for (Bench bench : benches) {
      bench.engine.close();
      bench.stores.close();
    }
  }

  /// Queues on an engine of their own.
  private record Bench(long traceBytes, Stores stores, Engine engine, ServiceEndpoint sqs) {}

  private static Bench open(long traceBytes) throws Exception {
    Path folder = Files.createTempDirectory("send-load");
    SettingsSource source = new SettingsSource();
    source.set("data.folder", folder.resolve("data").toString());
    Clock clock = new SystemClock();
    Stores stores = Stores.open(source.settings(), clock, "load");
    DeliveryModule deliveries = new DeliveryModule(traceBytes);
    QueueModule queues = QueueModule.create(QueueModule.Options.DEFAULT, deliveries);
    Engine engine =
        Engine.open(
            EngineSettings.DEFAULT,
            stores.partitions(),
            List.of(queues.partitionService(), deliveries.partitionService()),
            clock,
            new SplittableRandom(1),
            new ThreadRunner(clock));
    ServiceEndpoint sqs = queues.endpoint(engine);
    for (int i = 0; i < QUEUES; i++) {
      call(sqs, "CreateQueue", "{\"QueueName\":\"q" + i + "\"}").join();
    }
    return new Bench(traceBytes, stores, engine, sqs);
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
    EventLoadMain.Costs before = EventLoadMain.Costs.of(bench.engine);
    long start = System.nanoTime();
    long end = start + seconds * 1_000_000_000L;
    for (int next = 0; System.nanoTime() < end; next++) {
      free.acquire();
      String url = "{\"QueueUrl\":\"http://localhost:4566/000000000000/q" + next % QUEUES;
      var _ =
          call(bench.sqs, "SendMessage", url + rest)
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
        EventLoadMain.Costs.of(bench.engine).each(before, done.sum()));
  }

  private static CompletableFuture<Answer> call(
      ServiceEndpoint service, String operation, String json) {
    HttpHeaders headers =
        new HttpHeaders()
            .add("Content-Type", "application/x-amz-json-1.0")
            .add("X-Amz-Target", "AmazonSQS." + operation);
    HttpRequest request =
        new HttpRequest("POST", "/", null, headers, json.getBytes(StandardCharsets.UTF_8), false);
    return service.handle(CALL, request).toCompletableFuture();
  }
}
