package dev.junction.engine;

/// How large an engine is.
///
/// @param partitions how many partitions there are; fixed when a data folder is made
/// @param mailboxMax how many calls may wait for one partition before further ones are refused
/// @param checkpointBytes after so many bytes of journal the state is flushed and the journal
///     trimmed
public record EngineSettings(int partitions, int mailboxMax, long checkpointBytes) {

  /// Eight partitions, as an embedded engine has.
  public static final EngineSettings EMBEDDED = new EngineSettings(8, 65_536, 128L << 20);
}
