package dev.junction.identity.session;

import dev.junction.kernel.Secret;
import java.time.Instant;

/// Credentials of one session, as they are handed to the caller.
///
/// @param accessKeyId `ASIA` and sixteen letters and digits
/// @param secret the secret that goes with it
/// @param sessionToken the sealed claims; worthless without the secret
/// @param expiresAt from when on they are no longer valid
public record SessionCredentials(
    String accessKeyId, Secret secret, String sessionToken, Instant expiresAt) {}
