package dev.junction.expression.pattern;

/// What a service allows in its patterns, beyond their grammar.
///
/// @param bytesMax the length of the text in UTF-8
/// @param branchesMax how many ways `$or` may leave to satisfy the pattern
/// @param fieldsMax how many fields one branch may test
/// @param numberMax the largest number, also negated
public record PatternLimits(int bytesMax, int branchesMax, int fieldsMax, long numberMax) {}
