package dev.junction.identity.session;

import dev.junction.kernel.Secret;
import java.time.Instant;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// A key that seals session tokens and derives their secrets.
///
/// @param id which key it is, sixteen hexadecimal digits; stands in each token
/// @param createdAt when it was made, to the second
/// @param material 32 random bytes in hexadecimal digits
record SessionKey(String id, Instant createdAt, Secret material) {

  static final int ID_BYTES = 8;
  static final int MATERIAL_BYTES = 32;

  static SessionKey random(RandomGenerator random, Instant now) {
    byte[] id = new byte[ID_BYTES];
    byte[] material = new byte[MATERIAL_BYTES];
    random.nextBytes(id);
    random.nextBytes(material);
    HexFormat hex = HexFormat.of();
    return new SessionKey(
        hex.formatHex(id),
        Instant.ofEpochSecond(now.getEpochSecond()),
        new Secret(hex.formatHex(material)));
  }
}
