package dev.junction.storage.file;

import dev.junction.storage.Journal.DurabilityListener;
import java.util.concurrent.CompletableFuture;

/// A claim on its way through the queue.
///
/// @param partition the claimed partition
/// @param epoch the new epoch
/// @param listener hears of the batches appended under it
/// @param durable ends when the claim is durable, or cannot become so
record ClaimRequest(
    int partition, long epoch, DurabilityListener listener, CompletableFuture<Void> durable) {}
