package dev.junction.queue.domain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which messages of a queue somebody wants to look at without receiving them.
///
/// @param state the state that the messages are in
/// @param after where to go on: behind this place
/// @param messagesMax how many messages to show at most
public record PeekQuestion(State state, Place after, int messagesMax) {

  /// How many messages a page shows when nothing is said.
  public static final int MESSAGES_DEFAULT = 50;

  /// How many messages a page shows at most.
  public static final int MESSAGES_MAX = 500;

  /// How many bytes of messages a page holds at most; one message is shown however large it is.
  public static final int BYTES_MAX = 1 << 20;

  /// How many messages of other states are passed over for one page at most.
  public static final int PASSED_OVER_MAX = 5_000;

  /// Where messages stand.
  public enum State {
    VISIBLE("visible"),
    IN_FLIGHT("in-flight"),
    DELAYED("delayed");

    private final String written;

    State(String written) {
      this.written = written;
    }

    public String written() {
      return written;
    }

    public static Optional<State> of(String text) {
      for (State state : values()) {
        if (state.written.equals(text)) {
          return Optional.of(state);
        }
      }
      return Optional.empty();
    }
  }

  /// A place in the order in which messages are shown.
  ///
  /// Shape as text: the sequence, for delayed messages with the due time and a hyphen before it.
  ///
  /// @param dueAtMillis when a delayed message becomes visible; 0 for others
  /// @param sequence the message's sequence
  public record Place(long dueAtMillis, long sequence) {

    public static final Place START = new Place(0, 0);

    private static final Pattern TEXT = Pattern.compile("(?:(\\d{1,18})-)?(\\d{1,18})");

    /// The place of a message that is not delayed.
    public static Place at(long sequence) {
      return new Place(0, sequence);
    }

    /// Reads a place of messages in this state; empty when the text is none.
    public static Optional<Place> parse(State state, String text) {
      Matcher parts = TEXT.matcher(text);
      if (!parts.matches() || (parts.group(1) != null) != (state == State.DELAYED)) {
        return Optional.empty();
      }
      long sequence = Long.parseLong(parts.group(2));
      return Optional.of(
          parts.group(1) == null
              ? at(sequence)
              : new Place(Long.parseLong(parts.group(1)), sequence));
    }

    public String format(State state) {
      return state == State.DELAYED ? dueAtMillis + "-" + sequence : String.valueOf(sequence);
    }
  }
}
