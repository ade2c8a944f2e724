package dev.junction.server.load;

import dev.junction.delivery.DeliveryModule;
import dev.junction.engine.Engine;
import dev.junction.kernel.Clock;
import dev.junction.kernel.SystemClock;
import dev.junction.queue.QueueModule;
import dev.junction.schedule.ScheduleModule;
import dev.junction.server.LoadRig;
import dev.junction.wire.http.HttpHeaders;
import dev.junction.wire.protocol.Answer;
import dev.junction.wire.protocol.ServiceCalls;
import dev.junction.wire.protocol.ServiceEndpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Many durable schedules that are due at the same time, without the network. Not part of the
/// build.
///
/// Arguments: how many schedules are due, how many others there are, `sqs` for a queue as target or
/// `operation` for a universal target. It prints how long after its time the last one had fired.
final class ScheduleLoadMain {

  private static final int AT_ONCE = 500;
  private static final Duration AHEAD = Duration.ofSeconds(60);

  private final ServiceEndpoint scheduler;
  private final ServiceEndpoint sqs;

  private ScheduleLoadMain(ServiceEndpoint scheduler, ServiceEndpoint sqs) {
    this.scheduler = scheduler;
    this.sqs = sqs;
  }

  public static void main(String[] arguments) throws Exception {
    Clock clock = new SystemClock();
    try (LoadRig rig = new LoadRig(clock);
        DeliveryModule deliveries = new DeliveryModule();
        ScheduleModule schedules = ScheduleModule.create(deliveries)) {
      QueueModule queues = QueueModule.create(QueueModule.Options.DEFAULT, deliveries.targets());
      try (Engine engine =
          rig.engine(
              List.of(
                  queues.partitionService(),
                  deliveries.partitionService(),
                  schedules.partitionService()))) {
        ServiceEndpoint sqs = queues.endpoint(engine);
        ServiceEndpoint scheduler = schedules.endpoint(engine, clock);
        schedules.begin(engine, new ServiceCalls(List.of(sqs)), "http://localhost:4566");
        new ScheduleLoadMain(scheduler, sqs)
            .run(
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]),
                arguments[2].equals("operation"));
      }
    }
  }

  private void run(int due, int others, boolean isOperation) throws InterruptedException {
    String create = "{\"QueueName\":\"load\"}";
    sqs("CreateQueue", create).join();
    long start = System.nanoTime();
    createAll("other", others, "cron(0 0 1 1 ? 2199)", isOperation);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(Locale.ROOT, "%d others created in %.1f s%n", others, seconds);
    Instant time = Instant.now().plus(AHEAD).truncatedTo(ChronoUnit.SECONDS);
    String at = "at(" + time.toString().replace("Z", "") + ")";
    createAll("due", due, at, isOperation);
    System.out.printf(
        Locale.ROOT,
        "%d due ones created, %d ms ahead of their time%n",
        due,
        Duration.between(Instant.now(), time).toMillis());
    while (Instant.now().isBefore(time) || count() < due) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    System.out.printf(
        Locale.ROOT,
        "all %d had fired %d ms after their time%n",
        due,
        Duration.between(time, Instant.now()).toMillis());
  }

  private int count() {
    String json =
        "{\"QueueUrl\":\"http://localhost:4566/"
            + LoadRig.ACCOUNT
            + "/load\",\"AttributeNames\":[\"ApproximateNumberOfMessages\"]}";
    byte[] body = sqs("GetQueueAttributes", json).join().response().body();
    String digits = new String(body, StandardCharsets.UTF_8).replaceAll("[^0-9]", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private void createAll(String prefix, int count, String expression, boolean isOperation)
      throws InterruptedException {
    for (int from = 0; from < count; from += AT_ONCE) {
      int some = Math.min(AT_ONCE, count - from);
      CountDownLatch left = new CountDownLatch(some);
      for (int i = from; i < from + some; i++) {
        var _ =
            create(prefix + i, expression, isOperation)
                .thenAccept(
                    answer -> {
                      if (!answer.errorCode().isEmpty()) {
                        System.out.println(answer.errorCode());
                      }
                      left.countDown();
                    });
      }
      left.await();
    }
  }

  private CompletableFuture<Answer> create(String name, String expression, boolean isOperation) {
    String input =
        isOperation
            ? "{\\\"QueueUrl\\\":\\\"http://localhost:4566/"
                + LoadRig.ACCOUNT
                + "/load\\\",\\\"MessageBody\\\":\\\"m\\\"}"
            : "m";
    String target =
        isOperation
            ? "arn:aws:scheduler:::aws-sdk:sqs:sendMessage"
            : "arn:aws:sqs:us-east-1:" + LoadRig.ACCOUNT + ":load";
    String json =
        "{\"ScheduleExpression\":\""
            + expression
            + "\",\"FlexibleTimeWindow\":{\"Mode\":\"OFF\"},\"Target\":{\"RoleArn\":\""
            + "arn:aws:iam::"
            + LoadRig.ACCOUNT
            + ":role/r\",\"Arn\":\""
            + target
            + "\",\"Input\":\""
            + input
            + "\"}}";
    HttpHeaders headers = new HttpHeaders().add("Content-Type", "application/json");
    return LoadRig.post(scheduler, "/schedules/" + name, headers, json);
  }

  private CompletableFuture<Answer> sqs(String action, String json) {
    return LoadRig.call(sqs, "AmazonSQS." + action, json);
  }
}
