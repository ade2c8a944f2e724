package dev.junction.engine;

/// A command that may answer later: it either calls [Transaction#answer] now or keeps the reply in
/// its view for another command to answer.
///
/// @param <S> the service's view of the partition
/// @param <R> what an accepted command answers
@FunctionalInterface
public interface ParkingCommand<S, R> {
  void run(S state, Transaction<S> tx, Reply<R> reply);
}
