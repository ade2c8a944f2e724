package dev.junction.pipe.run;

import dev.junction.delivery.trace.Hop;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.PipeEnrichmentParameters;
import dev.junction.models.pipes.PipeSourceParameters;
import dev.junction.models.pipes.PipeTargetParameters;
import dev.junction.pipe.call.PipeEnrichment;
import dev.junction.pipe.call.ServiceCaller;
import dev.junction.pipe.call.TargetCall;
import dev.junction.pipe.domain.Filters;
import dev.junction.pipe.domain.PayloadTemplate;
import dev.junction.pipe.domain.PipeAddress;
import dev.junction.pipe.source.Intake;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What one pipe does, ready to be done.
///
/// @param enrichment null without one
/// @param enrichmentTemplate null for the event itself
/// @param targetTemplate null for the event itself
/// @param targetBatchMax how many payloads the target takes at once
/// @param log where the steps are written
/// @param hops where the way of messages is noted
record Plan(
    PayloadTemplate.Circumstances names,
    Intake intake,
    Filters filters,
    PipeEnrichment.@Nullable EnrichmentCall enrichment,
    @Nullable PayloadTemplate enrichmentTemplate,
    TargetCall target,
    @Nullable PayloadTemplate targetTemplate,
    int targetBatchMax,
    StepLog log,
    Consumer<List<Hop>> hops) {

  /// The plan of a pipe whose settings were accepted.
  ///
  /// @param hops takes hops and the ARN of the source that the messages are still in
  static Plan of(
      PipeAddress address,
      CreatePipeRequest settings,
      Kinds kinds,
      ServiceCaller caller,
      BiConsumer<String, List<Hop>> hops) {
    PipeSourceParameters source = settings.sourceParameters();
    PipeEnrichmentParameters enriching = settings.enrichmentParameters();
    PipeTargetParameters target = settings.targetParameters();
    String enrichment = settings.enrichment() == null ? "" : settings.enrichment();
    boolean isEnriched = !enrichment.isEmpty();
    var enrichmentKind = isEnriched ? kinds.enrichment(enrichment) : null;
    var targetKind = kinds.target(settings.target());
    return new Plan(
        new PayloadTemplate.Circumstances(
            address.arn(), address.name(), settings.source(), enrichment, settings.target()),
        kinds.source(settings.source()).orElseThrow().open(settings, caller),
        stored(Filters.of(source == null ? null : source.filterCriteria())),
        enrichmentKind == null
            ? null
            : enrichmentKind.orElseThrow().open(settings, address.arn(), caller),
        template(enriching == null ? null : enriching.inputTemplate()),
        targetKind.orElseThrow().open(settings, address.arn(), caller),
        template(target == null ? null : target.inputTemplate()),
        targetKind.orElseThrow().batchMax(),
        StepLog.of(address, settings, caller),
        noted -> hops.accept(settings.source(), noted));
  }

  /// For how long enrichment or target want to be left alone.
  long restNanos() {
    return Math.max(enrichment == null ? 0 : enrichment.restNanos(), target.restNanos());
  }

  /// Who answers for the enrichment, as in `events`.
  String enrichmentService() {
    return service(names.enrichmentArn());
  }

  /// Who answers for the target, as in `sqs`.
  String targetService() {
    return service(names.targetArn());
  }

  private static String service(String arn) {
    return Arn.parse(arn).map(Arn::service).orElse("");
  }

  private static @Nullable PayloadTemplate template(@Nullable String text) {
    return text == null || text.isEmpty()
        ? null
        : stored(PayloadTemplate.read(text, "A stored template"));
  }

  private static <T> T stored(Outcome<T> read) {
    return switch (read) {
      case Outcome.Accepted<T>(T value) -> value;
      case Outcome.Rejected<T>(var error) -> throw new IllegalStateException(error.message());
    };
  }
}
