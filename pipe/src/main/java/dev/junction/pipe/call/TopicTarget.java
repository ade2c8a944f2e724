package dev.junction.pipe.call;

import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.kernel.TraceContext;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.PipeTargetParameters;
import dev.junction.pipe.domain.PipeErrors;
import dev.junction.pipe.domain.PipeLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Topics as targets. FIFO topics are none, as there is nothing that says their groups.
public final class TopicTarget implements PipeTarget {

  @Override
  public String title() {
    return "Amazon SNS topics";
  }

  @Override
  public boolean serves(Arn arn) {
    return arn.service().equals("sns");
  }

  @Override
  public int batchMax() {
    return 10;
  }

  @Override
  public Set<String> parameters() {
    return Set.of();
  }

  @Override
  public Outcome<CreatePipeRequest> check(
      CreatePipeRequest settings, @Nullable PipeTargetParameters parameters) {
    return settings.target().endsWith(".fifo")
        ? Outcome.rejected(PipeErrors.invalid("Target", "FIFO topics are not supported."))
        : Outcome.accepted(settings);
  }

  @Override
  public TargetCall open(CreatePipeRequest settings, String pipeArn, ServiceCaller caller) {
    String topic = settings.target();
    Region region = new Region(Arn.parse(topic).orElseThrow().region());
    TargetCall call =
        payloads -> {
          List<Map<String, Object>> entries = new ArrayList<>();
          for (int i = 0; i < payloads.size(); i++) {
            entries.add(Map.of("Id", String.valueOf(i), "Message", payloads.get(i).text()));
          }
          return caller
              .call(
                  "sns",
                  "PublishBatch",
                  region,
                  Map.of("TopicArn", topic, "PublishBatchRequestEntries", entries),
                  payloads)
              .thenApply(outcome -> BatchAnswers.failed(payloads.size(), outcome));
        };
    boolean ordered = Portions.isOrdered(settings);
    Portions bySize = new Portions(PipeLimits.TOPIC_BYTES_MAX, 0, ordered, call);
    // Entries of a batch cannot say which trace each belongs to.
    return payloads -> Portions.inTurn(byTrace(payloads), ordered, bySize::call);
  }

  private static List<List<Payload>> byTrace(List<Payload> payloads) {
    List<List<Payload>> parts = new ArrayList<>();
    TraceContext last = null;
    for (Payload payload : payloads) {
      if (!payload.trace().equals(last)) {
        parts.add(new ArrayList<>());
        last = payload.trace();
      }
      parts.getLast().add(payload);
    }
    return parts;
  }
}
