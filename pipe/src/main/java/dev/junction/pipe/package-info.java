/// Pipes: EventBridge Pipes.
///
/// A pipe takes messages from a source, leaves out those that no filter wants, has the rest
/// enriched, and gives them to a target. A message leaves its source when the target took it: at
/// least once, never lost. Nouns: source, intake, event, execution, enrichment, target, run.
/// Limits: [dev.junction.pipe.domain.PipeLimits]. Document: `docs/services/pipes.md`.
@NullMarked
package dev.junction.pipe;

import org.jspecify.annotations.NullMarked;
