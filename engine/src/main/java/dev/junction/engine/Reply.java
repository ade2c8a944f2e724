package dev.junction.engine;

/// The way back to the caller of one command; answered once, through [Transaction#answer].
///
/// @param <R> what an accepted command answers
public interface Reply<R> {

  /// Whether the caller has gone away, so that nothing should be handed to it any more.
  boolean isAbandoned();
}
