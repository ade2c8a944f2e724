package dev.junction.topic.state.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.engine.PartitionContext;
import dev.junction.engine.Transaction;
import dev.junction.storage.WriteBatch;
import dev.junction.storage.memory.MemoryStateStore;
import dev.junction.topic.domain.ApplicationAddress;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ApplicationsTest {

  private static final byte KEYSPACE = 18;

  // An earlier release stored attributes as they were written.
  @Test
  void aStoredDeviceIsTheOneThatItIsNow() {
    Map<String, String> written = Map.of("Token", "ABCD", "Enabled", "True");
    assertThat(stored("APNS", written))
        .isEqualTo(Attributed.device("APNS", Map.of("Token", "abcd", "Enabled", "true")));
    assertThat(stored("GCM", written).attributes())
        .isEqualTo(Map.of("Token", "ABCD", "Enabled", "true"));
  }

  /// What is read of a device that was stored with these attributes.
  private static Attributed stored(String platform, Map<String, String> attributes) {
    ApplicationAddress address =
        ApplicationAddress.ofArn("arn:aws:sns:us-east-1:123456789012:app/" + platform + "/app")
            .orElseThrow();
    String arn = address.endpointArn("1");
    WriteBatch batch = new WriteBatch();
    Transaction<?> tx = proxy(Transaction.class, batch);
    new Applications(KEYSPACE).putEndpoint(tx, address, arn, new Attributed(attributes));
    MemoryStateStore store = MemoryStateStore.ephemeral();
    store.apply(1, batch);
    Applications opened = new Applications(KEYSPACE);
    opened.open(proxy(PartitionContext.class, store));
    return Objects.requireNonNull(opened.findEndpoint(address, arn));
  }

  /// What has its methods done by another object that has them too.
  private static <T> T proxy(Class<T> type, Object by) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) ->
                by.getClass()
                    .getMethod(method.getName(), method.getParameterTypes())
                    .invoke(by, arguments)));
  }
}
