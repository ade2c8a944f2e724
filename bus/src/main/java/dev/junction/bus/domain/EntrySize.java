package dev.junction.bus.domain;

import dev.junction.kernel.ServiceError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How much the entries count that put events. Source: EventBridge User Guide, "Calculating
/// PutEvents event entry size".
public final class EntrySize {

  private EntrySize() {}

  /// The bytes of an entry.
  public static long of(
      @Nullable Instant time,
      @Nullable String source,
      @Nullable String detailType,
      @Nullable String detail,
      @Nullable List<String> resources) {
    long bytes = time == null ? 0 : BusLimits.TIME_BYTES;
    bytes += of(source) + of(detailType) + of(detail);
    for (String resource : Objects.requireNonNullElse(resources, List.<String>of())) {
      bytes += of(resource);
    }
    return bytes;
  }

  private static long of(@Nullable String text) {
    return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// What is wrong with a request whose entries have so many bytes; null when nothing is.
  public static @Nullable ServiceError problem(long bytes) {
    return bytes > BusLimits.ENTRY_BYTES_MAX
        ? BusErrors.invalid("Total size of the entries in the request is over the limit.")
        : null;
  }
}
