package dev.junction.identity.credential;

import dev.junction.kernel.AccountId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The unique ids of users and roles, which go with their names for ever because they are computed
/// from them. A name is unique in its account without its path.
///
/// Shape: four letters for the kind and seventeen of `A` to `Z` and `2` to `7`. Source: IAM User
/// Guide, "IAM identifiers", "Unique identifiers".
final class UniqueId {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int LENGTH = 17;

  private UniqueId() {}

  static String ofUser(AccountId account, String name) {
    return "AIDA" + letters("user:" + account + ':' + name);
  }

  static String ofRole(AccountId account, String name) {
    return "AROA" + letters("role:" + account + ':' + name);
  }

  private static String letters(String name) {
    byte[] hash = sha256(name);
    StringBuilder text = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      text.append(ALPHABET.charAt(hash[i] & 31));
    }
    return text.toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
