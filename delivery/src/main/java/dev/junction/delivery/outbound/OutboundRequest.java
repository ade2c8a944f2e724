package dev.junction.delivery.outbound;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// A request to the outside.
///
/// @param method as in `POST`
/// @param url an address with `http` or `https`
/// @param headers its headers
/// @param body its body
/// @param timeout how long it may take until it is answered
public record OutboundRequest(
    String method, String url, Map<String, String> headers, byte[] body, Duration timeout) {

  public OutboundRequest {
    headers = Map.copyOf(headers);
  }

  /// The same to another address.
  OutboundRequest to(String other) {
    return new OutboundRequest(method, other, headers, body, timeout);
  }

  /// The same with one more header, in the time that is left.
  OutboundRequest with(String name, String value, long nanos) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new OutboundRequest(method, url, more, body, Duration.ofNanos(Math.max(1, nanos)));
  }
}
