package dev.junction.identity.session;

import dev.junction.identity.credential.Principal;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;

/// Claims as bytes. Their format belongs to the version that stands at the head of a token.
final class ClaimsCodec {

  private ClaimsCodec() {}

  static byte[] encode(SessionClaims claims) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(claims.principal().account().value());
      out.writeUTF(claims.principal().arn().toString());
      out.writeUTF(claims.principal().userId());
      out.writeLong(claims.issuedAt().getEpochSecond());
      out.writeLong(claims.expiresAt().getEpochSecond());
    } catch (IOException e) {
      throw new IllegalStateException("Writing to memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  static SessionClaims decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      AccountId account = new AccountId(in.readUTF());
      Arn arn = Arn.parse(in.readUTF()).orElseThrow();
      String userId = in.readUTF();
      return new SessionClaims(
          new Principal(account, arn, userId),
          Instant.ofEpochSecond(in.readLong()),
          Instant.ofEpochSecond(in.readLong()));
    } catch (IOException e) {
      throw new IllegalStateException("What opens was sealed here, so it is well formed", e);
    }
  }
}
