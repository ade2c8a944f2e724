package dev.junction.identity.session;

import dev.junction.kernel.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// What one session key does: seal claims into tokens, open them, derive the secrets.
///
/// Shape of a token: URL-safe Base64 of a format version, the key's id, a nonce, and the claims
/// sealed with AES-256-GCM. The access key id and the head of the token are authenticated with
/// them, so that a token opens with its own access key only. The secret is an HMAC-SHA256 of access
/// key id and token, so that a changed token also changes the secret. Seal and secret use different
/// keys, derived from the same material. Threads: any number.
final class TokenSeal {

  static final int NONCE_BYTES = 12;

  private static final byte VERSION = 1;
  private static final int TAG_BYTES = 16;
  private static final int HEAD_BYTES = 1 + SessionKey.ID_BYTES + NONCE_BYTES;

  /// Thirty bytes are the forty characters that secrets have.
  private static final int SECRET_BYTES = 30;

  private final byte[] id;
  private final SecretKeySpec sealKey;
  private final byte[] secretKey;

  TokenSeal(SessionKey key) {
    this.id = HexFormat.of().parseHex(key.id());
    byte[] material = HexFormat.of().parseHex(key.material().reveal());
    this.sealKey = new SecretKeySpec(hmac(material, "junction session seal"), "AES");
    this.secretKey = hmac(material, "junction session secret");
  }

  /// The bytes of a token that may be ours; null when they cannot be.
  static byte @Nullable [] decode(String token) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return null;
    }
    return bytes.length >= HEAD_BYTES + TAG_BYTES && bytes[0] == VERSION ? bytes : null;
  }

  /// Whether a decoded token says that it was sealed with this key.
  boolean isNamedIn(byte[] token) {
    for (int i = 0; i < id.length; i++) {
      if (token[1 + i] != id[i]) {
        return false;
      }
    }
    return true;
  }

  String seal(String accessKeyId, byte[] nonce, byte[] claims) {
    ByteBuffer token = ByteBuffer.allocate(HEAD_BYTES + claims.length + TAG_BYTES);
    token.put(VERSION).put(id).put(nonce);
    try {
      token.put(cipher(Cipher.ENCRYPT_MODE, accessKeyId, token.array()).doFinal(claims));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM seals any claims", e);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
  }

  /// The claims of a decoded token; null when it was not sealed with this key for this access key.
  byte @Nullable [] open(String accessKeyId, byte[] token) {
    try {
      return cipher(Cipher.DECRYPT_MODE, accessKeyId, token)
          .doFinal(token, HEAD_BYTES, token.length - HEAD_BYTES);
    } catch (AEADBadTagException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM opens or finds a bad tag", e);
    }
  }

  Secret secretOf(String accessKeyId, String token) {
    byte[] mac = hmac(secretKey, accessKeyId + '\n' + token);
    byte[] secret = new byte[SECRET_BYTES];
    System.arraycopy(mac, 0, secret, 0, SECRET_BYTES);
    return new Secret(Base64.getEncoder().encodeToString(secret));
  }

  private Cipher cipher(int mode, String accessKeyId, byte[] token)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    int nonceFrom = 1 + SessionKey.ID_BYTES;
    cipher.init(mode, sealKey, new GCMParameterSpec(8 * TAG_BYTES, token, nonceFrom, NONCE_BYTES));
    cipher.updateAAD(token, 0, HEAD_BYTES);
    cipher.updateAAD(accessKeyId.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has HmacSHA256", e);
    }
  }
}
