package dev.junction.identity.credential;

import java.io.IOException;
import java.nio.file.Path;

/// A credentials file was refused; the message names the file, the line and the reason, never a
/// secret.
public final class BadCredentialsFile extends IOException {

  private static final long serialVersionUID = 1L;

  BadCredentialsFile(Path file, String reason) {
    super(file + ": " + reason);
  }

  BadCredentialsFile(Path file, int line, String reason) {
    super(file + ", line " + line + ": " + reason);
  }
}
