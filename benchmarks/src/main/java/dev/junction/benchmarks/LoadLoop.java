package dev.junction.benchmarks;

import dev.junction.testing.HttpAnswer;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Many kept-alive connections, each with one request at a time, all driven by the one thread that
/// calls: the cheapest client there is, because it shares its cores with the server that it
/// measures.
final class LoadLoop implements AutoCloseable {

  /// What one connection asks for.
  interface Script {

    /// The next whole request, or null when there is nothing more to ask for.
    byte @Nullable [] next();

    /// What came back; the body lies in the bytes.
    void answered(HttpAnswer answer, byte[] bytes) throws IOException;
  }

  private static final int BUFFER_BYTES = 4 << 10;
  private static final int SELECT_MILLIS = 200;

  private final class Lane {
    final SocketChannel channel;
    final SelectionKey key;
    final Script script;
    byte[] in = new byte[BUFFER_BYTES];
    int count;
    @Nullable ByteBuffer out;
    long sentNanos;

    Lane(int port, Script script) throws IOException {
      this.script = script;
      channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.configureBlocking(false);
      channel.socket().setTcpNoDelay(true);
      key = channel.register(selector, SelectionKey.OP_READ, this);
    }
  }

  private final Selector selector = Selector.open();
  private final List<Lane> lanes = new ArrayList<>();
  private final Latencies latencies = new Latencies();
  private int asking;
  private volatile boolean abandoned;

  LoadLoop(int port, List<? extends Script> scripts) throws IOException {
    for (Script script : scripts) {
      lanes.add(new Lane(port, script));
    }
  }

  /// Asks until the time is over or every script has ended, and waits for the last answers.
  void run(long nanos) throws IOException {
    latencies.clear();
    long end = System.nanoTime() + nanos;
    for (Lane lane : lanes) {
      ask(lane);
    }
    while (asking > 0 && !abandoned) {
      selector.select(SELECT_MILLIS);
      boolean more = System.nanoTime() < end;
      for (SelectionKey key : selector.selectedKeys()) {
        if (key.attachment() instanceof Lane lane) {
          ready(lane, more);
        }
      }
      selector.selectedKeys().clear();
    }
  }

  /// Ends a run without waiting for answers; from any thread. The connections are of no use then.
  void abandon() {
    abandoned = true;
    selector.wakeup();
  }

  /// How long the requests of the last run took.
  Latencies latencies() {
    return latencies;
  }

  private void ask(Lane lane) throws IOException {
    byte[] request = lane.script.next();
    if (request == null) {
      return;
    }
    asking++;
    lane.count = 0;
    lane.out = ByteBuffer.wrap(request);
    lane.sentNanos = System.nanoTime();
    write(lane, lane.out);
  }

  private static void write(Lane lane, ByteBuffer out) throws IOException {
    lane.channel.write(out);
    boolean all = !out.hasRemaining();
    if (all) {
      lane.out = null;
    }
    int interest = all ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
    if (lane.key.interestOps() != interest) {
      lane.key.interestOps(interest);
    }
  }

  private void ready(Lane lane, boolean more) throws IOException {
    if (lane.out != null && lane.key.isWritable()) {
      write(lane, lane.out);
    }
    if (!lane.key.isReadable()) {
      return;
    }
    if (lane.count == lane.in.length) {
      lane.in = Arrays.copyOf(lane.in, 4 * lane.in.length);
    }
    int some = lane.channel.read(ByteBuffer.wrap(lane.in, lane.count, lane.in.length - lane.count));
    if (some < 0) {
      throw new EOFException("The server closed a connection");
    }
    lane.count += some;
    HttpAnswer answer = HttpAnswer.in(lane.in, lane.count);
    if (answer != null) {
      latencies.record(System.nanoTime() - lane.sentNanos);
      asking--;
      lane.script.answered(answer, lane.in);
      if (more) {
        ask(lane);
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Lane lane : lanes) {
      lane.channel.close();
    }
    selector.close();
  }
}
