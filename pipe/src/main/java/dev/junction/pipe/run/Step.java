package dev.junction.pipe.run;

/// A step of an execution, with the lowest level of detail at which it is written.
///
/// Source: EventBridge User Guide, "Logging Amazon EventBridge Pipes performance", the table of
/// steps and levels; the steps that fail are written there as they are here, and so is that of a
/// record of a real pipe (`ExecutionFailed`). No step is throttled, timed out or skipped but one.
enum Step {
  EXECUTION_STARTED("ExecutionStarted", Level.INFO),
  EXECUTION_SUCCEEDED("ExecutionSucceeded", Level.INFO),
  EXECUTION_FAILED("ExecutionFailed", Level.ERROR),
  EXECUTION_PARTIALLY_FAILED("ExecutionPartiallyFailed", Level.ERROR),
  ENRICHMENT_STAGE_ENTERED("EnrichmentStageEntered", Level.INFO),
  ENRICHMENT_STAGE_SUCCEEDED("EnrichmentStageSucceeded", Level.INFO),
  ENRICHMENT_STAGE_FAILED("EnrichmentStageFailed", Level.ERROR),
  ENRICHMENT_TRANSFORMATION_STARTED("EnrichmentTransformationStarted", Level.TRACE),
  ENRICHMENT_TRANSFORMATION_SUCCEEDED("EnrichmentTransformationSucceeded", Level.TRACE),
  ENRICHMENT_TRANSFORMATION_FAILED("EnrichmentTransformationFailed", Level.ERROR),
  ENRICHMENT_INVOCATION_STARTED("EnrichmentInvocationStarted", Level.TRACE),
  ENRICHMENT_INVOCATION_SUCCEEDED("EnrichmentInvocationSucceeded", Level.TRACE),
  ENRICHMENT_INVOCATION_FAILED("EnrichmentInvocationFailed", Level.ERROR),
  TARGET_STAGE_ENTERED("TargetStageEntered", Level.INFO),
  TARGET_STAGE_SUCCEEDED("TargetStageSucceeded", Level.INFO),
  TARGET_STAGE_FAILED("TargetStageFailed", Level.ERROR),
  TARGET_STAGE_PARTIALLY_FAILED("TargetStagePartiallyFailed", Level.ERROR),
  TARGET_STAGE_SKIPPED("TargetStageSkipped", Level.TRACE),
  TARGET_TRANSFORMATION_STARTED("TargetTransformationStarted", Level.TRACE),
  TARGET_TRANSFORMATION_SUCCEEDED("TargetTransformationSucceeded", Level.TRACE),
  TARGET_TRANSFORMATION_FAILED("TargetTransformationFailed", Level.ERROR),
  TARGET_INVOCATION_STARTED("TargetInvocationStarted", Level.TRACE),
  TARGET_INVOCATION_SUCCEEDED("TargetInvocationSucceeded", Level.TRACE),
  TARGET_INVOCATION_FAILED("TargetInvocationFailed", Level.ERROR),
  TARGET_INVOCATION_PARTIALLY_FAILED("TargetInvocationPartiallyFailed", Level.ERROR);

  /// How much is written, from little to much.
  enum Level {
    OFF,
    ERROR,
    INFO,
    TRACE
  }

  final String title;
  final Level level;

  Step(String title, Level level) {
    this.title = title;
    this.level = level;
  }
}
