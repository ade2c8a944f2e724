package dev.junction.delivery.trace;

import dev.junction.kernel.TraceContext;
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
    int tookMillis,
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

  /// Something that took no time.
  public static Hop of(
      TraceContext trace, UUID message, Kind kind, long nowMillis, String resource) {
    return new Hop(trace.id(), message, nowMillis, 0, kind, trace.depth(), cut(resource), null);
  }

  private static String cut(String text) {
    return text.length() > TEXT_CHARACTERS_MAX ? text.substring(0, TEXT_CHARACTERS_MAX) : text;
  }

  /// The same, which took so long.
  public Hop after(long millis) {
    int took = (int) Math.max(0, Math.min(millis, Integer.MAX_VALUE));
    return new Hop(trace, message, atMillis, took, kind, depth, resource, detail);
  }

  /// The same with something else to say.
  public Hop saying(@Nullable String more) {
    String kept = more == null ? null : cut(more);
    return new Hop(trace, message, atMillis, tookMillis, kind, depth, resource, kept);
  }

  /// The same of a message that is called so at this place.
  public Hop of(@Nullable UUID name) {
    return name == null
        ? this
        : new Hop(trace, name, atMillis, tookMillis, kind, depth, resource, detail);
  }
}
