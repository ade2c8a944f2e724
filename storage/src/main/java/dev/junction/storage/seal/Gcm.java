package dev.junction.storage.seal;

import java.security.GeneralSecurityException;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/// AES-256-GCM of the JDK, with nonces of 12 bytes and tags of 16. Threads: any.
final class Gcm {
  static final int NONCE_BYTES = 12;
  static final int TAG_BYTES = 16;

  /// Ciphers that nobody uses at the moment: one is dear to make and serves one thread at a time.
  private final ConcurrentLinkedQueue<Cipher> idle = new ConcurrentLinkedQueue<>();

  /// Appends the sealed form of a text to `sealed` from an offset on, which has room for it.
  void seal(
      SecretKey key, byte[] nonce, byte[] associated, byte[] plain, byte[] sealed, int offset) {
    Cipher cipher = take();
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
      cipher.updateAAD(associated);
      cipher.doFinal(plain, 0, plain.length, sealed, offset);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK does not seal", e);
    }
    idle.add(cipher);
  }

  /// The text whose sealed form begins at an offset and ends with the array; null when it is not
  /// what was sealed with this key, nonce and associated data.
  byte @Nullable [] open(
      SecretKey key, byte[] nonce, byte[] associated, byte[] sealed, int offset) {
    Cipher cipher = take();
    byte[] plain = null;
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
      cipher.updateAAD(associated);
      plain = cipher.doFinal(sealed, offset, sealed.length - offset);
    } catch (AEADBadTagException _) {
      // The answer is null.
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK does not open what is sealed", e);
    }
    idle.add(cipher);
    return plain;
  }

  private Cipher take() {
    Cipher cipher = idle.poll();
    if (cipher != null) {
      return cipher;
    }
    try {
      return Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no AES-GCM", e);
    }
  }
}
