package dev.junction.pipe.operation;

import dev.junction.kernel.Outcome;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.DescribePipeRequest;
import dev.junction.models.pipes.DescribePipeResponse;
import dev.junction.models.pipes.PipeLogConfiguration;
import dev.junction.models.pipes.PipeLogConfigurationParameters;
import dev.junction.pipe.access.PipeAccess;
import dev.junction.pipe.domain.PipeAddress;
import dev.junction.pipe.domain.PipeErrors;
import dev.junction.pipe.state.PipeRecord;
import dev.junction.wire.codec.json.TokenCodec;
import dev.junction.wire.protocol.Call;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Answers everything about a pipe. Source: API reference, DescribePipe.
public final class DescribePipe {

  private final PipeAccess access;

  public DescribePipe(PipeAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<DescribePipeResponse>> run(Call call, DescribePipeRequest input) {
    PipeAddress address = PipeAccess.address(call, input.name());
    return access
        .<PipeRecord>submit(
            address,
            (pipes, _) -> {
              PipeRecord found = pipes.find(address);
              return found == null
                  ? Outcome.rejected(PipeErrors.noSuchPipe(address.name()))
                  : Outcome.accepted(found);
            })
        .thenApply(found -> found.map(pipe -> shown(address, pipe)));
  }

  private static DescribePipeResponse shown(PipeAddress address, PipeRecord pipe) {
    CreatePipeRequest settings = pipe.settings();
    return DescribePipeResponse.builder()
        .arn(address.arn())
        .name(address.name())
        .description(settings.description())
        .desiredState(pipe.desired())
        .currentState(pipe.current())
        .stateReason(pipe.reason())
        .source(settings.source())
        .sourceParameters(settings.sourceParameters())
        .enrichment(settings.enrichment())
        .enrichmentParameters(settings.enrichmentParameters())
        .target(settings.target())
        .targetParameters(settings.targetParameters())
        .roleArn(settings.roleArn())
        .tags(pipe.tags().isEmpty() ? null : pipe.tags())
        .creationTime(Instant.ofEpochMilli(pipe.times().createdAtMillis()))
        .lastModifiedTime(Instant.ofEpochMilli(pipe.times().changedAtMillis()))
        .logConfiguration(logs(settings.logConfiguration()))
        .build();
  }

  /// What was given and what is shown have the same members by name.
  private static @Nullable PipeLogConfiguration logs(
      @Nullable PipeLogConfigurationParameters given) {
    return given == null
        ? null
        : TokenCodec.AWS_JSON.decode(TokenCodec.AWS_JSON.encode(given), PipeLogConfiguration::read);
  }
}
