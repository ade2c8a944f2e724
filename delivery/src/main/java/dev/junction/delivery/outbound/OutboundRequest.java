package dev.junction.delivery.outbound;

import java.time.Duration;
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
}
