package dev.junction.engine;

import dev.junction.storage.StateStore;
import java.util.Map;
import java.util.TreeMap;

/// A second service for tests: it counts its lines, and everything that reaches it is one.
final class Ledgers implements PartitionService<Ledgers.View> {

  private static final byte KEYSPACE = 40;

  /// The lines of one partition.
  static final class View {
    private long lines;
  }

  private final Map<Integer, View> opened = new TreeMap<>();

  long lines(int partition) {
    View view = opened.get(partition);
    return view == null ? 0 : view.lines;
  }

  static boolean add(View view, Transaction<View> tx) {
    view.lines++;
    tx.put(new byte[] {KEYSPACE, (byte) view.lines}, new byte[0]);
    return true;
  }

  @Override
  public String name() {
    return "ledgers";
  }

  @Override
  public byte keyspace() {
    return KEYSPACE;
  }

  @Override
  public View open(PartitionContext context) {
    View view = new View();
    try (StateStore.Cursor cursor =
        context.scan(new byte[] {KEYSPACE}, new byte[] {KEYSPACE + 1})) {
      while (cursor.next()) {
        view.lines++;
      }
    }
    opened.put(context.partition(), view);
    return view;
  }

  @Override
  public void onTimer(View view, Transaction<View> tx, byte[] payload) {
    add(view, tx);
  }

  @Override
  public void onMessage(View view, Transaction<View> tx, int fromPartition, byte[] payload) {
    add(view, tx);
  }
}
