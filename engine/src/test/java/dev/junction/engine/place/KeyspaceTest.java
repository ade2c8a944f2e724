package dev.junction.engine.place;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.kernel.Invariant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyspaceTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 255})
  void theseAreNotForServices(int first) {
    assertThatThrownBy(() -> new Keyspace((byte) first)).isInstanceOf(Invariant.Broken.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 127, 128, 254})
  void aKeyspaceMayBeUsedToItsEnd(int first) {
    Keyspace keyspace = new Keyspace((byte) first);
    assertThatCode(() -> keyspace.check(new byte[] {(byte) first}, new byte[] {(byte) (first + 1)}))
        .doesNotThrowAnyException();
  }

  @Test
  void nothingOutsideIsAllowed() {
    Keyspace keyspace = new Keyspace((byte) 128);
    byte[] inside = {(byte) 128, 1};
    assertThatThrownBy(() -> keyspace.check(new byte[] {127})).isInstanceOf(Invariant.Broken.class);
    assertThatThrownBy(() -> keyspace.check(inside, new byte[] {(byte) 129, 0}))
        .isInstanceOf(Invariant.Broken.class);
    assertThatThrownBy(() -> keyspace.check(inside, new byte[] {(byte) 128, 0}))
        .isInstanceOf(Invariant.Broken.class);
  }
}
