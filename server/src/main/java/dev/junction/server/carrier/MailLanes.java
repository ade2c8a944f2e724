package dev.junction.server.carrier;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Whose turn it is to be mailed: domains take turns, so that one whose mails hang on their way
/// leaves room for the others.
///
/// Limits: [#AT_ONCE_MAX] mails at once, [#OF_ONE_MAX] of them to one domain; a domain whose last
/// mail had no answer gets one at a time, and all such domains together [#OF_SILENT_MAX]; about
/// [#WAITING_BYTES_MAX] wait. Threads: any.
final class MailLanes {

  static final int AT_ONCE_MAX = 24;
  static final int OF_ONE_MAX = 8;
  static final int OF_SILENT_MAX = 8;

  /// How many bytes may wait here; silent domains leave the others half of it.
  static final int WAITING_BYTES_MAX = 32 << 20;

  /// How many domains are known to be silent; a forgotten one is found out again.
  private static final int SILENT_KNOWN_MAX = 10_000;

  /// The right to send one mail, given back by [#end].
  record Turn(String domain, boolean isSilent) {}

  /// How a turn ended.
  enum End {
    ANSWERED,
    SILENT
  }

  /// A mail that waits.
  ///
  /// @param bytes what it takes of memory
  private record Waiting(int bytes, Consumer<Turn> send) {}

  private static final class Lane {
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int sending;

    /// Whether its domain is in one of the two queues.
    private boolean isListed;
  }

  private final Map<String, Lane> lanes = new HashMap<>();
  private final ArrayDeque<String> lively = new ArrayDeque<>();
  private final ArrayDeque<String> quiet = new ArrayDeque<>();
  private final LinkedHashSet<String> silent = new LinkedHashSet<>();
  private int sending;
  private int sendingToSilent;
  private long waitingBytes;

  /// Whether a mail may enter: when it may be sent at once or there is room for it to wait.
  synchronized boolean hasRoom(String domain, int bytes) {
    boolean isSilent = silent.contains(domain);
    if (!isSilent && sending < AT_ONCE_MAX) {
      Lane lane = lanes.get(domain);
      if (lane == null || lane.sending < OF_ONE_MAX) {
        return true;
      }
    }
    return waitingBytes + bytes <= (isSilent ? WAITING_BYTES_MAX / 2 : WAITING_BYTES_MAX);
  }

  /// Has a mail to a domain sent when it is its turn.
  ///
  /// @param bytes what it takes of memory while it waits
  /// @param send begins to send and does not block
  void enter(String domain, int bytes, Consumer<Turn> send) {
    List<Runnable> begun;
    synchronized (this) {
      Lane lane = lanes.computeIfAbsent(domain, _ -> new Lane());
      lane.waiting.add(new Waiting(bytes, send));
      waitingBytes += bytes;
      list(domain, lane);
      begun = begin();
    }
    begun.forEach(Runnable::run);
  }

  /// A turn is over.
  void end(Turn turn, End how) {
    List<Runnable> begun;
    synchronized (this) {
      sending--;
      sendingToSilent -= turn.isSilent ? 1 : 0;
      if (how == End.ANSWERED) {
        silent.remove(turn.domain);
      } else if (how == End.SILENT) {
        silent.add(turn.domain);
        if (silent.size() > SILENT_KNOWN_MAX) {
          silent.removeFirst();
        }
      }
      Lane lane = lanes.get(turn.domain);
      if (lane == null) {
        throw new IllegalStateException("A turn that was never begun: " + turn);
      }
      lane.sending--;
      list(turn.domain, lane);
      if (lane.sending == 0 && lane.waiting.isEmpty()) {
        lanes.remove(turn.domain);
      }
      begun = begin();
    }
    begun.forEach(Runnable::run);
  }

  private boolean mayBegin(String domain, Lane lane) {
    return !lane.waiting.isEmpty() && lane.sending < (silent.contains(domain) ? 1 : OF_ONE_MAX);
  }

  private void list(String domain, Lane lane) {
    if (!lane.isListed && mayBegin(domain, lane)) {
      lane.isListed = true;
      (silent.contains(domain) ? quiet : lively).add(domain);
    }
  }

  /// Takes what may begin now.
  private List<Runnable> begin() {
    List<Runnable> begun = new ArrayList<>();
    while (sending < AT_ONCE_MAX) {
      // The silent first: the others always have the rest.
      String domain = sendingToSilent < OF_SILENT_MAX ? quiet.poll() : null;
      domain = domain == null ? lively.poll() : domain;
      if (domain == null) {
        return begun;
      }
      Lane lane = lanes.get(domain);
      if (lane == null) {
        throw new IllegalStateException("A listed domain without a lane: " + domain);
      }
      lane.isListed = false;
      boolean isSilent = silent.contains(domain);
      if (mayBegin(domain, lane) && (!isSilent || sendingToSilent < OF_SILENT_MAX)) {
        Waiting first = lane.waiting.remove();
        waitingBytes -= first.bytes();
        lane.sending++;
        sending++;
        sendingToSilent += isSilent ? 1 : 0;
        Turn turn = new Turn(domain, isSilent);
        begun.add(() -> first.send().accept(turn));
      }
      // It may have changed sides since it was listed.
      list(domain, lane);
    }
    return begun;
  }
}
