package dev.junction.wire.protocol;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.kernel.ServiceError.Fault;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The errors that every service may answer and that no service's model lists.
///
/// Each has the name that the JSON protocols use and, where it differs, the one of the query
/// protocol. Source: AWS General Reference and the "Common errors" page of each service's API
/// reference; Smithy, "AWS restJson1 protocol, operation errors".
public final class CommonErrors {

  static final String UNKNOWN_OPERATION = "UnknownOperationException";

  private CommonErrors() {}

  private static ServiceError client(
      String code, String queryCode, int httpStatus, String message) {
    return new ServiceError(code, queryCode, httpStatus, Fault.CLIENT, message, Map.of());
  }

  /// The request does not name an operation of the service.
  public static ServiceError unknownOperation(String operation) {
    String message =
        operation.isEmpty()
            ? "The request does not name an operation."
            : "The operation " + operation + " does not exist.";
    return client(UNKNOWN_OPERATION, "InvalidAction", 400, message);
  }

  /// A request of the query protocol names an action that is not offered where it went. Source:
  /// what LocalStack observed at the real service (`test_invalid_action_raises_exception`).
  public static ServiceError invalidAction(String action) {
    return client(
        UNKNOWN_OPERATION,
        "InvalidAction",
        400,
        "The action " + action + " is not valid for this endpoint.");
  }

  /// No operation of the service has this method and path.
  public static ServiceError unknownPath(String method, String path) {
    return client(
        UNKNOWN_OPERATION,
        "InvalidAction",
        404,
        "No operation answers to " + method + ' ' + path + '.');
  }

  /// A request of the query protocol has no action.
  public static ServiceError missingAction() {
    return client(
        "MissingAction", "MissingAction", 400, "The request must contain the parameter Action.");
  }

  /// The parameters of a request of the query protocol cannot be read.
  public static ServiceError malformedQuery(String message) {
    return client("MalformedQueryString", "MalformedQueryString", 400, message);
  }

  /// The operation is part of the service but not of this product.
  public static ServiceError notImplemented(String service, String operation) {
    return ServiceError.server(
        "NotImplemented", 501, "The operation " + operation + " of " + service + " is not built.");
  }

  /// The answer of every operation that a service has not built.
  public static <O> CompletionStage<Outcome<O>> answerNotImplemented(
      String service, String operation) {
    return CompletableFuture.completedFuture(Outcome.rejected(notImplemented(service, operation)));
  }

  /// The input cannot be read.
  public static ServiceError serialization(String message) {
    return client("SerializationException", "MalformedInput", 400, message);
  }

  /// The input can be read but breaks a constraint of the model.
  public static ServiceError validation(String message) {
    return client("ValidationException", "ValidationError", 400, message);
  }

  /// A required parameter is missing.
  public static ServiceError missingParameter(String name) {
    return client(
        "MissingParameter",
        "MissingParameter",
        400,
        "The request must contain the parameter " + name + ".");
  }

  /// A parameter has a value that it must not have.
  public static ServiceError invalidParameterValue(String message) {
    return client("InvalidParameterValue", "InvalidParameterValue", 400, message);
  }

  /// The body is of a content type that the operation does not take.
  public static ServiceError unsupportedMediaType() {
    return client(
        "UnsupportedMediaTypeException",
        "UnsupportedMediaType",
        415,
        "The content type of the request is not supported.");
  }

  /// The client accepts no content type that the operation answers with.
  public static ServiceError notAcceptable() {
    return client(
        "NotAcceptableException", "NotAcceptable", 406, "No acceptable content type is available.");
  }

  /// The body is larger than this product takes.
  public static ServiceError requestTooLarge(long bytesMax) {
    return client(
        "RequestEntityTooLargeException",
        "RequestEntityTooLarge",
        413,
        "The request is larger than " + bytesMax + " bytes.");
  }

  /// The request carries no credentials.
  public static ServiceError missingAuthenticationToken() {
    return client(
        "MissingAuthenticationTokenException",
        "MissingAuthenticationToken",
        403,
        "Request is missing Authentication Token");
  }

  /// The request's credentials are not complete or not well formed.
  public static ServiceError incompleteSignature(String message) {
    return client("IncompleteSignatureException", "IncompleteSignature", 400, message);
  }

  /// The signature is not the one that the key makes of this request.
  public static ServiceError invalidSignature(String message) {
    return client("InvalidSignatureException", "SignatureDoesNotMatch", 403, message);
  }

  /// The access key or session token is not known.
  public static ServiceError unrecognizedClient() {
    return client(
        "UnrecognizedClientException",
        "InvalidClientTokenId",
        403,
        "The security token included in the request is invalid.");
  }

  /// The session token has run out.
  public static ServiceError expiredToken() {
    return client(
        "ExpiredTokenException",
        "ExpiredToken",
        403,
        "The security token included in the request is expired");
  }

  /// The caller may not do this.
  public static ServiceError accessDenied(String message) {
    return client("AccessDeniedException", "AccessDenied", 403, message);
  }

  /// Too many requests.
  public static ServiceError throttling(String message) {
    return client("ThrottlingException", "Throttling", 400, message);
  }

  /// A fault of ours.
  public static ServiceError internalFailure() {
    return ServiceError.server(
        "InternalFailure", 500, "The request failed because of an internal error.");
  }

  /// This process cannot take the request now.
  public static ServiceError serviceUnavailable(String message) {
    return new ServiceError(
        "ServiceUnavailableException", "ServiceUnavailable", 503, Fault.SERVER, message, Map.of());
  }
}
