package dev.junction.storage.folder;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Properties;

/// How a data folder is laid out: what was decided when it was made.
///
/// @param version the version of the layout
/// @param partitions how many partitions the state is spread over
record DataFolderFormat(int version, int partitions) {
  static final int CURRENT_VERSION = 1;

  String text() {
    return "version=%d\npartitions=%d\n".formatted(version, partitions);
  }

  static DataFolderFormat parse(String text) throws IOException {
    Properties entries = new Properties();
    try (Reader reader = new StringReader(text)) {
      entries.load(reader);
    }
    int version = number(entries, "version");
    if (version != CURRENT_VERSION) {
      throw new IOException("The data folder has version %d, not 1".formatted(version));
    }
    return new DataFolderFormat(version, number(entries, "partitions"));
  }

  private static int number(Properties entries, String key) throws IOException {
    String text = entries.getProperty(key, "");
    try {
      int value = Integer.parseInt(text);
      if (value > 0) {
        return value;
      }
    } catch (NumberFormatException noNumber) {
      throw new IOException(
          "The data folder's format file has no %s: '%s'".formatted(key, text), noNumber);
    }
    throw new IOException("The data folder's format file has %s=%s".formatted(key, text));
  }
}
