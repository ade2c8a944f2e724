package dev.junction.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs requests with AWS Signature Version 4, with a signing key that is derived once a day.
///
/// Source: the AWS documentation, "Create a signed AWS API request". Threads: one.
public final class RequestSigner {

  /// An access key and its secret.
  public record Key(String id, String secret) {}

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final HexFormat HEX = HexFormat.of();
  private static final String REGION = "us-east-1";
  private static final String ALGORITHM = "HmacSHA256";

  private final Key key;
  private final String service;
  private final Mac mac;
  private final MessageDigest sha256;
  private String day = "";
  private long second = -1;
  private String time = "";

  public RequestSigner(Key key, String service) {
    this.key = key;
    this.service = service;
    try {
      this.mac = Mac.getInstance(ALGORITHM);
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has these", e);
    }
  }

  /// The headers that a request to `/` needs: `X-Amz-Date` and `Authorization`.
  public String headers(String host, String target, byte[] body) {
    long now = System.currentTimeMillis() / 1_000;
    if (now != second) {
      second = now;
      time = TIME.format(Instant.ofEpochSecond(now));
      if (!time.startsWith(day) || day.isEmpty()) {
        day = time.substring(0, 8);
        deriveKey();
      }
    }
    String scope = day + "/" + REGION + "/" + service + "/aws4_request";
    String canonical =
        "POST\n/\n\nhost:"
            + host
            + "\nx-amz-date:"
            + time
            + "\nx-amz-target:"
            + target
            + "\n\nhost;x-amz-date;x-amz-target\n"
            + HEX.formatHex(sha256.digest(body));
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + time
            + "\n"
            + scope
            + "\n"
            + HEX.formatHex(sha256.digest(canonical.getBytes(StandardCharsets.UTF_8)));
    String signature = HEX.formatHex(mac.doFinal(toSign.getBytes(StandardCharsets.UTF_8)));
    return "X-Amz-Date: "
        + time
        + "\r\nAuthorization: AWS4-HMAC-SHA256 Credential="
        + key.id()
        + "/"
        + scope
        + ", SignedHeaders=host;x-amz-date;x-amz-target, Signature="
        + signature
        + "\r\n";
  }

  private void deriveKey() {
    byte[] derived = ("AWS4" + key.secret()).getBytes(StandardCharsets.UTF_8);
    for (String part : new String[] {day, REGION, service, "aws4_request"}) {
      use(derived);
      derived = mac.doFinal(part.getBytes(StandardCharsets.UTF_8));
    }
    use(derived);
  }

  private void use(byte[] bytes) {
    try {
      mac.init(new SecretKeySpec(bytes, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every key fits", e);
    }
  }
}
