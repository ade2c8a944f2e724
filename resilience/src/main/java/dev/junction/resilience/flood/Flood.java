package dev.junction.resilience.flood;

import dev.junction.testing.Folders;
import dev.junction.testing.LaunchCommand;
import dev.junction.testing.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Idle long polls, slow requests and too many connections against one server.
///
/// @param polls how many long polls wait
/// @param slow how many requests never end
/// @param headerTimeout the server's setting: how long the head of a request may take
/// @param expectedTimeout how long it may take as far as this knows
/// @param folder where the server keeps its data
public record Flood(
    int polls, int slow, Duration headerTimeout, Duration expectedTimeout, Path folder) {

  private static final long RESIDENT_BYTES_MAX = 150L << 20;
  private static final Duration LATE_MAX = Duration.ofSeconds(2);
  private static final Duration MEASURED = Duration.ofSeconds(2);
  private static final int TOO_MANY = 50;

  /// What was seen.
  ///
  /// @param figures what was measured, one a line
  /// @param faults what should not have been
  public record Report(List<String> figures, List<String> faults) {

    public boolean isClean() {
      return faults.isEmpty();
    }

    public void print(String name) {
      System.out.println(name + ": " + faults.size() + " faults");
      figures.forEach(figure -> System.out.println("  " + figure));
      faults.forEach(fault -> System.out.println("  FAULT: " + fault));
    }
  }

  /// Runs it.
  public Report run() throws IOException, InterruptedException {
    List<String> figures = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    int connectionsMax = polls + slow + TOO_MANY;
    List<String> options =
        List.of(
            "--set",
            "http.connections-max=" + connectionsMax,
            "--set",
            "http.header-timeout=" + headerTimeout.toMillis() + " ms");
    try (ServerProcess server =
            ServerProcess.start(LaunchCommand.current(), folder, options, Map.of());
        Sends sends = new Sends(server.port(), "other", 1_000)) {
      sends.p99(MEASURED);
      polls(server, sends, figures, faults);
      slow(server, sends, figures, faults);
      tooMany(server, sends, connectionsMax, figures, faults);
      if (!server.loggedErrors().isEmpty()) {
        faults.add("clients that go away are errors in the log");
      }
    }
    Folders.delete(folder.resolveSibling(""));
    return new Report(figures, faults);
  }

  private void polls(ServerProcess server, Sends sends, List<String> figures, List<String> faults)
      throws IOException {
    try (IdlePolls idle = new IdlePolls(server.port())) {
      Duration alone = sends.p99(MEASURED);
      long before = server.cost().residentBytes();
      idle.open(polls);
      Duration beside = sends.p99(MEASURED);
      long grown = server.cost().residentBytes() - before;
      long early = idle.answered();
      figures.add(
          "%d idle long polls: RSS +%d MiB; p99 of sends %.1f ms alone, %.1f ms beside them"
              .formatted(polls, grown >> 20, alone.toNanos() / 1e6, beside.toNanos() / 1e6));
      if (grown > RESIDENT_BYTES_MAX) {
        faults.add("RSS has grown by " + (grown >> 20) + " MiB");
      }
      if (early > 0) {
        faults.add(early + " polls were answered although there was nothing");
      }
      if (!idle.isOneWokenByAMessage()) {
        faults.add("a message did not wake exactly one poll");
      }
    }
  }

  private void slow(ServerProcess server, Sends sends, List<String> figures, List<String> faults)
      throws IOException {
    try (SlowRequests requests = new SlowRequests(server.port(), slow)) {
      Duration beside = sends.p99(expectedTimeout.dividedBy(2));
      Duration most = expectedTimeout.plus(LATE_MAX);
      int open = requests.openAfter(most);
      figures.add(
          "%d requests that never end: %d still open after %d s; p99 of sends %.1f ms beside them"
              .formatted(slow, open, most.toSeconds(), beside.toNanos() / 1e6));
      if (open > 0) {
        faults.add(open + " requests that never end are still open");
      }
    }
  }

  /// More connections than there may be: those beyond are closed at once, the others go on.
  private static void tooMany(
      ServerProcess server, Sends sends, int max, List<String> figures, List<String> faults)
      throws IOException {
    List<Socket> sockets = new ArrayList<>();
    int refused = 0;
    try {
      for (int i = 0; i < max + TOO_MANY; i++) {
        sockets.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
      }
      sends.send();
      for (Socket socket : sockets.subList(max, sockets.size())) {
        socket.setSoTimeout(2_000);
        refused += isClosed(socket) ? 1 : 0;
      }
      figures.add(
          "%d connections of at most %d: %d of the last %d closed"
              .formatted(sockets.size() + 1, max, refused, TOO_MANY));
      if (refused != TOO_MANY) {
        faults.add("only " + refused + " connections beyond the limit were closed");
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static boolean isClosed(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException _) {
      return false;
    } catch (IOException _) {
      return true;
    }
  }
}
