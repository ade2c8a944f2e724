package dev.junction.storage.file;

import java.io.IOException;
import java.util.List;

/// A flat folder of files as the journal sees it: the port that a simulation takes the place of.
///
/// Names have no slashes. Durability: a create, rename or delete is durable after the next
/// [#syncDirectory], the content of a file after the next [DiskFile#sync]. Threads: any.
public interface Disk {

  /// The names of all files, in order.
  List<String> list() throws IOException;

  /// Opens a file that exists.
  DiskFile open(String name) throws IOException;

  /// Opens a file that exists, for reading only.
  DiskFile openToRead(String name) throws IOException;

  /// Makes a file of this size that holds zeros in blocks already assigned to it, and syncs it.
  void preallocate(String name, long sizeBytes) throws IOException;

  /// The size of a file in bytes.
  long size(String name) throws IOException;

  /// About how many bytes could be added to files now.
  long usableBytes() throws IOException;

  /// Gives a file another name, which must not be taken.
  void rename(String from, String to) throws IOException;

  /// Removes a file.
  void delete(String name) throws IOException;

  /// Makes all creates, renames and deletes so far durable.
  void syncDirectory() throws IOException;
}
