package dev.junction.engine.sim;

import dev.junction.engine.EngineErrors;
import dev.junction.kernel.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// What the clients of a simulation asked for and were told, and what must therefore be true.
///
/// Every operation has counters of its own, so that each effect can be told from all others.
final class Ledger {

  /// Where a counter lies.
  record Place(int partition, String counter) {}

  /// What became of an operation, as its client knows it.
  enum Answer {
    OPEN,
    OK,
    /// It was not carried out.
    REFUSED,
    /// It may have been carried out.
    UNKNOWN
  }

  /// One operation.
  static final class Entry {
    private final int id;
    private final List<Place> effects;
    private final @Nullable Place read;
    private Answer answer = Answer.OPEN;
    private long told;
    private @Nullable Entry withdrawal;

    private Entry(int id, List<Place> effects, @Nullable Place read) {
      this.id = id;
      this.effects = effects;
      this.read = read;
    }

    int id() {
      return id;
    }

    Answer answer() {
      return answer;
    }

    /// The counters that the operation adds one to.
    List<Place> effects() {
      return effects;
    }

    /// The effect is still to come, and this operation, which is told the counter, prevents it.
    void withdraw(Entry operation) {
      withdrawal = operation;
    }

    boolean isWithdrawn() {
      return withdrawal != null;
    }

    /// Notes what the client of a command is told that its service fails at.
    void followFailure(CompletableFuture<Outcome<Long>> future) {
      answer = Answer.REFUSED;
      var _ =
          future.thenAccept(
              outcome -> {
                if (outcome instanceof Outcome.Accepted<Long>) {
                  answer = Answer.OK;
                }
              });
    }

    /// Notes what the client is told.
    void follow(CompletableFuture<Outcome<Long>> future) {
      var _ = future.handle((outcome, _) -> note(outcome));
    }

    /// Nobody will tell the client any more.
    void giveUp() {
      if (answer == Answer.OPEN) {
        answer = Answer.UNKNOWN;
      }
    }

    private Answer note(@Nullable Outcome<Long> outcome) {
      if (answer == Answer.OPEN) {
        answer =
            switch (outcome) {
              case null -> Answer.UNKNOWN;
              case Outcome.Accepted<Long>(Long value) -> {
                told = value;
                yield Answer.OK;
              }
              case Outcome.Rejected<Long>(var error) ->
                  error.equals(EngineErrors.INTERNAL_FAILURE) ? Answer.UNKNOWN : Answer.REFUSED;
            };
      }
      return answer;
    }

    private boolean allows(long value) {
      Entry cancel = withdrawal;
      if (cancel != null && cancel.answer == Answer.OK) {
        return value == cancel.told;
      }
      if (cancel != null && cancel.answer != Answer.REFUSED) {
        return value == 0 || value == 1;
      }
      return switch (answer) {
        case OK -> value == 1;
        case REFUSED -> value == 0;
        case UNKNOWN -> value == 0 || value == 1;
        case OPEN -> false;
      };
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  /// An operation that adds one to each of these counters: to all, or to none.
  Entry effect(Place... effects) {
    Entry entry = new Entry(entries.size(), List.of(effects), null);
    entries.add(entry);
    return entry;
  }

  /// An operation that is told the value of a counter that never falls.
  Entry reading(Place counter) {
    Entry entry = new Entry(entries.size(), List.of(), counter);
    entries.add(entry);
    return entry;
  }

  /// The number of the next operation.
  int nextId() {
    return entries.size();
  }

  Entry entry(int id) {
    return entries.get(id);
  }

  /// How many operations ended so.
  long count(Answer answer) {
    return entries.stream().filter(entry -> entry.answer == answer).count();
  }

  /// Compares the counters with everything that clients were told.
  ///
  /// @throws AssertionError when an acknowledged effect is missing, one is there in part, twice, or
  ///     though it was refused, or when a value was told that was lost again
  void check(ToLongFunction<Place> values) {
    for (Entry entry : entries) {
      for (Place place : entry.effects) {
        long value = values.applyAsLong(place);
        long first = values.applyAsLong(entry.effects.getFirst());
        if (!entry.allows(value) || value != first) {
          throw new AssertionError(
              "Operation %d was answered %s; %s is %d, its first effect %d"
                  .formatted(entry.id, entry.answer, place, value, first));
        }
      }
      if (entry.read != null && entry.answer == Answer.OK) {
        long value = values.applyAsLong(entry.read);
        if (value < entry.told) {
          throw new AssertionError(
              "Operation %d was told that %s is %d; it is %d"
                  .formatted(entry.id, entry.read, entry.told, value));
        }
      }
    }
  }
}
