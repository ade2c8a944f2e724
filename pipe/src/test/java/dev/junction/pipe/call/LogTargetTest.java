package dev.junction.pipe.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.MovableClock;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.kernel.TraceContext;
import dev.junction.models.logs.InputLogEvent;
import dev.junction.models.logs.LogsApi;
import dev.junction.models.logs.LogsService;
import dev.junction.models.logs.PutLogEventsRequest;
import dev.junction.models.logs.PutLogEventsResponse;
import dev.junction.models.logs.RejectedLogEventsInfo;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.PipeTargetCloudWatchLogsParameters;
import dev.junction.models.pipes.PipeTargetParameters;
import dev.junction.pipe.domain.PipeEvent;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.ServiceCalls;
import dev.junction.wire.protocol.ServiceEndpoint;
import dev.junction.wire.protocol.constraint.CoralReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a log group gets of a batch, and which events of it count as taken. Source: CloudWatch Logs
/// API reference, PutLogEvents and RejectedLogEventsInfo: events in the order of their times,
/// within 24 hours, and the indexes of those that were not taken.
final class LogTargetTest {

  private static final TraceContext TRACE = TraceContext.of(new UUID(1, 2));

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final long DAY = Duration.ofHours(24).toMillis();

  private final List<List<String>> requests = new ArrayList<>();
  private @Nullable RejectedLogEventsInfo rejected;
  private String failing = "";

  private final class Log implements LogsApi {
    @Override
    public CompletionStage<Outcome<PutLogEventsResponse>> putLogEvents(
        Call call, PutLogEventsRequest input) {
      requests.add(input.logEvents().stream().map(InputLogEvent::message).toList());
      if (requests.getLast().contains(failing)) {
        return CompletableFuture.failedFuture(new IllegalStateException("broken"));
      }
      return CompletableFuture.completedFuture(
          Outcome.accepted(PutLogEventsResponse.builder().rejectedLogEventsInfo(rejected).build()));
    }
  }

  @Test
  void eventsAreInTheOrderOfTheirTimes() {
    assertThat(taken(3, 1, 2)).containsExactly(true, true, true);
    assertThat(requests).containsExactly(List.of("at 1", "at 2", "at 3"));
  }

  @Test
  void eventsFurtherApartThanADayAreWrittenOneAfterTheOther() {
    assertThat(taken(2 * DAY + 1, 0, DAY)).containsExactly(true, true, true);
    assertThat(requests)
        .containsExactly(List.of("at 0", "at " + DAY), List.of("at " + (2 * DAY + 1)));
  }

  @Test
  void whatTheLogRejectsIsNotTaken() {
    rejected =
        RejectedLogEventsInfo.builder()
            .tooOldLogEventEndIndex(1)
            .expiredLogEventEndIndex(2)
            .tooNewLogEventStartIndex(4)
            .build();
    // In order: 1 is too old, 2 is expired, 5 is too new.
    assertThat(taken(5, 1, 2, 3, 4)).containsExactly(false, false, false, true, true);
  }

  @Test
  void aRequestThatFailsIsAnErrorOfItsEventsOnly() {
    failing = "at " + (2 * DAY + 1);
    assertThat(taken(2 * DAY + 1, 0, 4 * DAY + 2)).containsExactly(false, true, true);
    assertThat(requests).hasSize(3);
  }

  /// Which of the events with these times were taken.
  private List<Boolean> taken(long... times) {
    ServiceCalls services =
        new ServiceCalls(
            List.of(ServiceEndpoint.of(LogsService.operations(new Log()), new CoralReport())));
    ServiceCaller caller =
        new ServiceCaller(
            services,
            "http://localhost",
            new AccountId("123456789012"),
            "arn:aws:iam::123456789012:role/r",
            MovableClock.heldAt(NOW));
    CreatePipeRequest settings =
        CreatePipeRequest.builder()
            .name("p")
            .roleArn("arn:aws:iam::123456789012:role/r")
            .source("arn:aws:sqs:us-east-1:123456789012:q")
            .target("arn:aws:logs:us-east-1:123456789012:log-group:g")
            .targetParameters(
                PipeTargetParameters.builder()
                    .cloudWatchLogsParameters(
                        PipeTargetCloudWatchLogsParameters.builder().timestamp("$.t").build())
                    .build())
            .build();
    List<Optional<ServiceError>> results =
        new LogTarget()
            .open(settings, "arn:aws:pipes:us-east-1:123456789012:pipe/p", caller)
            .call(Arrays.stream(times).mapToObj(LogTargetTest::payload).toList())
            .toCompletableFuture()
            .join();
    return results.stream().map(Optional::isEmpty).toList();
  }

  private static Payload payload(long time) {
    String event = "{\"t\":" + (NOW.toEpochMilli() + time) + "}";
    return new Payload(new PipeEvent(event, event), "at " + time, TRACE);
  }
}
