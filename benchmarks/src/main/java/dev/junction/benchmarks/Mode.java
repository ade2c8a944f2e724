package dev.junction.benchmarks;

/// Whether the server checks who calls.
enum Mode {
  /// Every signature is verified.
  SIGNED,
  /// Nothing is signed and nothing is looked at.
  OPEN
}
