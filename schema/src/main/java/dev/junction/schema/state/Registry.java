package dev.junction.schema.state;

import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One registry and the schemas in it, without their contents. Threads: the partition's.
public final class Registry {

  private final NavigableMap<String, SchemaRecord> schemas = new TreeMap<>();
  private RegistryRecord record;

  Registry(RegistryRecord record) {
    this.record = record;
  }

  public RegistryRecord record() {
    return record;
  }

  /// The schemas by name.
  public NavigableMap<String, SchemaRecord> schemas() {
    return schemas;
  }

  /// The schema of a name, or null.
  public @Nullable SchemaRecord schema(String name) {
    return schemas.get(name);
  }

  void change(RegistryRecord changed) {
    record = changed;
  }
}
