package dev.junction.schema.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.engine.Transaction;
import dev.junction.schema.content.EventSchema;
import dev.junction.schema.domain.Names;
import dev.junction.schema.domain.SchemaLimits;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The registries and discoverers of an account in a region. Contents stay in the map. Threads: the
/// partition's.
public final class Shelf {

  private static final int CONTENT_VERSION = 1;

  /// How many schemas of discovered events are remembered as they are compared.
  private static final int DISCOVERED_REMEMBERED = 200;

  private final Place place;
  private final NavigableMap<String, Registry> registries = new TreeMap<>();
  private final NavigableMap<String, DiscovererRecord> discoverers = new TreeMap<>();
  private final Map<String, EventSchema> discovered =
      new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, EventSchema> eldest) {
          return size() > DISCOVERED_REMEMBERED;
        }
      };

  Shelf(Place place) {
    this.place = place;
    registries.put(
        Names.AWS_EVENTS,
        new Registry(
            new RegistryRecord(
                "Contains schemas for events from AWS services.", null, 0, Map.of())));
  }

  public NavigableMap<String, Registry> registries() {
    return registries;
  }

  public NavigableMap<String, DiscovererRecord> discoverers() {
    return discoverers;
  }

  void restore(String registry, RegistryRecord record) {
    registries.put(registry, new Registry(record));
  }

  void restore(String registry, String schema, SchemaRecord record) {
    Registry found = registries.get(registry);
    if (found == null) {
      throw new IllegalStateException("The schema " + schema + " has no registry");
    }
    found.schemas().put(schema, record);
  }

  void restore(String id, DiscovererRecord record) {
    discoverers.put(id, record);
  }

  /// Creates or changes a registry.
  public void put(Transaction<Shelves> tx, String name, RegistryRecord record) {
    Registry registry = registries.get(name);
    if (registry == null) {
      registries.put(name, new Registry(record));
    } else {
      registry.change(record);
    }
    tx.put(SchemaKeys.registry(place, name), record.encode());
  }

  /// Deletes an empty registry.
  public void deleteRegistry(Transaction<Shelves> tx, String name) {
    registries.remove(name);
    tx.delete(SchemaKeys.registry(place, name));
  }

  /// Creates or changes a schema.
  ///
  /// @param content the content of its last version if that is new; null otherwise
  public void put(
      Transaction<Shelves> tx,
      Registry registry,
      SchemaName name,
      SchemaRecord record,
      @Nullable String content) {
    registry.schemas().put(name.schema, record);
    forget(name);
    tx.put(SchemaKeys.schema(place, name.registry, name.schema), record.encode());
    if (content != null) {
      byte[] text = content.getBytes(StandardCharsets.UTF_8);
      tx.put(
          SchemaKeys.content(place, name.registry, name.schema, record.lastVersion()),
          new FieldWriter(1 + text.length).octet(CONTENT_VERSION).raw(text).toBytes());
    }
  }

  /// A schema by the names of its registry and of itself.
  public record SchemaName(String registry, String schema) {}

  private void forget(SchemaName name) {
    if (name.registry.equals(Names.DISCOVERED)) {
      discovered.remove(name.schema);
    }
  }

  /// The content of a version.
  public String content(Transaction<Shelves> tx, SchemaName name, long version) {
    byte[] stored = tx.get(SchemaKeys.content(place, name.registry, name.schema, version));
    if (stored == null) {
      throw new IllegalStateException("Version " + version + " of " + name + " has no content");
    }
    return new String(
        new FieldReader(stored).version(CONTENT_VERSION, "The content of a schema").rest(),
        StandardCharsets.UTF_8);
  }

  /// Deletes a schema with its versions.
  public void deleteSchema(Transaction<Shelves> tx, Registry registry, SchemaName name) {
    registry.schemas().remove(name.schema);
    forget(name);
    tx.delete(SchemaKeys.schema(place, name.registry, name.schema));
    for (byte[][] range : SchemaKeys.everythingOf(place, name.registry, name.schema)) {
      tx.deleteRange(range[0], range[1]);
    }
  }

  /// Deletes one of several versions.
  public void deleteVersion(
      Transaction<Shelves> tx,
      Registry registry,
      SchemaName name,
      SchemaRecord record,
      SchemaRecord.Version version) {
    put(tx, registry, name, record.withoutVersion(version, tx.now().toEpochMilli()), null);
    tx.delete(SchemaKeys.content(place, name.registry, name.schema, version.number()));
    byte[][] bindings = SchemaKeys.bindings(place, name.registry, name.schema, version.number());
    tx.deleteRange(bindings[0], bindings[1]);
  }

  public @Nullable BindingRecord binding(
      Transaction<Shelves> tx, SchemaName name, long version, String language) {
    byte[] stored =
        tx.get(SchemaKeys.binding(place, name.registry, name.schema, version, language));
    return stored == null ? null : BindingRecord.decode(stored);
  }

  /// Notes that there is a code binding.
  public BindingRecord putBinding(
      Transaction<Shelves> tx, SchemaName name, long version, String language) {
    long now = tx.now().toEpochMilli();
    BindingRecord known = binding(tx, name, version, language);
    BindingRecord record = new BindingRecord(known == null ? now : known.createdAtMillis(), now);
    tx.put(
        SchemaKeys.binding(place, name.registry, name.schema, version, language), record.encode());
    return record;
  }

  public void put(Transaction<Shelves> tx, String id, DiscovererRecord record) {
    discoverers.put(id, record);
    tx.put(SchemaKeys.discoverer(place, id), record.encode());
  }

  public void deleteDiscoverer(Transaction<Shelves> tx, String id) {
    discoverers.remove(id);
    tx.delete(SchemaKeys.discoverer(place, id));
  }

  /// Takes an event that a discoverer has seen: a new schema for a new type of event, a new version
  /// where it says something new. Answers whether it did.
  public boolean discover(Transaction<Shelves> tx, EventSchema seen, String openApiType) {
    Registry registry = registries.get(Names.DISCOVERED);
    if (registry == null) {
      put(
          tx,
          Names.DISCOVERED,
          new RegistryRecord(
              "Contains schemas that were discovered from events.", null, 0, Map.of()));
      registry = registries.get(Names.DISCOVERED);
    }
    SchemaName name = new SchemaName(Names.DISCOVERED, seen.name());
    if (registry == null || !Names.isSchema(name.schema)) {
      return false;
    }
    SchemaRecord record = registry.schema(name.schema);
    EventSchema known = record == null ? null : known(tx, name, record);
    EventSchema wanted = known == null ? seen.together(seen) : known.together(seen);
    boolean full =
        record == null
            ? registry.schemas().size() >= SchemaLimits.SCHEMAS_MAX
            : record.versions().size() >= SchemaLimits.VERSIONS_MAX;
    if (wanted.equals(known) || full) {
      return false;
    }
    String content = wanted.openApi();
    if (content.length() > SchemaLimits.CONTENT_CHARACTERS_MAX) {
      return false;
    }
    SchemaRecord before =
        record == null
            ? SchemaRecord.empty(
                "Schema for event type " + seen.detailType() + ", of " + seen.source() + ".",
                Map.of())
            : record;
    SchemaRecord changed = before.withVersion(openApiType, tx.now().toEpochMilli(), null);
    put(tx, registry, name, changed, content);
    discovered.put(name.schema, wanted);
    return true;
  }

  private EventSchema known(Transaction<Shelves> tx, SchemaName name, SchemaRecord record) {
    EventSchema known = discovered.get(name.schema);
    if (known == null) {
      known = EventSchema.read(content(tx, name, record.latest().number()));
      discovered.put(name.schema, known);
    }
    return known;
  }
}
