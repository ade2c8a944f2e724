package dev.junction.server.cli;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Signs the requests of commands with AWS Signature Version 4 and the key in the environment.
///
/// Source: IAM User Guide, "Create a signed AWS API request".
final class RequestSignature {

  private static final String SERVICE = "junction";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String keyId;
  private final String secret;
  private final @Nullable String token;
  private final String region;

  private RequestSignature(String keyId, String secret, @Nullable String token, String region) {
    this.keyId = keyId;
    this.secret = secret;
    this.token = token;
    this.region = region;
  }

  /// The key that the environment names in the AWS command line's variables; null without one.
  static @Nullable RequestSignature of(Map<String, String> environment) {
    String keyId = environment.getOrDefault("AWS_ACCESS_KEY_ID", "");
    String secret = environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
    String region = PageClient.region(null, environment);
    return keyId.isEmpty() || secret.isEmpty()
        ? null
        : new RequestSignature(
            keyId,
            secret,
            environment.get("AWS_SESSION_TOKEN"),
            region == null ? "us-east-1" : region);
  }

  /// The headers that make the request a signed one.
  ///
  /// @param host the `Host` header that will be sent
  Map<String, String> headers(String method, URI uri, String host, byte[] body, Instant now) {
    String time = TIME.format(now);
    Map<String, String> signed = new TreeMap<>(Map.of("host", host, "x-amz-date", time));
    if (token != null && !token.isEmpty()) {
      signed.put("x-amz-security-token", token);
    }
    StringBuilder canonical = new StringBuilder();
    canonical.append(method).append('\n').append(uri.getRawPath()).append('\n');
    canonical.append(sortedQuery(uri.getRawQuery())).append('\n');
    signed.forEach((name, value) -> canonical.append(name).append(':').append(value).append('\n'));
    String names = String.join(";", signed.keySet());
    canonical.append('\n').append(names).append('\n').append(sha256(body));
    String day = time.substring(0, 8);
    String scope = day + "/" + region + "/" + SERVICE + "/aws4_request";
    String toSign =
        String.join("\n", "AWS4-HMAC-SHA256", time, scope, sha256(utf8(canonical.toString())));
    byte[] key = utf8("AWS4" + secret);
    for (String part : new String[] {day, region, SERVICE, "aws4_request", toSign}) {
      key = hmac(key, part);
    }
    signed.remove("host");
    signed.put(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential="
            + keyId
            + "/"
            + scope
            + ", SignedHeaders="
            + names
            + ", Signature="
            + HexFormat.of().formatHex(key));
    return signed;
  }

  // Parameters are names and values without characters that would be encoded.
  private static String sortedQuery(@Nullable String query) {
    if (query == null) {
      return "";
    }
    String[] parameters = query.split("&");
    Arrays.sort(parameters);
    return String.join("&", parameters);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(utf8(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HMAC-SHA256 and takes every key", e);
    }
  }
}
