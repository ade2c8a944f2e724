package dev.junction.queue.operation;

import dev.junction.kernel.ServiceError;
import dev.junction.kernel.ServiceError.Fault;
import dev.junction.models.sqs.BatchResultErrorEntry;
import dev.junction.queue.domain.MessageText;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueLimits;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What every batch must be: one to ten entries with distinct, well-formed ids.
final class BatchChecks {

  private BatchChecks() {}

  /// What is wrong with the batch as a whole, or null.
  static <E> @Nullable ServiceError problem(
      @Nullable List<E> entries, String entryType, Function<E, @Nullable String> idOf) {
    if (entries == null || entries.isEmpty()) {
      return QueueErrors.emptyBatch(entryType);
    }
    if (entries.size() > QueueLimits.BATCH_ENTRIES_MAX) {
      return QueueErrors.tooManyEntries(entries.size());
    }
    Set<String> seen = new HashSet<>();
    for (E entry : entries) {
      String id = idOf.apply(entry);
      if (id == null || !MessageText.isEntryId(id)) {
        return QueueErrors.badEntryId();
      }
      if (!seen.add(id)) {
        return QueueErrors.repeatedEntryId(id);
      }
    }
    return null;
  }

  /// The id of an entry of a batch without problems.
  static String id(@Nullable String id) {
    return Objects.requireNonNull(id, "an entry that was checked has an id");
  }

  /// How one entry that failed is reported.
  static BatchResultErrorEntry failed(String id, ServiceError error) {
    return BatchResultErrorEntry.builder()
        .id(id)
        .senderFault(error.fault() == Fault.CLIENT)
        .code(error.codeForQuery())
        .message(error.message())
        .build();
  }
}
