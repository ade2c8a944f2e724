package dev.junction.pipe.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.MovableClock;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.TraceContext;
import dev.junction.models.events.EventsApi;
import dev.junction.models.events.EventsService;
import dev.junction.models.events.PutEventsRequest;
import dev.junction.models.events.PutEventsResponse;
import dev.junction.models.events.PutEventsResultEntry;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.PipeTargetEventBridgeEventBusParameters;
import dev.junction.models.pipes.PipeTargetParameters;
import dev.junction.pipe.domain.PipeEvent;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.ServiceCalls;
import dev.junction.wire.protocol.ServiceEndpoint;
import dev.junction.wire.protocol.constraint.CoralReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// How batches for a bus are cut. Source: EventBridge User Guide, "Calculating PutEvents event
/// entry size": source, type, detail and resources count; at most 1 MiB in one request here.
final class BusTargetTest {

  private static final TraceContext TRACE = TraceContext.of(new UUID(1, 2));

  private final List<Integer> requests = new ArrayList<>();

  private final class Bus implements EventsApi {
    @Override
    public CompletionStage<Outcome<PutEventsResponse>> putEvents(
        Call call, PutEventsRequest input) {
      int count = input.entries().size();
      requests.add(count);
      return CompletableFuture.completedFuture(
          Outcome.accepted(
              PutEventsResponse.builder()
                  .failedEntryCount(0)
                  .entries(
                      Collections.nCopies(
                          count, PutEventsResultEntry.builder().eventId("e").build()))
                  .build()));
    }
  }

  @Test
  void longResourcesCount() {
    // Each entry is half a MiB with its source "s" and type "t".
    give((1 << 19) - 2, List.of());
    assertThat(requests).containsExactly(2);
    requests.clear();
    give((1 << 19) - 2 - 2000, List.of("r".repeat(1000), "r".repeat(1000)));
    assertThat(requests).containsExactly(2);
    requests.clear();
    give((1 << 19) - 2 - 2000, List.of("r".repeat(1000), "r".repeat(1001)));
    assertThat(requests).containsExactly(1, 1);
  }

  private void give(int detailLength, List<String> resources) {
    CreatePipeRequest settings =
        CreatePipeRequest.builder()
            .name("p")
            .roleArn("arn:aws:iam::123456789012:role/r")
            .source("arn:aws:sqs:us-east-1:123456789012:q")
            .target("arn:aws:events:us-east-1:123456789012:event-bus/b")
            .targetParameters(
                PipeTargetParameters.builder()
                    .eventBridgeEventBusParameters(
                        PipeTargetEventBridgeEventBusParameters.builder()
                            .source("s")
                            .detailType("t")
                            .resources(resources)
                            .build())
                    .build())
            .build();
    ServiceCaller caller =
        new ServiceCaller(
            new ServiceCalls(
                List.of(
                    ServiceEndpoint.of(EventsService.operations(new Bus()), new CoralReport()))),
            "http://localhost",
            new AccountId("123456789012"),
            "arn:aws:iam::123456789012:role/r",
            MovableClock.heldAt(Instant.parse("2026-01-02T03:04:05Z")));
    Payload payload = new Payload(new PipeEvent("{}", "{}"), "d".repeat(detailLength), TRACE);
    assertThat(
            new BusTarget()
                .open(settings, "arn:aws:pipes:us-east-1:123456789012:pipe/p", caller)
                .call(List.of(payload, payload))
                .toCompletableFuture()
                .join())
        .allMatch(Optional::isEmpty);
  }
}
