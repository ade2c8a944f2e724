package dev.junction.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.junction.storage.JournalFailed;
import dev.junction.storage.file.FrameQueue.QueuedFrame;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FrameQueueTest {
  private static final int FRAME_BYTES = 33 << 20;

  private final FileJournals journals = JournalHarness.open(new SimDisk(1), 1);
  private final FrameQueue queue = new FrameQueue();
  private final QueuedFrame large =
      new QueuedFrame(
          (FileJournal) journals.partition(0), FrameKind.BATCH, 1, 1, new byte[FRAME_BYTES]);

  @Test
  void anAppendWaitsWhileMoreThan64MebibytesAreQueued() throws InterruptedException {
    queue.add(large);
    queue.add(large);
    Thread blocked = Thread.ofPlatform().start(() -> queue.add(large));
    await().until(() -> blocked.getState() == Thread.State.WAITING);
    assertThat(queue.drain(0)).hasSize(2);
    blocked.join();
    assertThat(queue.drain(0)).hasSize(1);
  }

  @Test
  void aFailureReleasesWhoeverWaits() {
    queue.add(large);
    queue.add(large);
    CompletableFuture<Void> blocked = CompletableFuture.runAsync(() -> queue.add(large));
    queue.fail(new JournalFailed("broken", new IllegalStateException()));
    assertThatThrownBy(blocked::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(JournalFailed.class);
  }
}
