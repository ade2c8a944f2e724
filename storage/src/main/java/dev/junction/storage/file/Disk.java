package dev.junction.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// The few things that the journal asks of a folder on a disk, so that simulations can lose power.
public interface Disk {

  /// An open file. Threads: one writer; reads may come from others.
  interface DiskFile extends AutoCloseable {
    /// Writes all remaining bytes at the position.
    void write(long position, ByteBuffer bytes) throws IOException;

    /// Fills the buffer from the position as far as there are bytes; answers how many there were.
    int read(long position, ByteBuffer into) throws IOException;

    /// Makes everything that was written survive a power loss.
    void sync() throws IOException;

    long size() throws IOException;

    @Override
    void close() throws IOException;
  }

  /// Opens a file for reading and writing, and creates it when it is not there.
  DiskFile open(String name) throws IOException;

  /// The names of the files, in order.
  List<String> list() throws IOException;

  void delete(String name) throws IOException;

  /// Makes created and deleted names survive a power loss.
  void syncNames() throws IOException;

  /// What stands before a file's name in messages.
  String path();
}
