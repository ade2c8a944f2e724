package dev.junction.identity.credential;

import org.jspecify.annotations.Nullable;

/// The access keys that are valid now. Threads: any number, on the request path; must be quick.
public interface AccessKeys {

  /// The key of this id, or null when there is none.
  @Nullable AccessKey find(String accessKeyId);
}
