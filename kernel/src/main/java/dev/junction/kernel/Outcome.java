package dev.junction.kernel;

import java.util.function.Function;

/// How a call ended: accepted with a value, or rejected with a service error.
///
/// @param <R> what an accepted call answers
public sealed interface Outcome<R> {

  /// The call was carried out.
  record Accepted<R>(R value) implements Outcome<R> {}

  /// The call was refused and changed nothing.
  record Rejected<R>(ServiceError error) implements Outcome<R> {}

  /// The call was carried out and answers this.
  static <R> Outcome<R> accepted(R value) {
    return new Accepted<>(value);
  }

  /// The call was refused with this error.
  static <R> Outcome<R> rejected(ServiceError error) {
    return new Rejected<>(error);
  }

  /// Changes the value of an accepted call; a rejection stays what it is.
  default <T> Outcome<T> map(Function<? super R, ? extends T> change) {
    return switch (this) {
      case Accepted<R>(R value) -> new Accepted<>(change.apply(value));
      case Rejected<R>(ServiceError error) -> new Rejected<>(error);
    };
  }

  /// Goes on with a further call after an accepted one; a rejection stays what it is.
  default <T> Outcome<T> then(Function<? super R, Outcome<T>> next) {
    return switch (this) {
      case Accepted<R>(R value) -> next.apply(value);
      case Rejected<R>(ServiceError error) -> new Rejected<>(error);
    };
  }
}
