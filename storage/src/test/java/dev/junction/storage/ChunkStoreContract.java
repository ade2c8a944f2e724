package dev.junction.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every chunk store must do; a test class per implementation extends it.
public abstract class ChunkStoreContract {
  private static final byte[] FIVE = {1, 2, 3, 4, 5};

  protected ChunkStore chunks;

  /// Opens a new, empty store.
  protected abstract ChunkStore create();

  @BeforeEach
  void open() {
    chunks = create();
  }

  @Test
  void aChunkIsReadWholeAndInPart() {
    chunks.put("a/b.chunk", FIVE);

    assertThat(chunks.get("a/b.chunk", 0, 5)).isEqualTo(FIVE);
    assertThat(chunks.get("a/b.chunk", 1, 2)).containsExactly(2, 3);
    assertThat(chunks.get("a/b.chunk", 3, Integer.MAX_VALUE)).containsExactly(4, 5);
    assertThat(chunks.get("a/b.chunk", 5, 1)).isEmpty();
    assertThat(chunks.get("a/b.chunk", Long.MAX_VALUE, 1)).isEmpty();
    assertThat(chunks.get("a/b.chunk", 2, 0)).isEmpty();
  }

  @Test
  void anEmptyChunkIsAChunk() {
    chunks.put("empty", new byte[0]);

    assertThat(chunks.get("empty", 0, 10)).isEmpty();
    assertThat(chunks.list("")).containsExactly("empty");
  }

  @Test
  void aTakenNameIsRefusedAndTheFirstContentStays() {
    chunks.put("a", FIVE);

    assertThatThrownBy(() -> chunks.put("a", new byte[1]))
        .isInstanceOf(IllegalStateException.class);
    assertThat(chunks.get("a", 0, 10)).isEqualTo(FIVE);
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatThrownBy(() -> chunks.get("none", 0, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNegativeRangeIsRefused() {
    chunks.put("a", FIVE);

    assertThatThrownBy(() -> chunks.get("a", -1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> chunks.get("a", 0, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesAreListedInOrderByAnyPrefix() {
    for (String name : List.of("s/2/b", "s/10/a", "s/2/a", "t", "s-1")) {
      chunks.put(name, FIVE);
    }

    assertThat(chunks.list("")).containsExactly("s-1", "s/10/a", "s/2/a", "s/2/b", "t");
    assertThat(chunks.list("s/")).containsExactly("s/10/a", "s/2/a", "s/2/b");
    assertThat(chunks.list("s/2/b")).containsExactly("s/2/b");
    assertThat(chunks.list("s/1")).containsExactly("s/10/a");
    assertThat(chunks.list("x/y")).isEmpty();
  }

  @Test
  void aDeletedChunkIsGoneAndItsNameFree() {
    chunks.put("a", FIVE);
    chunks.delete("a");
    chunks.delete("a");

    assertThat(chunks.list("")).isEmpty();
    chunks.put("a", new byte[1]);
    assertThat(chunks.get("a", 0, 9)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "/", "/a", "a/", "a//b", "..", "../a", "a/../b", "a/..", ".", ".a", "a/.b", "a b",
        "a\\b", "a\nb", "a\0b", "ä", "a:b"
      })
  void namesThatCouldLeaveTheStoreAreRefused(String name) {
    List<Runnable> calls = new ArrayList<>();
    calls.add(() -> chunks.put(name, FIVE));
    calls.add(() -> chunks.get(name, 0, 1));
    calls.add(() -> chunks.delete(name));
    for (Runnable call : calls) {
      assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(chunks.list("")).isEmpty();
  }

  @Test
  void namesAreLimitedInLength() {
    String part = "p".repeat(128);
    chunks.put(part + "/" + part + "/" + part + "/" + "q".repeat(125), FIVE);

    assertThatThrownBy(() -> chunks.put(part + "p", FIVE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> chunks.put("p/".repeat(256) + "p", FIVE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
