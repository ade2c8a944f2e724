package dev.junction.pipe.run;

import dev.junction.kernel.Arn;
import dev.junction.pipe.call.PipeEnrichment;
import dev.junction.pipe.call.PipeTarget;
import dev.junction.pipe.source.PipeSource;
import java.util.List;
import java.util.Optional;

/// What pipes can be made of. Threads: immutable.
public record Kinds(
    List<PipeSource> sources, List<PipeEnrichment> enrichments, List<PipeTarget> targets) {

  public Kinds {
    sources = List.copyOf(sources);
    enrichments = List.copyOf(enrichments);
    targets = List.copyOf(targets);
  }

  public Optional<PipeSource> source(String text) {
    return Arn.parse(text)
        .flatMap(arn -> sources.stream().filter(kind -> kind.serves(arn)).findFirst());
  }

  public Optional<PipeEnrichment> enrichment(String text) {
    return Arn.parse(text)
        .flatMap(arn -> enrichments.stream().filter(kind -> kind.serves(arn)).findFirst());
  }

  public Optional<PipeTarget> target(String text) {
    return Arn.parse(text)
        .flatMap(arn -> targets.stream().filter(kind -> kind.serves(arn)).findFirst());
  }
}
