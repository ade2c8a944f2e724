package dev.junction.identity.session;

import dev.junction.kernel.OwnerFile;
import dev.junction.kernel.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The file that keeps session keys: one line per key with its id, the second it was made and its
/// material, the newest first.
///
/// Durability: that of [OwnerFile].
final class SessionKeysFile {

  private static final String NAME = "session.keys";
  private static final String HEADING = "junction session keys 1";
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{16}) ([0-9]{1,12}) ([0-9a-f]{64})");

  private final Path file;

  SessionKeysFile(Path directory) {
    this.file = directory.resolve(NAME);
  }

  /// The keys; none when there is no file.
  List<SessionKey> read() throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
    } catch (NoSuchFileException e) {
      return List.of();
    }
    if (lines.size() < 2 || !lines.getFirst().equals(HEADING)) {
      throw new IOException(file + " is not a file of session keys");
    }
    List<SessionKey> keys = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      Matcher line = LINE.matcher(lines.get(i));
      if (!line.matches()) {
        throw new IOException(file + ", line " + (i + 1) + ": not a session key");
      }
      keys.add(
          new SessionKey(
              line.group(1),
              Instant.ofEpochSecond(Long.parseLong(line.group(2))),
              new Secret(line.group(3))));
    }
    return keys;
  }

  void write(List<SessionKey> keys) throws IOException {
    StringBuilder text = new StringBuilder(HEADING).append('\n');
    for (SessionKey key : keys) {
      text.append(key.id())
          .append(' ')
          .append(key.createdAt().getEpochSecond())
          .append(' ')
          .append(key.material().reveal())
          .append('\n');
    }
    OwnerFile.write(file, text.toString());
  }
}
