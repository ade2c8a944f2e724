package dev.junction.wire.server;

import io.netty.util.internal.ThreadExecutorMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The event loops of the servers, for those who are called on one.
public final class EventLoops {

  private EventLoops() {}

  /// The event loop that this thread is, which runs what it is given once it has read what its
  /// connections have for it now; null on other threads.
  public static @Nullable Executor current() {
    return ThreadExecutorMap.currentExecutor();
  }
}
