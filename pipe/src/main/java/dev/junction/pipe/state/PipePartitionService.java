package dev.junction.pipe.state;

import dev.junction.engine.PartitionContext;
import dev.junction.engine.PartitionService;
import dev.junction.engine.Transaction;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// How pipes live on a partition.
public final class PipePartitionService implements PartitionService<Pipes> {

  private volatile @Nullable IntConsumer runner;

  /// Says who runs pipes; until then they wait.
  ///
  /// @param who gets the number of a partition whose pipes have changed
  public void begin(IntConsumer who) {
    runner = who;
  }

  @Override
  public String name() {
    return "pipe";
  }

  @Override
  public byte keyspace() {
    return PipeKeys.KEYSPACE;
  }

  @Override
  public Pipes open(PartitionContext context) {
    Pipes pipes = new Pipes(context, this::tell);
    pipes.open();
    return pipes;
  }

  private void tell(int partition) {
    IntConsumer who = runner;
    if (who != null) {
      who.accept(partition);
    }
  }

  @Override
  public void onTimer(Pipes pipes, Transaction<Pipes> tx, byte[] payload) {
    throw new IllegalStateException("Pipes have no timers");
  }

  @Override
  public void onMessage(Pipes pipes, Transaction<Pipes> tx, int fromPartition, byte[] payload) {
    throw new IllegalStateException("Pipes send no messages to each other");
  }
}
