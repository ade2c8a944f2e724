package dev.junction.identity;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How callers are told apart.
///
/// @param credentialsFile the file of access keys, which makes every signature count; null for open
///     mode, where any caller is believed
/// @param dataFolder where the keys of session credentials are kept; null to forget them with the
///     process
public record IdentitySettings(@Nullable Path credentialsFile, @Nullable Path dataFolder) {

  /// Open mode with nothing kept on disk.
  public static IdentitySettings ephemeral() {
    return new IdentitySettings(null, null);
  }

  /// Whether any caller is believed.
  public boolean isOpen() {
    return credentialsFile == null;
  }
}
