package dev.junction.delivery.trace;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One thing that happened to a message on its way.
///
/// @param trace the trace
/// @param message what the message is called at this place
/// @param atMillis when it happened
/// @param tookMillis how long it took
/// @param kind what happened
/// @param depth how many services have passed the message on before
/// @param resource the ARN or address of where it happened
/// @param detail what else there is to say, or null
public record Hop(
    UUID trace,
    UUID message,
    long atMillis,
    long tookMillis,
    Kind kind,
    int depth,
    String resource,
    @Nullable String detail) {

  private static final int TEXT_CHARACTERS_MAX = 500;

  /// What can happen; a number never changes its meaning.
  public enum Kind {
    ACCEPTED(0),
    FIRED(1),
    MATCHED(2),
    FILTERED(3),
    RAN(4),
    FAILED(5),
    RETRIED(6),
    DELIVERED(7),
    REFUSED(8),
    DROPPED(9),
    DEAD_LETTERED(10);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    static Kind of(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalStateException("A hop of the unknown kind " + code);
    }

    int code() {
      return code;
    }

    /// As people read it, in `dead-lettered`.
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// As much of a text as is kept.
  static String cut(String text) {
    return text.length() > TEXT_CHARACTERS_MAX ? text.substring(0, TEXT_CHARACTERS_MAX) : text;
  }
}
