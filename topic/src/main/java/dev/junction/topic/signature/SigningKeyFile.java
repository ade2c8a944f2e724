package dev.junction.topic.signature;

import dev.junction.kernel.Clock;
import dev.junction.kernel.OwnerFile;
import dev.junction.kernel.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The signing key of the server, made when it is first needed and kept in a file that only the
/// owner reads.
///
/// Shape of the file: the private key in base 64 on the first line, the certificate behind it.
/// Threads: any.
public final class SigningKeyFile {

  private static final String NAME = "sns-signing-key";

  private final @Nullable Path folder;
  private final Clock clock;
  private @Nullable SigningKey key;

  /// @param folder where the key is kept; null for one that is forgotten with the process
  public SigningKeyFile(@Nullable Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /// The key.
  public synchronized SigningKey key() {
    if (key == null) {
      key = folder == null ? fresh() : loadOrCreate(folder.resolve(NAME));
    }
    return key;
  }

  private SigningKey fresh() {
    return SigningKey.generate(SigningKey.COMMON_NAME, clock.now());
  }

  private SigningKey loadOrCreate(Path file) {
    try {
      if (Files.exists(file)) {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        String certificate = String.join("\n", lines.subList(1, lines.size())) + '\n';
        return SigningKey.restore(new Secret(lines.getFirst()), certificate);
      }
      SigningKey made = fresh();
      OwnerFile.write(file, made.privateKey().reveal() + '\n' + made.certificatePem());
      return made;
    } catch (IOException failure) {
      throw new UncheckedIOException("The signing key " + file + " cannot be had", failure);
    }
  }
}
