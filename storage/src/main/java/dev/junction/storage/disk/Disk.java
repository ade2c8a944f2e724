package dev.junction.storage.disk;

import java.io.IOException;
import java.util.List;

/// A folder of files with the promises and the lack of promises that a disk has.
///
/// Shape: names are relative, parts joined by `/`. Durability: what is written to a file is durable
/// after its sync; a created, renamed or deleted name is durable after [#syncFolder] of the folder
/// that holds it. Threads: any.
public interface Disk {

  /// Opens a file that exists, to read and write.
  DiskFile open(String name) throws IOException;

  /// Opens a file that exists, to read only.
  DiskFile openToRead(String name) throws IOException;

  /// Creates a file that does not exist, empty, for the owner's eyes only.
  DiskFile create(String name) throws IOException;

  boolean exists(String name) throws IOException;

  /// The names of the files in a folder, without the folder, in order; none when there is no such
  /// folder. Folders in it are left out.
  List<String> list(String folder) throws IOException;

  /// Creates a folder, for the owner's eyes only, and makes it durable; does nothing when it
  // exists.
  void createFolder(String name) throws IOException;

  /// Renames a file in one step, over an existing one if there is one.
  void rename(String from, String to) throws IOException;

  /// Deletes a file that exists.
  void delete(String name) throws IOException;

  /// Makes the names in a folder durable.
  void syncFolder(String folder) throws IOException;
}
