package dev.junction.delivery;

import dev.junction.delivery.outbound.OutboundResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// What takes letters of one kind out to their addresses, as a mail server does. Threads: any.
@FunctionalInterface
public interface Carrier {

  /// Whether it can take a letter on now. One that it cannot waits on, which is no attempt.
  default boolean hasRoom(Errand errand) {
    return true;
  }

  /// Tries once to hand a letter over. The future never ends with an exception.
  CompletableFuture<OutboundResult> carry(Errand errand);

  /// A letter on its way out.
  ///
  /// @param letter the letter
  /// @param details what its source said about it and about its address
  /// @param attributes the attributes of the message
  record Errand(Letter letter, Map<String, String> details, List<Attribute> attributes) {

    public Errand {
      details = Map.copyOf(details);
      attributes = List.copyOf(attributes);
    }
  }
}
