package dev.junction.storage.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.storage.SealBroken;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class SealerTest {
  private static final byte[] PLACE = "place".getBytes(UTF_8);
  private static final int NUMBER_END = 1 + Sealer.SESSION_BYTES + Long.BYTES;

  private final SecureRandom random = new SecureRandom();
  private final DataKey key = DataKey.random(random);
  private final Sealer sealer = key.newSession(random);

  @Test
  void whatIsSealedOpensAgainWhateverItsLength() {
    Random contents = new Random(3);
    for (int length : new int[] {0, 1, 15, 16, 17, 1024, 1 << 20}) {
      byte[] plain = new byte[length];
      contents.nextBytes(plain);
      byte[] sealed = sealer.seal(PLACE, plain);

      assertThat(sealed).hasSize(length + Sealer.OVERHEAD_BYTES);
      assertThat(open(sealer, PLACE, sealed)).isEqualTo(plain);
    }
  }

  @Test
  void aTextIsNotSeenInItsSealedForm() {
    byte[] plain = "a text that is long enough to be found".getBytes(UTF_8);
    String sealed = HexFormat.of().formatHex(sealer.seal(PLACE, plain));

    assertThat(sealed).doesNotContain(HexFormat.of().formatHex(plain, 0, 8));
  }

  @Test
  void everyFlippedBitAndEveryCutIsRefused() {
    byte[] sealed = sealer.seal(PLACE, "text".getBytes(UTF_8));
    for (int bit = 0; bit < sealed.length * 8; bit++) {
      byte[] bad = sealed.clone();
      bad[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> open(sealer, PLACE, bad))
          .as("bit %d", bit)
          .isInstanceOf(SealBroken.class)
          .hasMessageContaining("the text does not open");
    }
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = Arrays.copyOf(sealed, length);
      assertThatThrownBy(() -> open(sealer, PLACE, cut)).isInstanceOf(SealBroken.class);
    }
  }

  @Test
  void elsewhereAndWithAnotherKeyItDoesNotOpen() {
    byte[] sealed = sealer.seal(PLACE, "text".getBytes(UTF_8));
    Sealer stranger = DataKey.random(random).newSession(random);

    assertThatThrownBy(() -> open(sealer, "elsewhere".getBytes(UTF_8), sealed))
        .isInstanceOf(SealBroken.class);
    assertThatThrownBy(() -> open(stranger, PLACE, sealed)).isInstanceOf(SealBroken.class);
  }

  @Test
  void laterSessionsOpenWhatEarlierOnesSealed() {
    byte[] sealed = sealer.seal(PLACE, "text".getBytes(UTF_8));
    Sealer later = key.newSession(random);

    assertThat(open(later, PLACE, sealed)).asString(UTF_8).isEqualTo("text");
    assertThat(open(later, PLACE, sealed)).asString(UTF_8).isEqualTo("text");
    assertThat(open(sealer, PLACE, later.seal(PLACE, new byte[2]))).hasSize(2);
  }

  @Test
  void noSessionAndNumberComesTwiceWhateverTheThreads() throws InterruptedException {
    Set<String> nonces = ConcurrentHashMap.newKeySet();
    Sealer[] sessions = {sealer, key.newSession(random), key.newSession(random)};
    Thread[] threads = new Thread[6];
    for (int i = 0; i < threads.length; i++) {
      Sealer session = sessions[i % sessions.length];
      threads[i] =
          Thread.startVirtualThread(
              () -> {
                for (int n = 0; n < 2_000; n++) {
                  byte[] sealed = session.seal(PLACE, PLACE);
                  nonces.add(HexFormat.of().formatHex(sealed, 1, NUMBER_END));
                }
              });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(nonces).hasSize(threads.length * 2_000);
  }

  @Test
  void eachSessionHasAKeyOfItsOwn() {
    byte[] one = new byte[Sealer.SESSION_BYTES];
    byte[] other = one.clone();
    other[0] = 1;
    assertThat(key.derive(one).getEncoded()).isNotEqualTo(key.derive(other).getEncoded());
    assertThat(key.derive(one).getEncoded()).hasSize(32).isEqualTo(key.derive(one).getEncoded());
  }

  private static byte[] open(Sealer sealer, byte[] place, byte[] sealed) {
    return sealer.open(place, sealed, () -> "the text");
  }
}
