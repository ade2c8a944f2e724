package dev.junction.wire.schema;

/// Where in an HTTP message a member travels.
///
/// Source: Smithy 2.0 specification, "HTTP bindings".
public enum HttpBinding {
  /// In the body, beside the other members.
  BODY,
  /// As the whole body.
  PAYLOAD,
  /// In the path.
  LABEL,
  /// In one query parameter, or several of the same name.
  QUERY,
  /// In all the query parameters that are left.
  QUERY_PARAMS,
  /// In one header field.
  HEADER,
  /// In all header fields with a prefix.
  PREFIX_HEADERS,
  /// As the status code.
  RESPONSE_CODE
}
