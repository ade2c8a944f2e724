package dev.junction.topic;

import dev.junction.wire.http.HttpRequest;
import java.util.Set;

/// The links in messages, which whoever gets the message may follow without a signature: they
/// confirm a subscription by its token, or end it.
///
/// Source: SNS API reference, ConfirmSubscription and Unsubscribe: neither has to be authenticated
/// for subscriptions that do not ask for that.
public final class MessageLinks {

  private static final Set<String> ACTIONS =
      Set.of("Action=ConfirmSubscription", "Action=Unsubscribe");

  private MessageLinks() {}

  /// Whether the request is what a browser sends that follows such a link.
  public static boolean isFollowed(HttpRequest request) {
    String query = request.query();
    if (query == null || !request.method().equals("GET") || !request.path().equals("/")) {
      return false;
    }
    for (String parameter : query.split("&", -1)) {
      if (parameter.startsWith("Action=")) {
        return ACTIONS.contains(parameter);
      }
    }
    return false;
  }
}
