package dev.junction.topic.state;

import dev.junction.delivery.format.FieldReader;
import dev.junction.delivery.format.FieldWriter;
import dev.junction.topic.domain.Protocol;
import dev.junction.topic.domain.SubscriptionSettings;
import org.jspecify.annotations.Nullable;

/// A subscription as the control plane knows it.
///
/// Shape, version 1: version, id, protocol, endpoint, owner, principal, whether it is confirmed,
/// whether its confirmation was authenticated, its token or none, when the token was made in ms,
/// settings.
///
/// @param id a UUID, the last part of its ARN
/// @param protocol how it gets its messages
/// @param endpoint where
/// @param owner the account that subscribed
/// @param principal who subscribed
/// @param confirmed whether it gets messages
/// @param authenticated whether the confirmation was signed
/// @param token what confirms it, or null when it needs no confirmation
/// @param tokenAtMillis when the token was made
/// @param settings its attributes
public record SubscriptionRecord(
    String id,
    Protocol protocol,
    String endpoint,
    String owner,
    String principal,
    boolean confirmed,
    boolean authenticated,
    @Nullable String token,
    long tokenAtMillis,
    SubscriptionSettings settings) {

  private static final int VERSION = 1;

  SubscriptionRecord with(SubscriptionSettings changed) {
    return new SubscriptionRecord(
        id,
        protocol,
        endpoint,
        owner,
        principal,
        confirmed,
        authenticated,
        token,
        tokenAtMillis,
        changed);
  }

  SubscriptionRecord asConfirmed(boolean isAuthenticated) {
    return new SubscriptionRecord(
        id,
        protocol,
        endpoint,
        owner,
        principal,
        true,
        isAuthenticated,
        token,
        tokenAtMillis,
        settings);
  }

  public SubscriptionRecord withToken(String fresh, long atMillis) {
    return new SubscriptionRecord(
        id,
        protocol,
        endpoint,
        owner,
        principal,
        confirmed,
        authenticated,
        fresh,
        atMillis,
        settings);
  }

  byte[] encode() {
    return new FieldWriter(256)
        .octet(VERSION)
        .text(id)
        .text(protocol.written())
        .text(endpoint)
        .text(owner)
        .text(principal)
        .flag(confirmed)
        .flag(authenticated)
        .text(token)
        .longNumber(tokenAtMillis)
        .texts(settings.values())
        .toBytes();
  }

  static SubscriptionRecord decode(byte[] encoded) {
    FieldReader in = new FieldReader(encoded).version(VERSION, "A subscription");
    String id = in.text();
    String protocol = in.text();
    return new SubscriptionRecord(
        id,
        Protocol.of(protocol)
            .orElseThrow(() -> new IllegalStateException("A subscription by " + protocol)),
        in.text(),
        in.text(),
        in.text(),
        in.flag(),
        in.flag(),
        in.optionalText(),
        in.longNumber(),
        new SubscriptionSettings(in.texts()));
  }
}
