package dev.junction.pipe.operation;

import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.models.pipes.CreatePipeRequest;
import dev.junction.models.pipes.PipeEnrichmentParameters;
import dev.junction.models.pipes.PipeLogConfigurationParameters;
import dev.junction.models.pipes.PipeSourceParameters;
import dev.junction.models.pipes.PipeTargetParameters;
import dev.junction.pipe.call.PipeEnrichment;
import dev.junction.pipe.call.PipeTarget;
import dev.junction.pipe.domain.Filters;
import dev.junction.pipe.domain.PayloadTemplate;
import dev.junction.pipe.domain.PipeAddress;
import dev.junction.pipe.domain.PipeErrors;
import dev.junction.pipe.domain.PipeLimits;
import dev.junction.pipe.run.Kinds;
import dev.junction.pipe.source.PipeSource;
import dev.junction.wire.codec.json.TokenCodec;
import dev.junction.wire.schema.Document;
import dev.junction.wire.schema.Member;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What settings of a pipe must be beyond the model's constraints. What of it is documented stands
/// with the sources, enrichments and targets. Ours: that the role is one of the pipe's account,
/// that the source is in its account and Region, and what is refused because it is not built.
final class PipeRules {

  private final Kinds kinds;

  PipeRules(Kinds kinds) {
    this.kinds = kinds;
  }

  /// The settings with all defaults, or what is wrong with them.
  Outcome<CreatePipeRequest> check(PipeAddress address, CreatePipeRequest given) {
    String role = given.roleArn();
    if (!role.contains("::" + address.account() + ":role/")) {
      return invalid("RoleArn", "The role is not one of this account: " + role);
    }
    if (given.kmsKeyIdentifier() != null && !given.kmsKeyIdentifier().isEmpty()) {
      return invalid(
          "KmsKeyIdentifier",
          "KmsKeyIdentifier is not supported here: there are no keys of customers. Everything"
              + " stored is encrypted as the server is set up.");
    }
    PipeSource source = kinds.source(given.source()).orElse(null);
    if (source == null || !isNear(address, given.source())) {
      String sources =
          kinds.sources().stream().map(PipeSource::title).collect(Collectors.joining(", "));
      return invalid(
          "Source",
          "Source is not supported: "
              + given.source()
              + ". There are, in the pipe's own account and Region: "
              + sources
              + '.');
    }
    PipeTarget target = kinds.target(given.target()).orElse(null);
    if (target == null || !hasPlace(given.target())) {
      String targets =
          kinds.targets().stream().map(PipeTarget::title).collect(Collectors.joining(", "));
      return invalid(
          "Target", "Target is not supported: " + given.target() + ". There are: " + targets + '.');
    }
    return enrichment(given)
        .then(enriching -> whole(given, source, enriching, target))
        .then(PipeRules::logs)
        .then(PipeRules::size);
  }

  private Outcome<Optional<PipeEnrichment>> enrichment(CreatePipeRequest given) {
    String arn = given.enrichment();
    if (arn == null || arn.isEmpty()) {
      return given.enrichmentParameters() == null
          ? Outcome.accepted(Optional.empty())
          : Outcome.rejected(
              PipeErrors.invalid(
                  "EnrichmentParameters", "There are EnrichmentParameters but no Enrichment."));
    }
    Optional<PipeEnrichment> kind = kinds.enrichment(arn);
    String all =
        kinds.enrichments().stream().map(PipeEnrichment::title).collect(Collectors.joining(", "));
    return kind.isPresent() && hasPlace(arn)
        ? Outcome.accepted(kind)
        : Outcome.rejected(
            PipeErrors.invalid(
                "Enrichment", "Enrichment is not supported: " + arn + ". There are: " + all + '.'));
  }

  private static Outcome<CreatePipeRequest> whole(
      CreatePipeRequest given,
      PipeSource source,
      Optional<PipeEnrichment> enrichment,
      PipeTarget target) {
    int batchMax =
        Math.min(target.batchMax(), enrichment.map(PipeEnrichment::batchMax).orElse(10_000));
    PipeSourceParameters from = given.sourceParameters();
    PipeEnrichmentParameters enriching = given.enrichmentParameters();
    PipeTargetParameters to = given.targetParameters();
    return Filters.asked(from == null ? null : from.filterCriteria())
        .then(
            _ ->
                template(
                    enriching == null ? null : enriching.inputTemplate(),
                    "EnrichmentParameters.InputTemplate"))
        .then(
            _ -> template(to == null ? null : to.inputTemplate(), "TargetParameters.InputTemplate"))
        .then(_ -> others(to, target))
        .then(_ -> target.check(given, to))
        .then(valid -> enrichment.map(kind -> kind.check(valid)).orElse(Outcome.accepted(valid)))
        .then(valid -> source.check(valid, batchMax));
  }

  private static Outcome<Boolean> template(@Nullable String text, String field) {
    return text == null ? Outcome.accepted(true) : PayloadTemplate.read(text, field).map(_ -> true);
  }

  private static Outcome<Boolean> others(@Nullable PipeTargetParameters given, PipeTarget target) {
    if (given == null) {
      return Outcome.accepted(true);
    }
    Document document = Document.copyOf(given);
    for (Member member : document.schema().members()) {
      boolean isKnown =
          member.name().equals("InputTemplate") || target.parameters().contains(member.name());
      if (!isKnown && document.get(member) != null) {
        return Outcome.rejected(
            PipeErrors.invalid(
                "TargetParameters." + member.name(),
                member.name() + " are not supported for the target, one of " + target.title()));
      }
    }
    return Outcome.accepted(true);
  }

  private static Outcome<CreatePipeRequest> logs(CreatePipeRequest valid) {
    PipeLogConfigurationParameters wanted = valid.logConfiguration();
    if (wanted == null) {
      return Outcome.accepted(valid);
    }
    if (wanted.s3LogDestination() != null || wanted.firehoseLogDestination() != null) {
      return invalid(
          "LogConfiguration",
          "Logs go to Amazon CloudWatch Logs only: there are no buckets and no delivery streams.");
    }
    var logs = wanted.cloudwatchLogsLogDestination();
    if (logs == null) {
      return wanted.level().equals("OFF")
          ? Outcome.accepted(valid)
          : invalid("LogConfiguration", "A log level other than OFF needs a log destination.");
    }
    return hasPlace(logs.logGroupArn())
        ? Outcome.accepted(valid)
        : invalid("LogConfiguration.CloudwatchLogsLogDestination", "LogGroupArn is not valid.");
  }

  private static Outcome<CreatePipeRequest> size(CreatePipeRequest valid) {
    return TokenCodec.AWS_JSON.encode(valid).length > PipeLimits.SETTINGS_BYTES_MAX
        ? invalid("Name", "The settings of the pipe are too long.")
        : Outcome.accepted(valid);
  }

  private static boolean isNear(PipeAddress address, String text) {
    return Arn.parse(text)
        .filter(arn -> arn.account().equals(address.account().value()))
        .filter(arn -> arn.region().equals(address.region().name()))
        .isPresent();
  }

  private static boolean hasPlace(String text) {
    return Arn.parse(text)
        .filter(arn -> AccountId.isValid(arn.account()))
        .filter(arn -> Region.isValid(arn.region()))
        .isPresent();
  }

  private static Outcome<CreatePipeRequest> invalid(String field, String message) {
    return Outcome.rejected(PipeErrors.invalid(field, message));
  }
}
