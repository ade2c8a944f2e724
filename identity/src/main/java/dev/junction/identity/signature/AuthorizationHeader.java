package dev.junction.identity.signature;

import dev.junction.wire.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/// Reads `Authorization: AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`.
///
/// Source: IAM User Guide, "Authentication methods", "HTTP authorization header". The messages
/// follow the answers of the services.
final class AuthorizationHeader {

  private final String header;
  private @Nullable String credential;
  private @Nullable String signedHeaders;
  private @Nullable String signature;

  private AuthorizationHeader(String header) {
    this.header = header;
  }

  static SignatureInput read(String value, HttpRequest request) {
    String header = value.strip();
    int end = 0;
    while (end < header.length() && !isSeparator(header.charAt(end))) {
      end++;
    }
    String algorithm = header.substring(0, end);
    if (!algorithm.equals(SigningAlgorithm.SUPPORTED)) {
      return SigningAlgorithm.refuse(algorithm);
    }
    AuthorizationHeader reader = new AuthorizationHeader(header);
    String problem = reader.readPairs(end);
    return problem == null ? reader.toInput(request) : SignatureInput.malformed(problem);
  }

  private @Nullable String readPairs(int from) {
    int position = from;
    while (position < header.length()) {
      if (isSeparator(header.charAt(position))) {
        position++;
        continue;
      }
      int end = position;
      while (end < header.length() && !isSeparator(header.charAt(end))) {
        end++;
      }
      int equalSign = header.indexOf('=', position);
      if (equalSign < 0 || equalSign >= end) {
        return "'"
            + AuthenticationFailure.echo(header.substring(position, end))
            + "' not a valid key=value pair (missing equal-sign) in Authorization header: '"
            + AuthenticationFailure.echo(header)
            + "'.";
      }
      String problem =
          accept(header.substring(position, equalSign), header.substring(equalSign + 1, end));
      if (problem != null) {
        return problem;
      }
      position = end;
    }
    return null;
  }

  private @Nullable String accept(String name, String value) {
    String earlier;
    switch (name) {
      case "Credential" -> {
        earlier = credential;
        credential = value;
      }
      case "SignedHeaders" -> {
        earlier = signedHeaders;
        signedHeaders = value;
      }
      case "Signature" -> {
        earlier = signature;
        signature = value;
      }
      default -> {
        return "Authorization header has an unknown parameter '"
            + AuthenticationFailure.echo(name)
            + "'.";
      }
    }
    return earlier == null ? null : "Authorization header has more than one '" + name + "'.";
  }

  private SignatureInput toInput(HttpRequest request) {
    String date = request.header("X-Amz-Date");
    String timestamp = date == null ? request.header("Date") : date;
    String statedCredential = credential;
    String statedHeaders = signedHeaders;
    String statedSignature = signature;
    if (timestamp == null
        || statedCredential == null
        || statedHeaders == null
        || statedSignature == null) {
      return SignatureInput.malformed(missing(timestamp));
    }
    CredentialScope scope = CredentialScope.parse(statedCredential);
    if (scope == null) {
      return SignatureInput.malformedCredential(statedCredential);
    }
    return new SignatureInput.Present(
        new SignatureParameters(
            scope,
            statedHeaders,
            statedSignature,
            timestamp.strip(),
            request.header("X-Amz-Security-Token"),
            null));
  }

  private String missing(@Nullable String timestamp) {
    StringBuilder message = new StringBuilder(200);
    if (credential == null) {
      message.append("Authorization header requires 'Credential' parameter. ");
    }
    if (signature == null) {
      message.append("Authorization header requires 'Signature' parameter. ");
    }
    if (signedHeaders == null) {
      message.append("Authorization header requires 'SignedHeaders' parameter. ");
    }
    if (timestamp == null) {
      message.append(
          "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
    }
    return message.append("Authorization=").append(AuthenticationFailure.echo(header)).toString();
  }

  private static boolean isSeparator(char c) {
    return c == ',' || c == ' ' || c == '\t';
  }
}
