package dev.junction.storage.folder;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// How a data folder is laid out: what was decided when it was made.
///
/// Shape: a properties file. Version 1 was that of the journal before segments were recycled; it
/// was never released and is refused.
///
/// @param partitions how many partitions the state is spread over
record DataFolderFormat(int partitions) {

  private static final int VERSION = 2;

  static DataFolderFormat current(int partitions) {
    return new DataFolderFormat(partitions);
  }

  String text() {
    return "version=%d\npartitions=%d\n".formatted(VERSION, partitions);
  }

  static DataFolderFormat read(Path root, Path file) throws IOException {
    Properties entries = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      entries.load(reader);
    }
    String version = entries.getProperty("version", "");
    if (!version.equals(String.valueOf(VERSION))) {
      throw new DataFolderRefused(
          "The data folder "
              + root
              + " has the format version '"
              + version
              + "', and this release knows version "
              + VERSION
              + " only. Nothing in it was changed; choose another folder with --data.");
    }
    String partitions = entries.getProperty("partitions", "");
    try {
      int number = Integer.parseInt(partitions);
      if (number > 0) {
        return new DataFolderFormat(number);
      }
    } catch (NumberFormatException _) {
      // Told below, as is a number that makes no sense.
    }
    throw new DataFolderRefused(
        "The file " + file + " names no number of partitions: '" + partitions + "'.");
  }
}
