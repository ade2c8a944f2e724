package dev.junction.identity.signature;

import dev.junction.wire.http.HttpRequest;
import java.util.List;

/// What a request says about its signature.
public sealed interface SignatureInput {

  /// It says nothing: the request is anonymous.
  record Absent() implements SignatureInput {}

  /// It has everything that a Signature Version 4 needs.
  record Present(SignatureParameters parameters) implements SignatureInput {}

  /// It has something that cannot be read as a Signature Version 4.
  record Malformed(AuthenticationFailure failure) implements SignatureInput {}

  /// Reads the `Authorization` header or the presigned query of a request.
  static SignatureInput of(HttpRequest request) {
    List<String> authorizations = request.headers().all("Authorization");
    String query = request.query();
    boolean presigned = query != null && PresignedQuery.isSigned(query);
    if (authorizations.size() > 1 || (presigned && !authorizations.isEmpty())) {
      return malformed(
          "A request carries one signature: in one Authorization header or in the query string.");
    }
    if (query != null && presigned) {
      return PresignedQuery.read(query, request);
    }
    if (authorizations.isEmpty() || authorizations.getFirst().isBlank()) {
      return new Absent();
    }
    return AuthorizationHeader.read(authorizations.getFirst(), request);
  }

  /// A signature that cannot be read, for this reason.
  static SignatureInput malformed(String message) {
    return new Malformed(AuthenticationFailure.incomplete(message));
  }

  /// A scope that does not have its five elements.
  static SignatureInput malformedCredential(String credential) {
    return malformed(
        "Credential must have exactly 5 slash-delimited elements, e.g."
            + " keyid/date/region/service/term, got '"
            + AuthenticationFailure.echo(credential)
            + "'");
  }
}
