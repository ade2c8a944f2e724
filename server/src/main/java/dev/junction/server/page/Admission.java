package dev.junction.server.page;

import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.protocol.Call;
import org.jspecify.annotations.Nullable;

/// Whether a request may use a page.
sealed interface Admission {

  /// It may.
  ///
  /// @param viewer who asks; null in open mode, where everybody sees everything
  record Granted(@Nullable Call viewer) implements Admission {}

  /// It may not.
  record Refused(HttpResponse answer) implements Admission {}
}
