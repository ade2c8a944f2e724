package dev.junction.wire.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts the connections of all listening sockets, closes those above the maximum, and gives every
/// other one its [ConnectionGuard].
@ChannelHandler.Sharable
final class ConnectionGate extends ChannelInboundHandlerAdapter {

  private final int connectionsMax;
  private final EdgeTimeouts timeouts;
  private final AtomicInteger connections = new AtomicInteger();

  ConnectionGate(int connectionsMax, EdgeTimeouts timeouts) {
    this.connectionsMax = connectionsMax;
    this.timeouts = timeouts;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Channel accepted = (Channel) message;
    if (connections.incrementAndGet() > connectionsMax) {
      connections.decrementAndGet();
      accepted.unsafe().closeForcibly();
      return;
    }
    accepted.pipeline().addFirst(ConnectionGuard.NAME, new ConnectionGuard(this, timeouts));
    context.fireChannelRead(accepted);
  }

  void onClosed() {
    connections.decrementAndGet();
  }
}
