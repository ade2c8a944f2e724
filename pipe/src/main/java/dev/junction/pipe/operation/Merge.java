package dev.junction.pipe.operation;

import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.FilterCriteria;
import dev.junction.models.pipes.PipeEnrichmentParameters;
import dev.junction.models.pipes.PipeSourceParameters;
import dev.junction.models.pipes.PipeTargetParameters;
import dev.junction.models.pipes.UpdatePipeRequest;
import dev.junction.models.pipes.UpdatePipeSourceParameters;
import dev.junction.wire.codec.json.TokenCodec;
import org.jspecify.annotations.Nullable;

/// Settings with an update put into them. What is left out stays; what a service's own parameters
/// are is replaced as a whole. Source: API reference, UpdatePipe. Empty texts take away, as
/// Terraform's provider has it of the real service; that empty lists of filters do is ours.
final class Merge {

  private Merge() {}

  static CreatePipeRequest of(CreatePipeRequest before, UpdatePipeRequest input) {
    CreatePipeRequest.Builder merged = before.toBuilder().roleArn(input.roleArn());
    if (input.description() != null) {
      merged.description(input.description());
    }
    if (input.enrichment() != null) {
      merged.enrichment(input.enrichment());
    }
    boolean isBare = input.enrichment() != null && input.enrichment().isEmpty();
    merged.enrichmentParameters(
        isBare ? null : enrichment(before.enrichmentParameters(), input.enrichmentParameters()));
    if (input.target() != null) {
      merged.target(input.target());
    }
    boolean isOther = input.target() != null && !kind(input.target()).equals(kind(before.target()));
    merged.targetParameters(
        target(isOther ? null : before.targetParameters(), input.targetParameters()));
    merged.sourceParameters(source(before.sourceParameters(), input.sourceParameters()));
    if (input.logConfiguration() != null) {
      merged.logConfiguration(input.logConfiguration());
    }
    if (input.kmsKeyIdentifier() != null) {
      merged.kmsKeyIdentifier(input.kmsKeyIdentifier());
    }
    return merged.build();
  }

  private static String kind(String arn) {
    String[] parts = arn.split(":", 7);
    return parts.length < 6 ? arn : parts[2] + ':' + parts[5].replaceFirst("/.*", "");
  }

  private static @Nullable PipeEnrichmentParameters enrichment(
      @Nullable PipeEnrichmentParameters before, @Nullable PipeEnrichmentParameters given) {
    if (given == null || before == null) {
      return given == null ? before : given;
    }
    PipeEnrichmentParameters.Builder merged = before.toBuilder();
    if (given.inputTemplate() != null) {
      merged.inputTemplate(given.inputTemplate());
    }
    if (given.httpParameters() != null) {
      merged.httpParameters(given.httpParameters());
    }
    return merged.build();
  }

  private static @Nullable PipeTargetParameters target(
      @Nullable PipeTargetParameters before, @Nullable PipeTargetParameters given) {
    if (given == null || before == null) {
      return given == null ? before : given;
    }
    PipeTargetParameters.Builder merged = given.toBuilder();
    if (given.inputTemplate() == null) {
      merged.inputTemplate(before.inputTemplate());
    }
    if (given.sqsQueueParameters() == null) {
      merged.sqsQueueParameters(before.sqsQueueParameters());
    }
    if (given.httpParameters() == null) {
      merged.httpParameters(before.httpParameters());
    }
    if (given.eventBridgeEventBusParameters() == null) {
      merged.eventBridgeEventBusParameters(before.eventBridgeEventBusParameters());
    }
    if (given.cloudWatchLogsParameters() == null) {
      merged.cloudWatchLogsParameters(before.cloudWatchLogsParameters());
    }
    return merged.build();
  }

  private static @Nullable PipeSourceParameters source(
      @Nullable PipeSourceParameters before, @Nullable UpdatePipeSourceParameters given) {
    if (given == null) {
      return before;
    }
    // Both shapes have the same members by name, but for what an update may not change.
    PipeSourceParameters asked =
        TokenCodec.AWS_JSON.decode(TokenCodec.AWS_JSON.encode(given), PipeSourceParameters::read);
    FilterCriteria filters = asked.filterCriteria();
    boolean isEmpty = filters != null && (filters.filters() == null || filters.filters().isEmpty());
    FilterCriteria old = before == null ? null : before.filterCriteria();
    PipeSourceParameters.Builder merged = asked.toBuilder();
    merged.filterCriteria(isEmpty ? null : filters == null ? old : filters);
    if (asked.sqsQueueParameters() == null) {
      merged.sqsQueueParameters(before == null ? null : before.sqsQueueParameters());
    }
    return merged.build();
  }
}
