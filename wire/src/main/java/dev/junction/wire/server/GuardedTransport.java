package dev.junction.wire.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TcpConfig;
import io.vertx.core.spi.transport.Transport;
import org.jspecify.annotations.Nullable;

/// The plain Java transport with a [ConnectionGate] before every listening socket.
///
/// Vert.x shows a connection to its user only after the first bytes have arrived, which is too late
/// to count connections or to time a silent client.
final class GuardedTransport implements io.vertx.core.transport.Transport, Transport {

  private final Transport plain = io.vertx.core.transport.Transport.NIO.implementation();
  private final ConnectionGate gate;

  GuardedTransport(ConnectionGate gate) {
    this.gate = gate;
  }

  @Override
  public void configure(TcpConfig config, boolean domainSocket, ServerBootstrap bootstrap) {
    plain.configure(config, domainSocket, bootstrap);
    bootstrap.handler(gate);
  }

  @Override
  public String name() {
    return "guarded";
  }

  @Override
  public boolean available() {
    return true;
  }

  @Override
  public @Nullable Throwable unavailabilityCause() {
    return null;
  }

  @Override
  public Transport implementation() {
    return this;
  }

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return plain.ioHandlerFactory();
  }

  @Override
  @SuppressWarnings("deprecation") // the overridden method takes this type
  public DatagramChannel datagramChannel(InternetProtocolFamily family) {
    return plain.datagramChannel(family);
  }

  @Override
  public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
    return plain.datagramChannelFactory();
  }

  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
    return plain.channelFactory(domainSocket);
  }

  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
    return plain.serverChannelFactory(domainSocket);
  }

  @Override
  public java.net.SocketAddress convert(SocketAddress address) {
    return plain.convert(address);
  }

  @Override
  public SocketAddress convert(java.net.SocketAddress address) {
    return plain.convert(address);
  }
}
