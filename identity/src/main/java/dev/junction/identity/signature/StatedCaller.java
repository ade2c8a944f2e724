package dev.junction.identity.signature;

import dev.junction.wire.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/// What a request says about its caller, believed without any check and as far as it can be read.
///
/// Anything may be missing: a header may hold nothing but a credential, or no Signature Version 4
/// at all.
///
/// @param accessKeyId the access key; empty when there is none
/// @param region the region of the scope, not necessarily well formed; empty when there is none
/// @param service the service of the scope; empty when there is none
/// @param sessionToken the session token; null when there is none
public record StatedCaller(
    String accessKeyId, String region, String service, @Nullable String sessionToken) {

  private static final String CREDENTIAL = "Credential=";
  private static final int SERVICE_LENGTH_MAX = 64;

  /// Reads a request's header or presigned query.
  public static StatedCaller of(HttpRequest request) {
    String query = request.query();
    String credential = query == null ? null : PresignedQuery.value(query, "X-Amz-Credential");
    if (credential == null) {
      credential = credentialOf(request.header("Authorization"));
    }
    String token = request.header("X-Amz-Security-Token");
    if (token == null && query != null) {
      token = PresignedQuery.value(query, "X-Amz-Security-Token");
    }
    String[] elements = credential.split("/", -1);
    return switch (elements.length) {
      case 5 -> new StatedCaller(elements[0], elements[2], service(elements[3]), token);
      // SigV4a has no region in its scope.
      case 4 -> new StatedCaller(elements[0], "", service(elements[2]), token);
      default -> new StatedCaller(elements[0], "", "", token);
    };
  }

  private static String credentialOf(@Nullable String authorization) {
    int at = authorization == null ? -1 : authorization.indexOf(CREDENTIAL);
    if (authorization == null || at < 0) {
      return "";
    }
    int from = at + CREDENTIAL.length();
    int to = from;
    while (to < authorization.length() && " ,\t".indexOf(authorization.charAt(to)) < 0) {
      to++;
    }
    return authorization.substring(from, to);
  }

  private static String service(String text) {
    if (text.length() > SERVICE_LENGTH_MAX) {
      return "";
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
        return "";
      }
    }
    return text;
  }
}
