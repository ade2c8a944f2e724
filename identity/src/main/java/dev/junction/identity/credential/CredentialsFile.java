package dev.junction.identity.credential;

import dev.junction.kernel.Clock;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The access keys of a file, followed while the file changes.
///
/// Shape: the profile format of the AWS command line, each profile with `aws_access_key_id`,
/// `aws_secret_access_key`, `account` and optionally `user`. Limits: 1 MiB; looked at for changes
/// at most once a second, when a key is looked up. Errors: a bad file is refused at the start;
/// later the keys read last stay valid until the file is good again, and the log says why. Threads:
/// any number.
public final class CredentialsFile implements AccessKeys {

  private static final Logger LOG = LoggerFactory.getLogger(CredentialsFile.class);

  private static final Set<PosixFilePermission> OF_OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /// What tells one state of the file from the next.
  private record Stamp(FileTime modified, long bytes, @Nullable Object fileKey) {}

  private record Loaded(Map<String, AccessKey> keys, List<String> warnings) {}

  private final Path file;
  private final Clock clock;
  private final AtomicLong nextCheckNanos;
  private volatile Loaded loaded;
  private volatile @Nullable Stamp seen;

  private CredentialsFile(Path file, Clock clock, Stamp stamp, Loaded loaded) {
    this.file = file;
    this.clock = clock;
    this.seen = stamp;
    this.loaded = loaded;
    this.nextCheckNanos = new AtomicLong(dueNanos());
  }

  /// Reads the file for the first time.
  ///
  /// @throws BadCredentialsFile when its content is not as it should be
  /// @throws IOException when it cannot be read
  public static CredentialsFile open(Path file, Clock clock) throws IOException {
    Stamp stamp = stampOf(file);
    Loaded loaded = load(file);
    loaded.warnings().forEach(LOG::warn);
    return new CredentialsFile(file, clock, stamp, loaded);
  }

  @Override
  public @Nullable AccessKey find(String accessKeyId) {
    long due = nextCheckNanos.get();
    if (clock.nanos() - due >= 0 && nextCheckNanos.compareAndSet(due, dueNanos())) {
      reloadIfChanged();
    }
    return loaded.keys().get(accessKeyId);
  }

  /// What an administrator should know about the file as it was read last.
  public List<String> warnings() {
    return loaded.warnings();
  }

  private long dueNanos() {
    return clock.nanos() + CredentialLimits.CHECK_INTERVAL.toNanos();
  }

  private void reloadIfChanged() {
    try {
      Stamp stamp = stampOf(file);
      if (stamp.equals(seen)) {
        return;
      }
      seen = stamp;
      loaded = load(file);
      loaded.warnings().forEach(LOG::warn);
      LOG.info("Read {} access keys from {}", loaded.keys().size(), file);
    } catch (IOException e) {
      if (seen != null || e instanceof BadCredentialsFile) {
        LOG.error("The credentials file has changed and is refused; the keys before stay valid", e);
      }
      if (!(e instanceof BadCredentialsFile)) {
        seen = null;
      }
    }
  }

  private static Stamp stampOf(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
  }

  private static Loaded load(Path file) throws IOException {
    if (Files.size(file) > CredentialLimits.FILE_BYTES_MAX) {
      throw new BadCredentialsFile(file, "it is larger than 1 MiB");
    }
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      return new Loaded(CredentialsParser.parse(file, lines), warningsAbout(file));
    } catch (CharacterCodingException e) {
      throw new BadCredentialsFile(file, "it is not text in UTF-8");
    }
  }

  private static List<String> warningsAbout(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null || OF_OWNER.containsAll(view.readAttributes().permissions())) {
      return List.of();
    }
    return List.of(
        "The credentials file "
            + file
            + " is open to others than its owner; set its permissions to 0600");
  }
}
