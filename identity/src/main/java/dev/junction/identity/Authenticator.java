package dev.junction.identity;

import dev.junction.wire.http.HttpRequest;

/// The one door through which requests get a caller.
///
/// Threads: any number, also the event loop: nothing blocks but a rare look at the credentials
/// file. Errors: a refusal is a value; nothing that a client sends is thrown.
public interface Authenticator {

  /// Says who sent a request.
  Authentication authenticate(HttpRequest request);
}
