package dev.junction.topic.access;

import dev.junction.kernel.Clock;
import dev.junction.topic.domain.Signer;
import dev.junction.topic.protection.ProtectedTopics;
import dev.junction.wire.protocol.Call;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What operations need beside topics.
///
/// @param clock the time of messages
/// @param identities where ids of messages and subscriptions come from
/// @param signer signs messages before their topics see them
/// @param protectedTopics what is known of the topics' data protection policies beforehand
/// @param tokens where the secrets come from that confirm subscriptions
/// @param publicUrl what URLs in messages begin with; null for how the caller reached this server
/// @param smsSandbox whether text messages reach only numbers that their account has verified
public record Surroundings(
    Clock clock,
    Identities identities,
    Signer signer,
    ProtectedTopics protectedTopics,
    Supplier<String> tokens,
    @Nullable String publicUrl,
    boolean smsSandbox) {

  /// What URLs in messages begin with that a call brings about, as in `http://localhost:4566`.
  public String endpoint(Call call) {
    return publicUrl == null ? call.endpoint() : publicUrl;
  }
}
