package dev.junction.wire.server;

import io.vertx.core.MultiMap;

/// Takes a handler's header fields over into the response, without those that belong to the server:
/// the framing of the body, and for HTTP/2 the connection.
final class ResponseFields {

  private final MultiMap target;
  private final boolean multiplexed;
  private boolean hasRequestId;
  private boolean closes;

  ResponseFields(MultiMap target, boolean multiplexed) {
    this.target = target;
    this.multiplexed = multiplexed;
  }

  void add(String name, String value) {
    switch (name.length()) {
      case 10 -> {
        if (name.equalsIgnoreCase("Connection")) {
          closes |= value.equalsIgnoreCase("close");
          if (multiplexed) {
            return;
          }
        }
      }
      case 14 -> {
        if (name.equalsIgnoreCase("Content-Length")) {
          return;
        }
      }
      case 16 -> hasRequestId |= name.equalsIgnoreCase("x-amzn-RequestId");
      case 17 -> {
        if (name.equalsIgnoreCase("Transfer-Encoding")) {
          return;
        }
      }
      default -> {}
    }
    target.add(name, value);
  }

  boolean hasRequestId() {
    return hasRequestId;
  }

  boolean closes() {
    return closes;
  }
}
