package dev.junction.bus.operation.destination;

import dev.junction.bus.gateway.ApiDestinationGateway;
import dev.junction.bus.state.Stored;
import dev.junction.models.events.Connection;
import dev.junction.models.events.ConnectionApiKeyAuthResponseParameters;
import dev.junction.models.events.ConnectionAuthResponseParameters;
import dev.junction.models.events.ConnectionBasicAuthResponseParameters;
import dev.junction.models.events.ConnectionBodyParameter;
import dev.junction.models.events.ConnectionHeaderParameter;
import dev.junction.models.events.ConnectionHttpParameters;
import dev.junction.models.events.ConnectionOAuthClientResponseParameters;
import dev.junction.models.events.ConnectionOAuthResponseParameters;
import dev.junction.models.events.ConnectionQueryStringParameter;
import dev.junction.models.events.CreateConnectionAuthRequestParameters;
import dev.junction.models.events.CreateConnectionRequest;
import dev.junction.models.events.DescribeConnectionResponse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is shown of a connection: everything but its secrets. Source: what LocalStack recorded
/// from the real service (`test_create_connection`).
record ConnectionView(Stored<CreateConnectionRequest> stored) {

  static final String CREATED = "created";
  static final String MODIFIED = "modified";
  static final String SECRET = "secret";

  String arn() {
    return note(ApiDestinationGateway.ARN);
  }

  String state() {
    return note(ApiDestinationGateway.STATE);
  }

  private String note(String name) {
    return String.valueOf(stored.notes().get(name));
  }

  Instant created() {
    return Instant.ofEpochMilli(stored.number(CREATED));
  }

  Instant modified() {
    return Instant.ofEpochMilli(stored.number(MODIFIED));
  }

  @Nullable Instant authorized() {
    long at = stored.number(ApiDestinationGateway.AUTHORIZED_AT);
    return at == 0 ? null : Instant.ofEpochMilli(at);
  }

  Connection listed() {
    return Connection.builder()
        .connectionArn(arn())
        .name(stored.shape().name())
        .connectionState(state())
        .stateReason(stored.notes().get(ApiDestinationGateway.REASON))
        .authorizationType(stored.shape().authorizationType())
        .creationTime(created())
        .lastModifiedTime(modified())
        .lastAuthorizedTime(authorized())
        .build();
  }

  DescribeConnectionResponse described() {
    return DescribeConnectionResponse.builder()
        .connectionArn(arn())
        .name(stored.shape().name())
        .description(stored.shape().description())
        .connectionState(state())
        .stateReason(stored.notes().get(ApiDestinationGateway.REASON))
        .authorizationType(stored.shape().authorizationType())
        .secretArn(note(SECRET))
        .kmsKeyIdentifier(stored.shape().kmsKeyIdentifier())
        .authParameters(shown(stored.shape().authParameters()))
        .creationTime(created())
        .lastModifiedTime(modified())
        .lastAuthorizedTime(authorized())
        .build();
  }

  private static ConnectionAuthResponseParameters shown(
      CreateConnectionAuthRequestParameters parameters) {
    var basic = parameters.basicAuthParameters();
    var key = parameters.apiKeyAuthParameters();
    var oauth = parameters.oAuthParameters();
    return ConnectionAuthResponseParameters.builder()
        .basicAuthParameters(
            basic == null
                ? null
                : ConnectionBasicAuthResponseParameters.builder()
                    .username(basic.username())
                    .build())
        .apiKeyAuthParameters(
            key == null
                ? null
                : ConnectionApiKeyAuthResponseParameters.builder()
                    .apiKeyName(key.apiKeyName())
                    .build())
        .oAuthParameters(
            oauth == null
                ? null
                : ConnectionOAuthResponseParameters.builder()
                    .clientParameters(
                        ConnectionOAuthClientResponseParameters.builder()
                            .clientID(oauth.clientParameters().clientID())
                            .build())
                    .authorizationEndpoint(oauth.authorizationEndpoint())
                    .httpMethod(oauth.httpMethod())
                    .oAuthHttpParameters(shown(oauth.oAuthHttpParameters()))
                    .build())
        .invocationHttpParameters(shown(parameters.invocationHttpParameters()))
        .build();
  }

  private static @Nullable ConnectionHttpParameters shown(
      @Nullable ConnectionHttpParameters parameters) {
    if (parameters == null) {
      return null;
    }
    List<ConnectionHeaderParameter> headers = parameters.headerParameters();
    List<ConnectionQueryStringParameter> query = parameters.queryStringParameters();
    List<ConnectionBodyParameter> body = parameters.bodyParameters();
    return ConnectionHttpParameters.builder()
        .headerParameters(
            headers == null
                ? null
                : headers.stream()
                    .map(
                        each ->
                            isSecret(each.isValueSecret())
                                ? each.toBuilder().value(null).build()
                                : each)
                    .toList())
        .queryStringParameters(
            query == null
                ? null
                : query.stream()
                    .map(
                        each ->
                            isSecret(each.isValueSecret())
                                ? each.toBuilder().value(null).build()
                                : each)
                    .toList())
        .bodyParameters(
            body == null
                ? null
                : body.stream()
                    .map(
                        each ->
                            isSecret(each.isValueSecret())
                                ? each.toBuilder().value(null).build()
                                : each)
                    .toList())
        .build();
  }

  private static boolean isSecret(@Nullable Boolean flag) {
    return Boolean.TRUE.equals(flag);
  }
}
