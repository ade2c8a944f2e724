package dev.junction.engine;

import dev.junction.kernel.Outcome;

/// What a call does on its partition's thread: looks at the view, decides, stages writes, answers.
///
/// @param <S> the service's view of the partition
/// @param <R> what an accepted command answers
@FunctionalInterface
public interface Command<S, R> {
  Outcome<R> run(S state, Transaction<S> tx);
}
