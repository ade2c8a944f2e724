package dev.junction.queue.state;

import dev.junction.engine.Transaction;
import dev.junction.queue.domain.PeekQuestion;
import dev.junction.queue.domain.PeekQuestion.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages that are collected for somebody who looks at a queue, until there are enough of them.
/// Threads: the partition's.
public final class Showcase {

  private final PeekQuestion question;
  private final long expiresBeforeMillis;
  private final List<Shown> messages = new ArrayList<>();
  private int bytes;
  private int passedOver;
  private Place reached;
  private boolean goesOn;

  /// @param expiresBeforeMillis waiting messages that were sent before this time are not shown: no
  ///     receive would find them
  Showcase(PeekQuestion question, long expiresBeforeMillis) {
    this.question = question;
    this.expiresBeforeMillis = expiresBeforeMillis;
    this.reached = question.after();
  }

  Place after() {
    return question.after();
  }

  /// How many more messages there is room for, by their number.
  int room() {
    return question.messagesMax() - messages.size();
  }

  boolean isExpired(long sentAtMillis) {
    return sentAtMillis < expiresBeforeMillis;
  }

  /// Takes a message in; answers false when there is no room for it.
  boolean show(Place place, Shown message) {
    int size = message.stored().length;
    if (room() == 0 || (bytes + size > PeekQuestion.BYTES_MAX && !messages.isEmpty())) {
      goesOn = true;
      return false;
    }
    messages.add(message);
    bytes += size;
    reached = place;
    return true;
  }

  /// Leaves a message out; answers false when enough were left out for once.
  boolean passOver(Place place) {
    reached = place;
    goesOn = ++passedOver >= PeekQuestion.PASSED_OVER_MAX;
    return !goesOn;
  }

  /// There is more than could be looked at now.
  void goOnLater() {
    goesOn = true;
  }

  /// Collects from a queue what the question asks for.
  Page filled(Transaction<?> tx, Messages from, Delays delays) {
    switch (question.state()) {
      case VISIBLE -> from.showWaiting(tx, this);
      case IN_FLIGHT -> from.showInFlight(tx, this);
      case DELAYED -> delays.show(tx, this);
    }
    return page();
  }

  /// What was collected.
  private Page page() {
    return new Page(List.copyOf(messages), goesOn ? reached : null);
  }

  /// Some messages of a queue.
  ///
  /// @param messages the messages
  /// @param next behind which place there may be more; null when these are the last ones
  public record Page(List<Shown> messages, @Nullable Place next) {}

  /// One message.
  ///
  /// @param sequence its place in the queue
  /// @param stored the stored message
  /// @param receiveCount how often it was received
  /// @param firstReceivedAtMillis when it was received first, or 0
  /// @param visibleAtMillis when it will be visible, or 0 when it is
  public record Shown(
      long sequence,
      byte[] stored,
      int receiveCount,
      long firstReceivedAtMillis,
      long visibleAtMillis) {

    /// A waiting message.
    static Shown waiting(long sequence, byte[] stored, int receiveCount, long firstReceivedAt) {
      return new Shown(sequence, stored, receiveCount, firstReceivedAt, 0);
    }
  }
}
