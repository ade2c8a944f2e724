package dev.junction.resilience.load;

import java.io.IOException;
import java.util.List;

/// Clients of a kind of service that work until the server is gone, and afterwards look for what
/// they had acknowledged.
public interface Load extends AutoCloseable {

  /// What is lost when something of it is, as in `topics`.
  String kind();

  /// Lets the clients begin.
  void start();

  /// Tells the clients to stop and waits for them.
  @Override
  void close() throws InterruptedException;

  /// Looks for everything, once the server is there again.
  void drain() throws IOException;

  /// What was to be found, and what was.
  List<Ledger> ledgers();

  /// Of these, those that hold everything once.
  List<Ledger> published();

  /// What else should not have been.
  List<String> faults();
}
