package dev.junction.conformance.topic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/// A mail server that keeps what it is sent, and misbehaves as it is told. Source: RFC 5321.
final class MailRelay implements AutoCloseable {

  private final ServerSocket listener;
  private final Predicate<String> hangs;
  private final IntPredicate drops;
  private final BlockingQueue<String> mails = new LinkedBlockingQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  /// @param hangs which recipients are never answered for
  /// @param drops after which mails, by their numbers, the connection ends without an answer
  MailRelay(Predicate<String> hangs, IntPredicate drops) throws IOException {
    this.hangs = hangs;
    this.drops = drops;
    listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /// The next mail that came as a whole, with its headers.
  String next(int seconds) throws InterruptedException {
    String mail = mails.poll(seconds, TimeUnit.SECONDS);
    if (mail == null) {
      throw new AssertionError("No mail came within " + seconds + " seconds");
    }
    return mail;
  }

  private void accept() {
    while (closed.getCount() > 0) {
      try {
        Socket socket = listener.accept();
        Thread.ofVirtual().start(() -> talk(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      say(socket, "220 relay");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("RCPT") && hangs.test(line)) {
          closed.await();
        }
        if (line.equals("DATA")) {
          say(socket, "354 go on");
          StringBuilder mail = new StringBuilder();
          for (String text = in.readLine(); !".".equals(text); text = in.readLine()) {
            mail.append(text).append('\n');
          }
          boolean isDropped = drops.test(count.incrementAndGet());
          mails.add(mail.toString());
          if (isDropped) {
            return;
          }
        }
        say(socket, "250 relay");
      }
    } catch (IOException _) {
      // The other side is gone.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void say(Socket socket, String line) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listener.close();
  }
}
