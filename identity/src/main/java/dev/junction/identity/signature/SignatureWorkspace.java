package dev.junction.identity.signature;

import dev.junction.kernel.Secret;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/// The digest, the MAC and the buffers that one thread uses again for each request.
///
/// Threads: [#ofThread] gives each thread its own; nothing here may leave it.
final class SignatureWorkspace {

  static final int HASH_BYTES = 32;

  private static final String MAC_NAME = "HmacSHA256";
  private static final byte[] TERMINATOR =
      CredentialScope.TERMINATOR.getBytes(StandardCharsets.US_ASCII);
  private static final ThreadLocal<SignatureWorkspace> OF_THREAD =
      ThreadLocal.withInitial(SignatureWorkspace::new);

  final HeaderFields headers = new HeaderFields();
  final CanonicalQuery query = new CanonicalQuery();
  final GrowingBytes canonicalRequest = new GrowingBytes();
  final GrowingBytes stringToSign = new GrowingBytes();
  final GrowingBytes hex = new GrowingBytes();

  private final byte[] hash = new byte[HASH_BYTES];
  private final MessageDigest sha256;
  private final Mac mac;

  private SignatureWorkspace() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
      mac = Mac.getInstance(MAC_NAME);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256 and HmacSHA256", e);
    }
  }

  static SignatureWorkspace ofThread() {
    return OF_THREAD.get();
  }

  void clear() {
    headers.clear();
    query.clear();
    canonicalRequest.clear();
    stringToSign.clear();
    hex.clear();
  }

  /// Writes the SHA-256 of some bytes in hexadecimal digits.
  void putHash(byte[] bytes, int from, int to, GrowingBytes target) {
    sha256.update(bytes, from, to - from);
    try {
      sha256.digest(hash, 0, HASH_BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("A SHA-256 has 32 bytes", e);
    }
    target.putHex(hash, HASH_BYTES);
  }

  /// Makes the key ready for [#sign].
  void useKey(Key key) {
    try {
      mac.init(key);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("Any key fits HmacSHA256", e);
    }
  }

  /// The signature of some bytes by the key in use, in hexadecimal digits, in [#hex].
  void sign(GrowingBytes text) {
    mac.update(text.array(), 0, text.length());
    try {
      mac.doFinal(hash, 0);
    } catch (ShortBufferException e) {
      throw new IllegalStateException("An HmacSHA256 has 32 bytes", e);
    }
    hex.clear();
    hex.putHex(hash, HASH_BYTES);
  }

  /// Whether the signature made last is the given text, in a time that does not depend on where
  /// they differ.
  boolean signatureIs(String text) {
    if (text.length() != hex.length()) {
      return false;
    }
    int difference = 0;
    for (int i = 0; i < text.length(); i++) {
      difference |= text.charAt(i) ^ hex.at(i);
    }
    return difference == 0;
  }

  /// Derives the key of a scope from a secret. Source: IAM User Guide, "Create a signed AWS API
  /// request", "Derive a signing key".
  SigningKey derive(Secret secret, CredentialScope scope) {
    byte[] key = hmac(utf8("AWS4" + secret.reveal()), utf8(scope.date()));
    key = hmac(key, utf8(scope.region()));
    key = hmac(key, utf8(scope.service()));
    return new SigningKey(secret, new SecretKeySpec(hmac(key, TERMINATOR), MAC_NAME));
  }

  private byte[] hmac(byte[] key, byte[] text) {
    useKey(new SecretKeySpec(key, MAC_NAME));
    return mac.doFinal(text);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
