package dev.junction.delivery.trace;

import dev.junction.kernel.TraceContext;
import java.util.Map;

/// What requests to addresses outside say of a trace: both usual headers.
public final class TraceHeaders {

  private TraceHeaders() {}

  /// Adds the headers, unless the recipient wants others.
  ///
  /// @param place what names of headers begin with among the names
  public static void add(Map<String, String> headers, String place, TraceContext trace) {
    addMissing(headers, place + "traceparent", trace.traceparent());
    addMissing(headers, place + "X-Amzn-Trace-Id", trace.xray());
  }

  private static void addMissing(Map<String, String> headers, String name, String value) {
    if (headers.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
      headers.put(name, value);
    }
  }
}
