package dev.junction.storage.rocks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/// The column families of a database that is being opened: `partition-0` and so on, beside the
/// unused default one.
final class Families {
  private static final String DEFAULT =
      new String(RocksDB.DEFAULT_COLUMN_FAMILY, StandardCharsets.US_ASCII);

  private final List<String> found;
  private final List<ColumnFamilyHandle> handles = new ArrayList<>();

  private Families(List<String> found) {
    this.found = found;
  }

  /// Looks which families a folder's database has.
  ///
  /// @throws IllegalArgumentException when they are more than the wanted partitions
  /// @throws StateDamagedException when there is data, but nothing that says which
  static Families of(Path folder, int partitions) throws RocksDBException, IOException {
    if (!Files.exists(folder.resolve("CURRENT"))) {
      // RocksDB would begin an empty database here and drop these files as strangers.
      if (holdsTables(folder)) {
        throw new StateDamagedException(folder, "the file CURRENT is gone");
      }
      return new Families(List.of(DEFAULT));
    }
    try (Options none = new Options()) {
      List<String> found =
          RocksDB.listColumnFamilies(none, folder.toString()).stream()
              .map(name -> new String(name, StandardCharsets.US_ASCII))
              .toList();
      if (found.size() - 1 > partitions) {
        throw new IllegalArgumentException(
            "The state in %s has %d partitions, not %d"
                .formatted(folder, found.size() - 1, partitions));
      }
      // A manifest that cannot be read lists nothing; opening then tells why.
      return new Families(found.isEmpty() ? List.of(DEFAULT) : found);
    }
  }

  RocksDB open(Path folder, NativeOptions options) throws RocksDBException {
    List<ColumnFamilyDescriptor> descriptors =
        found.stream()
            .map(name -> new ColumnFamilyDescriptor(bytes(name), options.partition()))
            .toList();
    return RocksDB.open(options.database(), folder.toString(), descriptors, handles);
  }

  /// Creates the missing families, all at once, which takes a third of the time that they take one
  /// by one, and answers the handles of all partitions in order.
  List<ColumnFamilyHandle> partitions(RocksDB database, int partitions, NativeOptions options)
      throws RocksDBException {
    List<String> names = IntStream.range(0, partitions).mapToObj(p -> "partition-" + p).toList();
    List<String> missing = names.stream().filter(name -> !found.contains(name)).toList();
    if (!missing.isEmpty()) {
      handles.addAll(
          database.createColumnFamilies(
              options.partition(), missing.stream().map(Families::bytes).toList()));
    }
    Map<String, ColumnFamilyHandle> byName = new HashMap<>();
    for (ColumnFamilyHandle handle : handles) {
      byName.put(new String(handle.getName(), StandardCharsets.US_ASCII), handle);
    }
    List<ColumnFamilyHandle> ordered = new ArrayList<>();
    for (String name : names) {
      ColumnFamilyHandle handle = byName.get(name);
      if (handle == null) {
        throw new IllegalArgumentException("The state has other partitions than " + name);
      }
      ordered.add(handle);
    }
    return ordered;
  }

  /// Every handle that is open, the default family's too.
  List<ColumnFamilyHandle> handles() {
    return handles;
  }

  private static boolean holdsTables(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".sst"));
    }
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }
}
