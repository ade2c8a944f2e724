package dev.junction.bus.operation.destination;

import dev.junction.bus.domain.BusErrors;
import dev.junction.bus.domain.Outward;
import dev.junction.kernel.ServiceError;
import dev.junction.models.events.ConnectionBodyParameter;
import dev.junction.models.events.ConnectionHeaderParameter;
import dev.junction.models.events.ConnectionHttpParameters;
import dev.junction.models.events.ConnectionQueryStringParameter;
import dev.junction.models.events.CreateConnectionApiKeyAuthRequestParameters;
import dev.junction.models.events.CreateConnectionAuthRequestParameters;
import dev.junction.models.events.CreateConnectionOAuthRequestParameters;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is wrong with what a connection says about requests. The messages name no values: these
/// are secret.
final class ConnectionCheck {

  private ConnectionCheck() {}

  static @Nullable ServiceError problem(CreateConnectionAuthRequestParameters auth) {
    CreateConnectionApiKeyAuthRequestParameters key = auth.apiKeyAuthParameters();
    if (key != null && !Outward.mayNameHeader(key.apiKeyName())) {
      return header("ApiKeyName");
    }
    CreateConnectionOAuthRequestParameters oauth = auth.oAuthParameters();
    if (oauth != null) {
      if (!Outward.isAddress(oauth.authorizationEndpoint())) {
        return BusErrors.invalid("AuthorizationEndpoint", "It is no HTTPS endpoint.");
      }
      ServiceError problem = problem("OAuthHttpParameters", oauth.oAuthHttpParameters());
      if (problem != null) {
        return problem;
      }
    }
    return problem("InvocationHttpParameters", auth.invocationHttpParameters());
  }

  private static ServiceError header(String parameter) {
    return BusErrors.invalid(parameter, "It is no name of a header that can be set.");
  }

  private static @Nullable ServiceError problem(
      String parameter, @Nullable ConnectionHttpParameters wanted) {
    if (wanted == null) {
      return null;
    }
    for (ConnectionHeaderParameter each :
        Objects.requireNonNullElse(
            wanted.headerParameters(), List.<ConnectionHeaderParameter>of())) {
      if (each.key() == null || !Outward.mayNameHeader(each.key())) {
        return header(parameter + ".HeaderParameters");
      }
    }
    for (ConnectionQueryStringParameter each :
        Objects.requireNonNullElse(
            wanted.queryStringParameters(), List.<ConnectionQueryStringParameter>of())) {
      if (each.key() == null || each.key().isEmpty()) {
        return nameless(parameter + ".QueryStringParameters");
      }
    }
    for (ConnectionBodyParameter each :
        Objects.requireNonNullElse(wanted.bodyParameters(), List.<ConnectionBodyParameter>of())) {
      if (each.key() == null || each.key().isEmpty()) {
        return nameless(parameter + ".BodyParameters");
      }
    }
    return null;
  }

  private static ServiceError nameless(String parameter) {
    return BusErrors.invalid(parameter, "Every one needs a Key.");
  }
}
