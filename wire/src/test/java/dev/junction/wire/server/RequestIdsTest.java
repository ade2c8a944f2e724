package dev.junction.wire.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Request ids.
class RequestIdsTest {

  @Test
  void idsAreRandomUuidsInShapeAndNeverTheSameOnAnyThread() {
    Set<String> ids = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 100_000).parallel().forEach(_ -> ids.add(RequestIds.next()));
    assertThat(ids).hasSize(100_000);
    UUID id = UUID.fromString(ids.iterator().next());
    assertThat(id.version()).isEqualTo(4);
    assertThat(id.variant()).isEqualTo(2);
  }
}
