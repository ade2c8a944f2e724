package dev.junction.wire.schema;

import java.util.List;

/// The description of one operation of a service.
///
/// @param name the operation's name, as in `SendMessage`
/// @param http how it is reached in protocols that use the parts of HTTP
/// @param input what it takes
/// @param output what it answers; [Unit#SCHEMA] when the model gives it no answer
/// @param errors the errors that the model lists for it
/// @param built false when only the name and the HTTP binding are known here, so that a call is
///     answered with "not implemented" and not with "unknown operation"
public record OperationSchema(
    String name, Http http, Schema input, Schema output, List<ErrorSchema> errors, boolean built) {

  /// The HTTP binding of an operation.
  ///
  /// @param method the request's method
  /// @param uri the request's path and fixed query parameters
  /// @param status the status of an answer that is no error
  public record Http(String method, UriPattern uri, int status) {

    /// The binding of operations that do not use the parts of HTTP.
    public static final Http POST_ROOT = new Http("POST", UriPattern.ROOT, 200);

    /// A binding from the model's text form of the path.
    public static Http of(String method, String uri, int status) {
      return new Http(method, uri.equals("/") ? UriPattern.ROOT : UriPattern.parse(uri), status);
    }
  }

  /// An operation that can be called.
  public static OperationSchema of(
      String name, Http http, Schema input, Schema output, ErrorSchema... errors) {
    return new OperationSchema(name, http, input, output, List.of(errors), true);
  }

  /// An operation of which only the name and the HTTP binding are known here.
  public static OperationSchema unbuilt(String name, Http http) {
    return new OperationSchema(name, http, Unit.SCHEMA, Unit.SCHEMA, List.of(), false);
  }
}
