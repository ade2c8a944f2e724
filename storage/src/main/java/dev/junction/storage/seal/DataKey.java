package dev.junction.storage.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A key of one data folder: random, and made for it. An encrypted folder keeps its own only in a
/// form that the operator's [LocalKey] opens. It seals nothing itself; a key for each start is
/// derived from it.
public final class DataKey {
  private static final byte[] PURPOSE = "junction data at rest 1".getBytes(UTF_8);
  private static final Gcm GCM = new Gcm();

  private final byte[] bytes;

  private DataKey(byte[] bytes) {
    this.bytes = bytes;
  }

  public static DataKey random(SecureRandom random) {
    byte[] bytes = new byte[LocalKey.BYTES];
    random.nextBytes(bytes);
    return new DataKey(bytes);
  }

  /// The key from its text; null when it is none.
  public static @Nullable DataKey of(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return bytes.length == LocalKey.BYTES ? new DataKey(bytes) : null;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /// The key itself as text, in base64: for a file that only its owner may read.
  public String reveal() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /// This key in the form that a local key opens, in base64: nonce, sealed key, tag. The nonce is
  /// random, which is sound for as few as a local key ever seals.
  ///
  /// @param context what the form is bound to; it has to be given again to open it
  public String wrap(LocalKey local, String context, SecureRandom random) {
    byte[] nonce = new byte[Gcm.NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] wrapped = new byte[nonce.length + bytes.length + Gcm.TAG_BYTES];
    System.arraycopy(nonce, 0, wrapped, 0, nonce.length);
    GCM.seal(local.key(), nonce, context.getBytes(UTF_8), bytes, wrapped, nonce.length);
    return Base64.getEncoder().encodeToString(wrapped);
  }

  /// The key in a wrapped form; null when the local key or the context is another one, or the form
  /// was changed.
  public static @Nullable DataKey unwrap(String wrapped, LocalKey local, String context) {
    byte[] all;
    try {
      all = Base64.getDecoder().decode(wrapped);
    } catch (IllegalArgumentException _) {
      return null;
    }
    if (all.length != Gcm.NONCE_BYTES + LocalKey.BYTES + Gcm.TAG_BYTES) {
      return null;
    }
    byte[] nonce = new byte[Gcm.NONCE_BYTES];
    System.arraycopy(all, 0, nonce, 0, nonce.length);
    byte[] bytes = GCM.open(local.key(), nonce, context.getBytes(UTF_8), all, nonce.length);
    return bytes == null ? null : new DataKey(bytes);
  }

  /// Begins a session: what one start of the server seals with.
  public Sealer newSession(SecureRandom random) {
    byte[] session = new byte[Sealer.SESSION_BYTES];
    random.nextBytes(session);
    return new Sealer(this, session);
  }

  /// The key of a session.
  SecretKey derive(byte[] session) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "AES",
              HKDFParameterSpec.ofExtract()
                  .addIKM(new SecretKeySpec(bytes, "Generic"))
                  .addSalt(session)
                  .thenExpand(PURPOSE, LocalKey.BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no HKDF", e);
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
