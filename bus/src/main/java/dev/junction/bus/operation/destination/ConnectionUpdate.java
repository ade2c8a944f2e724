package dev.junction.bus.operation.destination;

import dev.junction.models.events.CreateConnectionApiKeyAuthRequestParameters;
import dev.junction.models.events.CreateConnectionAuthRequestParameters;
import dev.junction.models.events.CreateConnectionBasicAuthRequestParameters;
import dev.junction.models.events.CreateConnectionOAuthClientRequestParameters;
import dev.junction.models.events.CreateConnectionOAuthRequestParameters;
import dev.junction.models.events.CreateConnectionRequest;
import dev.junction.models.events.UpdateConnectionAuthRequestParameters;
import dev.junction.models.events.UpdateConnectionRequest;
import org.jspecify.annotations.Nullable;

/// A connection with the parts changed that an update names; of the authorization only the kind
/// that is in use stays.
final class ConnectionUpdate {

  private ConnectionUpdate() {}

  static CreateConnectionRequest of(CreateConnectionRequest old, UpdateConnectionRequest input) {
    CreateConnectionRequest.Builder changed =
        old.toBuilder()
            .description(input.description() == null ? old.description() : input.description());
    if (input.authorizationType() != null) {
      changed.authorizationType(input.authorizationType());
    }
    if (input.kmsKeyIdentifier() != null) {
      changed.kmsKeyIdentifier(input.kmsKeyIdentifier());
    }
    if (input.authParameters() != null) {
      changed.authParameters(merged(old.authParameters(), input.authParameters()));
    }
    CreateConnectionRequest made = changed.build();
    return made.toBuilder()
        .authParameters(only(made.authorizationType(), made.authParameters()))
        .build();
  }

  /// A connection whose secrets are taken away: the next update has to bring others.
  ///
  /// Source: the API model, `DeauthorizeConnection`.
  static CreateConnectionRequest withoutParameters(CreateConnectionRequest old) {
    return old.toBuilder()
        .authParameters(CreateConnectionAuthRequestParameters.builder().build())
        .build();
  }

  /// Whether an update names parameters that a connection of the type does not have: they would do
  /// nothing.
  static boolean isOfAnotherKind(
      String type, @Nullable UpdateConnectionAuthRequestParameters input) {
    return input != null
        && ((input.basicAuthParameters() != null && !type.equals("BASIC"))
            || (input.apiKeyAuthParameters() != null && !type.equals("API_KEY"))
            || (input.oAuthParameters() != null && !type.equals("OAUTH_CLIENT_CREDENTIALS")));
  }

  private static CreateConnectionAuthRequestParameters only(
      String type, CreateConnectionAuthRequestParameters all) {
    return all.toBuilder()
        .basicAuthParameters(type.equals("BASIC") ? all.basicAuthParameters() : null)
        .apiKeyAuthParameters(type.equals("API_KEY") ? all.apiKeyAuthParameters() : null)
        .oAuthParameters(type.equals("OAUTH_CLIENT_CREDENTIALS") ? all.oAuthParameters() : null)
        .build();
  }

  private static CreateConnectionAuthRequestParameters merged(
      CreateConnectionAuthRequestParameters old, UpdateConnectionAuthRequestParameters input) {
    return old.toBuilder()
        .basicAuthParameters(basic(old, input))
        .apiKeyAuthParameters(key(old, input))
        .oAuthParameters(oauth(old, input))
        .invocationHttpParameters(
            input.invocationHttpParameters() == null
                ? old.invocationHttpParameters()
                : input.invocationHttpParameters())
        .build();
  }

  private static @Nullable CreateConnectionBasicAuthRequestParameters basic(
      CreateConnectionAuthRequestParameters old, UpdateConnectionAuthRequestParameters input) {
    var fresh = input.basicAuthParameters();
    var before = old.basicAuthParameters();
    if (fresh == null) {
      return before;
    }
    return CreateConnectionBasicAuthRequestParameters.builder()
        .username(or(fresh.username(), before == null ? null : before.username()))
        .password(or(fresh.password(), before == null ? null : before.password()))
        .build();
  }

  private static @Nullable CreateConnectionApiKeyAuthRequestParameters key(
      CreateConnectionAuthRequestParameters old, UpdateConnectionAuthRequestParameters input) {
    var fresh = input.apiKeyAuthParameters();
    var before = old.apiKeyAuthParameters();
    if (fresh == null) {
      return before;
    }
    return CreateConnectionApiKeyAuthRequestParameters.builder()
        .apiKeyName(or(fresh.apiKeyName(), before == null ? null : before.apiKeyName()))
        .apiKeyValue(or(fresh.apiKeyValue(), before == null ? null : before.apiKeyValue()))
        .build();
  }

  private static @Nullable CreateConnectionOAuthRequestParameters oauth(
      CreateConnectionAuthRequestParameters old, UpdateConnectionAuthRequestParameters input) {
    var fresh = input.oAuthParameters();
    var before = old.oAuthParameters();
    if (fresh == null) {
      return before;
    }
    var client = fresh.clientParameters();
    var known = before == null ? null : before.clientParameters();
    String id = client == null ? null : client.clientID();
    String secret = client == null ? null : client.clientSecret();
    return CreateConnectionOAuthRequestParameters.builder()
        .clientParameters(
            CreateConnectionOAuthClientRequestParameters.builder()
                .clientID(or(id, known == null ? null : known.clientID()))
                .clientSecret(or(secret, known == null ? null : known.clientSecret()))
                .build())
        .authorizationEndpoint(
            or(
                fresh.authorizationEndpoint(),
                before == null ? null : before.authorizationEndpoint()))
        .httpMethod(or(fresh.httpMethod(), before == null ? null : before.httpMethod()))
        .oAuthHttpParameters(
            fresh.oAuthHttpParameters() != null || before == null
                ? fresh.oAuthHttpParameters()
                : before.oAuthHttpParameters())
        .build();
  }

  private static String or(@Nullable String fresh, @Nullable String before) {
    return fresh != null ? fresh : before != null ? before : "";
  }
}
