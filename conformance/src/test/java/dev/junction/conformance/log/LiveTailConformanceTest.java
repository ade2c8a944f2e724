package dev.junction.conformance.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.conformance.Clients;
import dev.junction.conformance.Tool;
import dev.junction.server.Junction;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsAsyncClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.LiveTailSessionLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.LiveTailSessionStart;
import software.amazon.awssdk.services.cloudwatchlogs.model.LiveTailSessionUpdate;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cloudwatchlogs.model.SessionTimeoutException;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailResponseHandler;

/// Live Tail through the AWS SDK for Java, boto3 and the AWS CLI.
///
/// Clients put `stream-` (before April 2026: `streaming-`) before the host of the endpoint. Under
/// an address that has no such name they are told not to, each in its own way; boto3 is also shown
/// a name that resolves. Source: CloudWatch Logs API reference, StartLiveTail.
final class LiveTailConformanceTest {

  private static final String ARN = "arn:aws:logs:eu-central-1:000000000000:log-group:g";

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Junction junction;

  @SuppressWarnings("NullAway.Init") // set before each test
  private CloudWatchLogsClient logs;

  @BeforeEach
  void start() {
    junction = Junction.builder().ephemeral().port(0).start();
    logs = Clients.of(CloudWatchLogsClient.builder(), junction);
    logs.createLogGroup(r -> r.logGroupName("g"));
    logs.createLogStream(r -> r.logGroupName("g").logStreamName("s"));
  }

  @AfterEach
  void stop() {
    logs.close();
    junction.close();
  }

  private void put(String message) {
    InputLogEvent event =
        InputLogEvent.builder().timestamp(junction.clock().millis()).message(message).build();
    logs.putLogEvents(r -> r.logGroupName("g").logStreamName("s").logEvents(List.of(event)));
  }

  private CloudWatchLogsAsyncClient async() {
    return CloudWatchLogsAsyncClient.builder()
        .endpointOverride(junction.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(Clients.credentials("test"))
        .overrideConfiguration(
            o -> o.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true))
        .build();
  }

  @Test
  void theSdkSeesEventsAsTheyComeAndTheEndAfterThreeHours() throws Exception {
    BlockingQueue<LiveTailSessionStart> starts = new LinkedBlockingQueue<>();
    BlockingQueue<LiveTailSessionLogEvent> seen = new LinkedBlockingQueue<>();
    StartLiveTailResponseHandler handler =
        StartLiveTailResponseHandler.builder()
            .subscriber(
                event -> {
                  switch (event) {
                    case LiveTailSessionStart start -> starts.add(start);
                    case LiveTailSessionUpdate update -> seen.addAll(update.sessionResults());
                    default -> throw new AssertionError(event);
                  }
                })
            .build();
    try (CloudWatchLogsAsyncClient client = async()) {
      CompletableFuture<Void> session =
          client.startLiveTail(
              r -> r.logGroupIdentifiers(ARN).logEventFilterPattern("good"), handler);
      LiveTailSessionStart start = starts.poll(1, TimeUnit.MINUTES);
      assertThat(start).isNotNull();
      assertThat(start.logGroupIdentifiers()).containsExactly(ARN);
      assertThat(start.logEventFilterPattern()).isEqualTo("good");
      put("bad");
      put("good one");
      LiveTailSessionLogEvent event = seen.poll(1, TimeUnit.MINUTES);
      assertThat(event).isNotNull();
      assertThat(event.message()).isEqualTo("good one");
      assertThat(event.logStreamName()).isEqualTo("s");
      assertThat(event.logGroupIdentifier()).isEqualTo(ARN);
      assertThat(session).isNotDone();
      junction.clock().advance(Duration.ofHours(3));
      assertThatThrownBy(() -> session.orTimeout(10, TimeUnit.SECONDS).join())
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(SessionTimeoutException.class);
      assertThat(seen).isEmpty();
      assertThatThrownBy(
              () -> client.startLiveTail(r -> r.logGroupIdentifiers(ARN + "x"), handler).join())
          .hasCauseInstanceOf(ResourceNotFoundException.class);
    }
  }

  @Test
  void botoReadsAStreamAlsoUnderTheHostWithThePrefix() throws Exception {
    Tool python = Tool.of(junction, folder).assume("python3", "-c", "import boto3");
    Path script = folder.resolve("client.py");
    Files.writeString(
        script,
        """
        import boto3, socket, time
        from botocore.config import Config
        real = socket.getaddrinfo
        asked = set()
        def resolve(host, *more, **others):
            asked.add(host)
            return real('127.0.0.1' if host.startswith('stream') else host, *more, **others)
        socket.getaddrinfo = resolve
        group = 'arn:aws:logs:eu-central-1:000000000000:log-group:g'
        for config in [Config(), Config(inject_host_prefix=False)]:
            logs = boto3.client('logs', config=config)
            stream = logs.start_live_tail(
                logGroupIdentifiers=[group], logStreamNamePrefixes=['s'])['responseStream']
            events = iter(stream)
            start = next(events)['sessionStart']
            assert start['logStreamNamePrefixes'] == ['s'], start
            logs.put_log_events(logGroupName='g', logStreamName='s', logEvents=[
                {'timestamp': int(time.time() * 1000), 'message': 'h\\u00e4llo'}])
            update = next(events)['sessionUpdate']
            assert update['sessionMetadata'] == {'sampled': False}, update
            assert [e['message'] for e in update['sessionResults']] == ['h\\u00e4llo'], update
            stream.close()
        try:
            logs.start_live_tail(logGroupIdentifiers=['g'])
            raise SystemExit('no error')
        except logs.exceptions.InvalidParameterException:
            pass
        assert 'stream-127.0.0.1' in asked or 'streaming-127.0.0.1' in asked, asked
        print('well')
        """);
    assertThat(python.run("python3", script.toString()).succeeded().output()).contains("well");
  }

  @Test
  void theCliPrintsWhatComes() throws Exception {
    Tool aws = Tool.of(junction, folder).assume("aws", "--version");
    Process process =
        aws.start(
            Map.of("AWS_DISABLE_HOST_PREFIX_INJECTION", "true"),
            List.of(
                "aws",
                "logs",
                "start-live-tail",
                "--endpoint-url",
                junction.endpoint().toString(),
                "--log-group-identifiers",
                ARN));
    try (BufferedReader out = process.inputReader()) {
      CompletableFuture<String> line =
          CompletableFuture.supplyAsync(() -> out.lines().findFirst().orElse("nothing"));
      long until = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (!line.isDone()) {
        if (System.nanoTime() - until > 0) {
          // It prints nothing any more, which ends the wait.
          process.destroy();
        }
        put("to be seen");
        try {
          line.get(200, TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
          // It has not begun yet.
        }
      }
      assertThat(line.join()).isEqualTo("to be seen");
    } finally {
      process.destroy();
    }
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }
}
