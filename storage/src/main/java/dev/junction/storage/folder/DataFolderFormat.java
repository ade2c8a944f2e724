package dev.junction.storage.folder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.junction.storage.seal.DataKey;
import dev.junction.storage.seal.LocalKey;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Properties;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// How a data folder is laid out: what was decided when it was made.
///
/// Shape: a properties file. Version 1 was that of the journal before segments were recycled; it
/// was never released and is refused. Version 3 is version 2 with everything sealed: it adds the
/// folder's key in the form that the operator's key opens. The last line is a checksum (CRC-32C) of
/// the lines before it; folders made before there was one have none.
///
/// @param partitions how many partitions the state is spread over
/// @param wrappedKey the sealed key of the folder; null when the folder is not encrypted
record DataFolderFormat(int partitions, @Nullable String wrappedKey) {

  private static final int VERSION = 2;
  private static final int SEALED_VERSION = 3;
  private static final String ALGORITHM = "AES-256-GCM";

  static DataFolderFormat current(int partitions, @Nullable LocalKey key) {
    if (key == null) {
      return new DataFolderFormat(partitions, null);
    }
    SecureRandom random = new SecureRandom();
    return new DataFolderFormat(partitions, null).sealedBy(DataKey.random(random), key, random);
  }

  /// The same with this key of the folder, in the form that this key of the operator opens.
  DataFolderFormat sealedBy(DataKey dataKey, LocalKey key, SecureRandom random) {
    return new DataFolderFormat(partitions, dataKey.wrap(key, context(partitions), random));
  }

  String text() {
    String entries = entries();
    CRC32C checksum = new CRC32C();
    checksum.update(entries.getBytes(ISO_8859_1));
    return entries + "checksum=%08x\n".formatted(checksum.getValue());
  }

  private String entries() {
    return wrappedKey == null
        ? "version=%d\npartitions=%d\n".formatted(VERSION, partitions)
        : "version=%d\npartitions=%d\nencryption=%s\nwrapped-key=%s\n"
            .formatted(SEALED_VERSION, partitions, ALGORITHM, wrappedKey);
  }

  static DataFolderFormat read(Path root, Path file) throws IOException {
    String text = Files.readString(file, ISO_8859_1);
    DataFolderFormat format = parse(root, file, text);
    if (!text.equals(format.text()) && !text.equals(format.entries())) {
      throw new DataFolderRefused(
          "The file "
              + file
              + " is damaged: its checksum does not fit what it says. Put back a copy of the file;"
              + " nothing else in the folder was changed.");
    }
    return format;
  }

  private static DataFolderFormat parse(Path root, Path file, String text) throws IOException {
    Properties entries = new Properties();
    entries.load(new StringReader(text));
    String version = entries.getProperty("version", "");
    boolean isSealed = version.equals(String.valueOf(SEALED_VERSION));
    if (!isSealed && !version.equals(String.valueOf(VERSION))) {
      throw new DataFolderRefused(
          "The data folder "
              + root
              + " has the format version '"
              + version
              + "', and this release knows versions "
              + VERSION
              + " and "
              + SEALED_VERSION
              + " only. Nothing in it was changed; choose another folder with --data.");
    }
    int partitions = partitions(file, entries.getProperty("partitions", ""));
    if (!isSealed) {
      return new DataFolderFormat(partitions, null);
    }
    String wrappedKey = entries.getProperty("wrapped-key");
    if (wrappedKey == null || !ALGORITHM.equals(entries.getProperty("encryption"))) {
      throw new DataFolderRefused(
          "The file " + file + " names no key of " + ALGORITHM + ". Put back a copy of the file.");
    }
    return new DataFolderFormat(partitions, wrappedKey);
  }

  private static int partitions(Path file, String text) {
    try {
      int number = Integer.parseInt(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Told below, as is a number that makes no sense.
    }
    throw new DataFolderRefused(
        "The file " + file + " names no number of partitions: '" + text + "'.");
  }

  /// The key of the folder, opened with the operator's; null when neither is there.
  ///
  /// @throws DataFolderRefused when only one of them is there, or they do not belong together
  @Nullable DataKey unlock(Path root, @Nullable LocalKey key) {
    if (wrappedKey == null) {
      if (key == null) {
        return null;
      }
      throw new DataFolderRefused(
          "The data folder "
              + root
              + " was made without encryption and stays so; nothing in it was changed. Start without"
              + " storage.encryption.key-file, or choose a new folder with --data.");
    }
    if (key == null) {
      throw new DataFolderRefused(
          "The data folder "
              + root
              + " is encrypted; nothing in it was changed. Name the file with its key: in"
              + " storage.encryption.key-file, or with --key-file for junction verify.");
    }
    DataKey opened = DataKey.unwrap(wrappedKey, key, context(partitions));
    if (opened == null) {
      throw new DataFolderRefused(
          "The key that was given does not open the data folder "
              + root
              + "; nothing in it was changed. The folder was made with another key, or its file"
              + " 'format' was changed: give the right key, or put back a copy of that file.");
    }
    return opened;
  }

  /// What the wrapped key is bound to.
  private static String context(int partitions) {
    return "junction data folder, version " + SEALED_VERSION + ", partitions " + partitions;
  }
}
