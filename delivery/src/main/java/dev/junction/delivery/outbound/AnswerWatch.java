package dev.junction.delivery.outbound;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;

/// Tells whether anything has come on a kept connection since its last request began. Threads: any.
final class AnswerWatch extends ChannelInboundHandlerAdapter {

  private static final AttributeKey<AnswerWatch> KEY =
      AttributeKey.valueOf(AnswerWatch.class.getName());

  private volatile boolean hasCome;

  /// The one of a connection; null when no request has had the connection.
  static @Nullable AnswerWatch of(Channel channel) {
    return channel.attr(KEY).get();
  }

  /// Watches a new connection, below what reads answers and above what decrypts them.
  static AnswerWatch begin(Channel channel) {
    AnswerWatch watch = new AnswerWatch();
    channel.attr(KEY).set(watch);
    ChannelPipeline pipeline = channel.pipeline();
    ChannelHandlerContext secure = pipeline.context(SslHandler.class);
    if (secure == null) {
      pipeline.addFirst(watch);
    } else {
      pipeline.addAfter(secure.name(), null, watch);
    }
    return watch;
  }

  /// The next request begins.
  void beginAgain() {
    hasCome = false;
  }

  boolean hasCome() {
    return hasCome;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf bytes) || bytes.isReadable()) {
      hasCome = true;
    }
    context.fireChannelRead(message);
  }
}
