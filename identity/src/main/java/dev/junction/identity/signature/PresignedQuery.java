package dev.junction.identity.signature;

import dev.junction.wire.http.HttpRequest;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads the `X-Amz-*` parameters of a presigned URL.
///
/// Source: IAM User Guide, "Authentication methods", "Query string parameters".
final class PresignedQuery {

  private static final String PREFIX = "X-Amz-";
  private static final String ALGORITHM = "X-Amz-Algorithm";
  private static final String CREDENTIAL = "X-Amz-Credential";
  private static final String SIGNED_HEADERS = "X-Amz-SignedHeaders";
  private static final String DATE = "X-Amz-Date";
  private static final String EXPIRES = "X-Amz-Expires";
  private static final String SECURITY_TOKEN = "X-Amz-Security-Token";

  /// The parameter that the signature itself does not cover.
  static final String SIGNATURE = "X-Amz-Signature";

  private final Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private PresignedQuery() {}

  /// Whether the query carries a signature or at least the beginnings of one.
  static boolean isSigned(String query) {
    return has(query, SIGNATURE)
        || has(query, ALGORITHM)
        || has(query, CREDENTIAL)
        || has(query, "AWSAccessKeyId");
  }

  /// The value of a parameter, decoded; null when it is absent.
  static @Nullable String value(String query, String name) {
    int at = indexOf(query, name);
    if (at < 0) {
      return null;
    }
    int end = query.indexOf('&', at);
    int from = Math.min(at + name.length() + 1, query.length());
    return PercentText.decode(
        query.substring(from, end < 0 ? query.length() : Math.max(from, end)));
  }

  static SignatureInput read(String query, HttpRequest request) {
    if (has(query, "AWSAccessKeyId")) {
      return SigningAlgorithm.refuse("AWS");
    }
    PresignedQuery reader = new PresignedQuery();
    String repeated = reader.collect(query);
    return repeated == null
        ? reader.toInput(request)
        : SignatureInput.malformed(
            "AWS query-string parameters must not be repeated: '"
                + AuthenticationFailure.echo(repeated)
                + "'.");
  }

  private @Nullable String collect(String query) {
    int from = 0;
    while (from < query.length()) {
      int ampersand = query.indexOf('&', from);
      int to = ampersand < 0 ? query.length() : ampersand;
      int equalSign = query.indexOf('=', from);
      if (query.startsWith(PREFIX, from) && equalSign >= 0 && equalSign < to) {
        String name = query.substring(from, equalSign);
        String value = PercentText.decode(query.substring(equalSign + 1, to));
        if (parameters.put(name, value) != null) {
          return name;
        }
      }
      from = to + 1;
    }
    return null;
  }

  private SignatureInput toInput(HttpRequest request) {
    String algorithm = parameters.get(ALGORITHM);
    String credential = parameters.get(CREDENTIAL);
    String signedHeaders = parameters.get(SIGNED_HEADERS);
    String timestamp = parameters.get(DATE);
    String signature = parameters.get(SIGNATURE);
    if (algorithm == null
        || credential == null
        || signedHeaders == null
        || timestamp == null
        || signature == null) {
      return SignatureInput.malformed(missing());
    }
    if (!algorithm.equals(SigningAlgorithm.SUPPORTED)) {
      return SigningAlgorithm.refuse(algorithm);
    }
    CredentialScope scope = CredentialScope.parse(credential);
    if (scope == null) {
      return SignatureInput.malformedCredential(credential);
    }
    long expiresSeconds = expiresSeconds(parameters.get(EXPIRES));
    if (expiresSeconds < 0) {
      return SignatureInput.malformed(
          "X-Amz-Expires must be a number of seconds from "
              + SignatureLimits.EXPIRES_SECONDS_MIN
              + " to "
              + SignatureLimits.EXPIRES_SECONDS_MAX
              + ".");
    }
    String token = parameters.get(SECURITY_TOKEN);
    return new SignatureInput.Present(
        new SignatureParameters(
            scope,
            signedHeaders,
            signature,
            timestamp,
            token == null ? request.header(SECURITY_TOKEN) : token,
            new SignatureParameters.Presigned(
                expiresSeconds, parameters.get("X-Amz-Content-Sha256"))));
  }

  private String missing() {
    StringBuilder message = new StringBuilder(200);
    for (String name : new String[] {ALGORITHM, CREDENTIAL, SIGNATURE, SIGNED_HEADERS, DATE}) {
      if (!parameters.containsKey(name)) {
        message.append("AWS query-string parameters must include '").append(name).append("'. ");
      }
    }
    return message.append("Re-examine the query-string parameters.").toString();
  }

  /// The parameter's value, 0 when it is absent, -1 when it is not allowed.
  private static long expiresSeconds(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    if (text.isEmpty() || text.length() > 6) {
      return -1;
    }
    long seconds = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      seconds = seconds * 10 + (c - '0');
    }
    boolean allowed =
        seconds >= SignatureLimits.EXPIRES_SECONDS_MIN
            && seconds <= SignatureLimits.EXPIRES_SECONDS_MAX;
    return allowed ? seconds : -1;
  }

  private static boolean has(String query, String name) {
    return indexOf(query, name) >= 0;
  }

  private static int indexOf(String query, String name) {
    int at = query.indexOf(name);
    while (at >= 0) {
      int end = at + name.length();
      boolean whole =
          (at == 0 || query.charAt(at - 1) == '&')
              && (end == query.length() || query.charAt(end) == '=' || query.charAt(end) == '&');
      if (whole) {
        return at;
      }
      at = query.indexOf(name, at + 1);
    }
    return -1;
  }
}
