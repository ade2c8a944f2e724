package dev.junction.server;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.junction.delivery.DeliveryModule;
import dev.junction.engine.Engine;
import dev.junction.engine.EngineSettings;
import dev.junction.engine.PartitionService;
import dev.junction.engine.run.ThreadRunner;
import dev.junction.engine.watch.PartitionStatistics;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Clock;
import dev.junction.kernel.Region;
import dev.junction.server.config.SettingsSource;
import dev.junction.storage.ChunkStore;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.protocol.Answer;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.Caller;
import dev.junction.wire.protocol.ServiceEndpoint;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/// What the loads without the network have in common: a new data folder, an engine on threads,
/// calls of its services, and what they cost.
public final class LoadRig implements AutoCloseable {

  public static final String ACCOUNT = AccountId.DEFAULT.value();

  private static final Call CALL =
      new Call(
          "request",
          new Caller(AccountId.DEFAULT, "arn:aws:iam::" + ACCOUNT + ":root", ACCOUNT, ""),
          Region.DEFAULT,
          "http://localhost:4566",
          Call.Departure.NEVER);

  private final Stores stores;
  private final Clock clock;

  /// Opens stores in a new folder.
  public LoadRig(Clock clock) throws IOException {
    this.clock = clock;
    Path folder = Files.createTempDirectory("junction-load");
    SettingsSource source = new SettingsSource();
    source.set("data.folder", folder.resolve("data").toString());
    stores = Stores.open(source.settings(), clock, "load");
  }

  public ChunkStore chunks() {
    return stores.chunks();
  }

  /// An engine over the stores, which the caller closes before them.
  public Engine engine(List<PartitionService<?>> services) {
    return Engine.open(
        EngineSettings.DEFAULT,
        stores.partitions(),
        services,
        clock,
        new SplittableRandom(1),
        new ThreadRunner(clock));
  }

  @Override
  public void close() {
    stores.close();
  }

  /// Calls an operation in JSON.
  ///
  /// @param target as in `AmazonSQS.CreateQueue`
  public static CompletableFuture<Answer> call(
      ServiceEndpoint service, String target, String json) {
    return post(
        service,
        "/",
        new HttpHeaders()
            .add("Content-Type", "application/x-amz-json-1.1")
            .add("X-Amz-Target", target),
        json);
  }

  public static CompletableFuture<Answer> post(
      ServiceEndpoint service, String path, HttpHeaders headers, String body) {
    HttpRequest request =
        new HttpRequest("POST", path, null, headers, body.getBytes(StandardCharsets.UTF_8), false);
    return service.handle(CALL, request).toCompletableFuture();
  }

  /// Creates a queue that lets a service in, such as `sns`.
  public static void createQueue(ServiceEndpoint sqs, int number, String service) {
    String policy =
        "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\","
            + "\\\"Principal\\\":{\\\"Service\\\":\\\""
            + service
            + ".amazonaws.com\\\"},\\\"Action\\\":\\\"sqs:SendMessage\\\",\\\"Resource\\\":\\\"*\\\"}]}";
    call(
            sqs,
            "AmazonSQS.CreateQueue",
            "{\"QueueName\":\"q" + number + "\",\"Attributes\":{\"Policy\":\"" + policy + "\"}}")
        .join();
  }

  /// What a load in this process has cost up to now.
  ///
  /// @param cpuNanos the processor time of the whole process
  /// @param allocatedBytes what all threads have allocated on the heap
  /// @param batches how many batches all partitions have written
  public record Costs(long cpuNanos, long allocatedBytes, long batches) {

    /// Settings of `trace.bytes`, as the system property of that name lists them: each gets an
    /// engine of its own, and all take turns in one process. What they cost can be compared, as
    /// they are compiled alike.
    public static List<Long> traceBytes() {
      String listed = System.getProperty("trace.bytes", "0," + DeliveryModule.TRACE_BYTES);
      return Arrays.stream(listed.split(",")).map(Long::valueOf).toList();
    }

    public static Costs of(Engine engine) {
      var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      return new Costs(
          system.getProcessCpuTime(),
          threads.getTotalThreadAllocatedBytes(),
          engine.statistics().stream().mapToLong(PartitionStatistics::lastLsn).sum());
    }

    /// What each of so many has cost since then.
    public String each(Costs before, long count) {
      return String.format(
          Locale.ROOT,
          "%.1f us of processor time, %d bytes allocated and %.2f batches for each",
          (cpuNanos - before.cpuNanos) / 1e3 / count,
          (allocatedBytes - before.allocatedBytes) / count,
          (double) (batches - before.batches) / count);
    }
  }
}
