package dev.junction.identity.session;

import dev.junction.identity.credential.Principal;
import java.time.Instant;

/// What a session token says, once opened.
///
/// @param principal who calls with it; the name of a role session and the id of its role are in it
/// @param issuedAt when it was made, to the second
/// @param expiresAt from when on it is no longer valid, to the second
public record SessionClaims(Principal principal, Instant issuedAt, Instant expiresAt) {}
