package dev.junction.engine;

import dev.junction.kernel.Outcome;
import dev.junction.storage.StateStore;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What one command may read and stage on its partition.
///
/// The staged writes become one atomic batch of the journal when the command returns. A command
/// whose outcome is a rejection must not have staged anything but what [#keepStaged] was told of; a
/// command that throws breaks the partition. Reads see what earlier commands wrote, not what this
/// one has staged. Threads: the partition's.
///
/// @param <S> the service's view, for the commands that this one leaves behind
public interface Transaction<S> {

  /// A number that no other transaction of this partition has had since it was opened: it tells
  /// apart what this command has staged from what earlier ones have written.
  long number();

  /// The wall-clock time, the same throughout the command.
  Instant now();

  /// The monotonic time in nanoseconds, the same throughout the command.
  long nanos();

  /// The value of a key, or null when there is none.
  byte @Nullable [] get(byte[] key);

  /// Walks forward over the keys from `from` (inclusive) to `to` (exclusive).
  StateStore.Cursor scan(byte[] from, byte[] to);

  /// Walks backward over the same keys, from the last one before `to` down to `from`.
  StateStore.Cursor scanBackward(byte[] from, byte[] to);

  void put(byte[] key, byte[] value);

  /// Puts a value in the place of the one that this transaction has put there already, if it has.
  /// All values of such a key have the same length, and nothing deletes it in between.
  ///
  /// @param latest the key's own
  void put(Latest latest, byte[] key, byte[] value);

  void delete(byte[] key);

  /// Deletes the keys from `from` (inclusive) to `to` (exclusive).
  void deleteRange(byte[] from, byte[] to);

  /// Sets a durable timer: [PartitionService#onTimer] gets the payload at or after the due time,
  /// also across restarts. The same id at the same due time replaces its payload.
  void setTimer(Instant due, byte[] id, byte[] payload);

  /// Removes a durable timer; removing one that is not there does nothing.
  void cancelTimer(Instant due, byte[] id);

  /// Puts a message for the same service in another partition into the outbox. It arrives exactly
  /// once, after this transaction is durable, in order with the others for that partition.
  void send(int partition, byte[] payload);

  /// Answers a parked call; the answer leaves when this transaction is durable.
  <R> void answer(Reply<R> reply, Outcome<R> outcome);

  /// Lets the answers of this transaction leave when what they could have *read* is durable,
  /// without waiting for this transaction's own writes. Only for writes whose loss the contract
  /// allows.
  void answerBeforeOwnWrites();

  /// Lets everything that is staged so far stand even if the command is rejected: work that had
  /// come due and that any command would have done first. What is staged later is the command's
  /// own.
  void keepStaged();

  /// Whether there is space for more state. A command that adds some should reject before it
  /// changes anything when there is none; one that does not is taken back if its writes are
  /// refused, which costs the whole view.
  boolean hasSpace();

  /// Whether there is space for what can be left out, whoever's command this is: not while the
  /// journal has none or has refused a batch and taken none since, and not where the batch has
  /// half the bytes already that it may have at most.
  boolean hasSpaceToSpare();

  /// How many bytes are staged so far, by every service that takes part. A batch has 64 MiB
  /// at most; work that may grow beyond goes on in a transaction of its own, as by a message to
  /// its own partition.
  long stagedBytes();

  /// Lets this transaction use the space that is kept back for what has to go on when there is no
  /// other: what removes state, what hands it out, small changes of settings.
  void useReserve();

  /// Does work of another service of this partition in this same transaction: what it stages
  /// becomes part of the same batch. Its view must be left in a state that fits the writes.
  <T, R> R with(PartitionService<T> service, BiFunction<T, Transaction<T>, R> work);

  /// Has something added to the batch once the command has decided: what is cheaper added once, and
  /// can be left out. Nothing comes of it when there is no space for more state, or when the
  /// command is rejected and nothing of it is kept. It must not put off anything again.
  void atEnd(Consumer<Transaction<S>> work);

  /// Has something added at the end of this round of the partition, before its journal is synced:
  /// to the batch of the last command where one writes anyway, or by itself. It comes also when
  /// this command is rejected, but not when the views are made again before; and also when there is
  /// no space, so it should ask [#hasSpaceToSpare] before it stages anything, which should be
  /// little. If it throws, nothing of it is written, but all of the command that it goes with. It
  /// must not put off anything again.
  void atRoundEnd(Consumer<Transaction<S>> work);

  /// Runs a command at a monotonic time, unless it is cancelled or the process ends before.
  Wake wakeAt(long nanos, Command<S, ?> command);

  /// Remembers where a transaction has staged a value that it may stage again and again, so that
  /// only the last one is written. One belongs to one key. Threads: the partition's.
  final class Latest {
    private long transaction;
    private int at;

    boolean isOf(long number) {
      return transaction == number;
    }

    int at() {
      return at;
    }

    void staged(long number, int place) {
      transaction = number;
      at = place;
    }
  }

  /// A volatile alarm; forgotten at a restart.
  interface Wake {
    void cancel();
  }
}
