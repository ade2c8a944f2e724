package dev.junction.identity.credential;

import dev.junction.kernel.Secret;

/// A long-lived access key and whom it belongs to.
///
/// @param id the public half, as in `AKIAIOSFODNN7EXAMPLE`
/// @param secret the half that signs
/// @param principal who calls with it
public record AccessKey(String id, Secret secret, Principal principal) {}
