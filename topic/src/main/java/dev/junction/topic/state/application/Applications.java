package dev.junction.topic.state.application;

import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.storage.StateStore;
import dev.junction.topic.domain.ApplicationAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The platform applications of one partition with their endpoints.
///
/// Shape of the keys: keyspace, `A`, the ARN of an application or of an endpoint. Threads: the
/// partition's.
public final class Applications {

  private static final byte KIND = 'A';

  private final byte keyspace;
  private final Map<ApplicationAddress, Attributed> applications = new HashMap<>();

  /// Endpoints by their ARN, for each application.
  private final Map<ApplicationAddress, Map<String, Attributed>> endpoints = new HashMap<>();

  public Applications(byte keyspace) {
    this.keyspace = keyspace;
  }

  /// Reads everything back.
  public void open(PartitionContext context) {
    byte[] from = {keyspace, KIND};
    byte[] to = {keyspace, KIND + 1};
    try (StateStore.Cursor cursor = context.scan(from, to)) {
      while (cursor.next()) {
        byte[] key = cursor.key();
        String arn = new String(key, 2, key.length - 2, StandardCharsets.UTF_8);
        Attributed value = Attributed.decode(cursor.value());
        ApplicationAddress application = ApplicationAddress.ofArn(arn).orElse(null);
        if (application != null) {
          applications.put(application, value);
        } else {
          ApplicationAddress owner = ApplicationAddress.ofEndpoint(arn).orElseThrow();
          // Earlier releases kept attributes as they were written.
          Attributed device = Attributed.device(owner.platform(), value.attributes());
          endpoints.computeIfAbsent(owner, _ -> new TreeMap<>()).put(arn, device);
        }
      }
    }
  }

  /// All applications.
  public Map<ApplicationAddress, Attributed> all() {
    return Collections.unmodifiableMap(applications);
  }

  /// The application at an address, or null.
  public @Nullable Attributed find(ApplicationAddress address) {
    return applications.get(address);
  }

  public void put(Transaction<?> tx, ApplicationAddress address, Attributed value) {
    applications.put(address, value);
    tx.put(key(address.arn()), value.encode());
  }

  /// Removes an application with its endpoints.
  public void remove(Transaction<?> tx, ApplicationAddress address) {
    applications.remove(address);
    tx.delete(key(address.arn()));
    Map<String, Attributed> gone = endpoints.remove(address);
    if (gone != null) {
      gone.keySet().forEach(arn -> tx.delete(key(arn)));
    }
  }

  /// The endpoints of an application by their ARNs.
  public Map<String, Attributed> endpointsOf(ApplicationAddress address) {
    return Collections.unmodifiableMap(endpoints.getOrDefault(address, Map.of()));
  }

  /// The endpoint of an ARN, or null.
  public @Nullable Attributed findEndpoint(ApplicationAddress owner, String arn) {
    return endpoints.getOrDefault(owner, Map.of()).get(arn);
  }

  public void putEndpoint(
      Transaction<?> tx, ApplicationAddress owner, String arn, Attributed value) {
    endpoints.computeIfAbsent(owner, _ -> new TreeMap<>()).put(arn, value);
    tx.put(key(arn), value.encode());
  }

  public void removeEndpoint(Transaction<?> tx, ApplicationAddress owner, String arn) {
    Map<String, Attributed> all = endpoints.get(owner);
    if (all != null && all.remove(arn) != null) {
      tx.delete(key(arn));
    }
  }

  private byte[] key(String arn) {
    byte[] name = arn.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + name.length).put(keyspace).put(KIND).put(name).array();
  }
}
