package dev.junction.expression.pattern;

/// What a service allows in its patterns, beyond their grammar.
///
/// @param bytesMax the length of the text in UTF-8
/// @param branchesMax how many ways `$or` may leave to satisfy the pattern
/// @param fieldsMax how many fields one branch may test
/// @param numberMax the largest number, also negated, that is compared by its value
/// @param refusesLarger whether larger ones are refused rather than compared as texts
public record PatternLimits(
    int bytesMax, int branchesMax, int fieldsMax, long numberMax, boolean refusesLarger) {

  /// The limits of a service that compares larger numbers as texts.
  public PatternLimits(int bytesMax, int branchesMax, int fieldsMax, long numberMax) {
    this(bytesMax, branchesMax, fieldsMax, numberMax, /* refusesLarger= */ false);
  }
}
