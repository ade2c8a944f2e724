package dev.junction.topic.operation.application;

import dev.junction.engine.Transaction;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sns.CreateEndpointResponse;
import dev.junction.models.sns.CreatePlatformEndpointInput;
import dev.junction.models.sns.DeleteEndpointInput;
import dev.junction.models.sns.Endpoint;
import dev.junction.models.sns.GetEndpointAttributesInput;
import dev.junction.models.sns.GetEndpointAttributesResponse;
import dev.junction.models.sns.ListEndpointsByPlatformApplicationInput;
import dev.junction.models.sns.ListEndpointsByPlatformApplicationResponse;
import dev.junction.models.sns.SetEndpointAttributesInput;
import dev.junction.models.sns.SnsErrors;
import dev.junction.topic.access.Page;
import dev.junction.topic.access.Surroundings;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.domain.ApplicationAddress;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.domain.TopicLimits;
import dev.junction.topic.report.ApplicationEvent;
import dev.junction.topic.state.Topics;
import dev.junction.topic.state.application.Attributed;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The devices of platform applications. Source: SNS API reference, CreatePlatformEndpoint; the
/// texts of errors are those of LocalStack, which were checked against the real service.
public final class PlatformEndpoints {

  private static final String ENABLED = "Enabled";
  private static final String TOKEN = "Token";
  private static final String EMPTY = "cannot be empty";
  private static final Set<String> KNOWN = Set.of("CustomUserData", ENABLED, TOKEN);

  private final TopicAccess access;
  private final Surroundings surroundings;
  private final ApplicationEvents events;

  public PlatformEndpoints(TopicAccess access, Surroundings surroundings) {
    this.access = access;
    this.surroundings = surroundings;
    this.events = new ApplicationEvents(surroundings.identities());
  }

  public CompletionStage<Outcome<CreateEndpointResponse>> create(
      Call call, CreatePlatformEndpointInput input) {
    Optional<ApplicationAddress> address =
        PlatformApplications.own(call, input.platformApplicationArn());
    if (address.isEmpty()) {
      return PlatformApplications.malformed(input.platformApplicationArn());
    }
    Map<String, String> attributes = new TreeMap<>(Map.of(ENABLED, "true"));
    if (input.customUserData() != null) {
      attributes.put("CustomUserData", input.customUserData());
    }
    attributes.putAll(Objects.requireNonNullElse(input.attributes(), Map.of()));
    ServiceError problem = tokenProblem(input.token());
    if (problem == null) {
      problem = problem(attributes);
    }
    if (problem != null) {
      return TopicAccess.done(Outcome.rejected(problem));
    }
    attributes.put(TOKEN, input.token());
    Attributed device = Attributed.device(address.get().platform(), attributes);
    return access.submit(
        address.get(),
        (topics, tx) ->
            PlatformApplications.found(topics, address.get())
                .then(_ -> create(topics, tx, address.get(), device)));
  }

  private Outcome<CreateEndpointResponse> create(
      Topics topics, Transaction<Topics> tx, ApplicationAddress address, Attributed device) {
    String token = device.attributes().get(TOKEN);
    for (Map.Entry<String, Attributed> each :
        topics.applications().endpointsOf(address).entrySet()) {
      if (Objects.equals(each.getValue().attributes().get(TOKEN), token)) {
        return each.getValue().equals(device)
            ? Outcome.accepted(answer(each.getKey()))
            : Outcome.rejected(
                TopicErrors.invalid(
                    TOKEN,
                    "Endpoint "
                        + each.getKey()
                        + " already exists with the same Token, but different attributes."));
      }
    }
    String arn = address.endpointArn(surroundings.identities().next().toString());
    topics.applications().putEndpoint(tx, address, arn, device);
    events.tell(topics, tx, event(ApplicationEvent.Kind.CREATED, address, arn));
    return Outcome.accepted(answer(arn));
  }

  private static ApplicationEvent event(
      ApplicationEvent.Kind kind, ApplicationAddress address, String arn) {
    return new ApplicationEvent(kind, address, arn, Map.of());
  }

  private static CreateEndpointResponse answer(String arn) {
    return CreateEndpointResponse.builder().endpointArn(arn).build();
  }

  private static @Nullable ServiceError tokenProblem(String token) {
    return token.isEmpty() ? TopicErrors.invalid(TOKEN, EMPTY) : sizeProblem(TOKEN, token);
  }

  private static @Nullable ServiceError sizeProblem(String name, String value) {
    int most =
        name.equals(TOKEN)
            ? TopicLimits.DEVICE_TOKEN_CHARACTERS_MAX
            : TopicLimits.USER_DATA_BYTES_MAX;
    return value.getBytes(StandardCharsets.UTF_8).length > most
        ? TopicErrors.invalid(name, "it has more than " + most + " bytes")
        : null;
  }

  private static @Nullable ServiceError problem(Map<String, String> attributes) {
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      if (!KNOWN.contains(attribute.getKey())) {
        return TopicErrors.invalid("Attributes", "Invalid attribute name: " + attribute.getKey());
      }
      if (attribute.getKey().equals(TOKEN) && attribute.getValue().isEmpty()) {
        return TopicErrors.invalid(
            "Attributes", "Invalid value for attribute: " + TOKEN + ": " + EMPTY);
      }
      if (attribute.getKey().equals(ENABLED) && !isFlag(attribute.getValue())) {
        return TopicErrors.invalid(
            "Attributes", "Invalid value for attribute: " + ENABLED + ": must be true or false");
      }
      ServiceError tooLong = sizeProblem(attribute.getKey(), attribute.getValue());
      if (tooLong != null) {
        return tooLong;
      }
    }
    return null;
  }

  private static boolean isFlag(String value) {
    return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
  }

  public CompletionStage<Outcome<Unit>> delete(Call call, DeleteEndpointInput input) {
    String arn = input.endpointArn();
    return own(call, arn)
        .map(
            address ->
                (CompletionStage<Outcome<Unit>>)
                    access.submit(
                        address,
                        (topics, tx) -> {
                          if (topics.applications().findEndpoint(address, arn) != null) {
                            topics.applications().removeEndpoint(tx, address, arn);
                            events.tell(
                                topics, tx, event(ApplicationEvent.Kind.DELETED, address, arn));
                          }
                          return Outcome.accepted(Unit.INSTANCE);
                        }))
        .orElseGet(() -> malformed(arn));
  }

  public CompletionStage<Outcome<GetEndpointAttributesResponse>> attributes(
      Call call, GetEndpointAttributesInput input) {
    String arn = input.endpointArn();
    return own(call, arn)
        .map(
            address ->
                (CompletionStage<Outcome<GetEndpointAttributesResponse>>)
                    access.submit(
                        address,
                        (topics, _) ->
                            found(topics, address, arn)
                                .map(
                                    endpoint ->
                                        GetEndpointAttributesResponse.builder()
                                            .attributes(endpoint.attributes())
                                            .build())))
        .orElseGet(() -> malformed(arn));
  }

  public CompletionStage<Outcome<Unit>> setAttributes(Call call, SetEndpointAttributesInput input) {
    ServiceError problem = problem(input.attributes());
    if (problem != null) {
      return TopicAccess.done(Outcome.rejected(problem));
    }
    String arn = input.endpointArn();
    return own(call, arn)
        .map(
            address ->
                (CompletionStage<Outcome<Unit>>)
                    access.submit(
                        address,
                        (topics, tx) ->
                            found(topics, address, arn)
                                .map(
                                    endpoint -> {
                                      Attributed changed =
                                          Attributed.device(
                                              address.platform(),
                                              endpoint.with(input.attributes()).attributes());
                                      topics.applications().putEndpoint(tx, address, arn, changed);
                                      events.tell(
                                          topics,
                                          tx,
                                          event(ApplicationEvent.Kind.UPDATED, address, arn));
                                      return Unit.INSTANCE;
                                    })))
        .orElseGet(() -> malformed(arn));
  }

  public CompletionStage<Outcome<ListEndpointsByPlatformApplicationResponse>> list(
      Call call, ListEndpointsByPlatformApplicationInput input) {
    return PlatformApplications.own(call, input.platformApplicationArn())
        .map(
            address ->
                (CompletionStage<Outcome<ListEndpointsByPlatformApplicationResponse>>)
                    access.submit(
                        address,
                        (topics, _) ->
                            PlatformApplications.found(topics, address)
                                .then(
                                    _ ->
                                        Page.of(
                                            "ListEndpointsByPlatformApplication",
                                            shown(topics, address),
                                            each -> String.valueOf(each.endpointArn()),
                                            input.nextToken()))
                                .map(PlatformEndpoints::answer)))
        .orElseGet(() -> PlatformApplications.malformed(input.platformApplicationArn()));
  }

  private static ListEndpointsByPlatformApplicationResponse answer(Page<Endpoint> page) {
    return ListEndpointsByPlatformApplicationResponse.builder()
        .endpoints(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static List<Endpoint> shown(Topics topics, ApplicationAddress address) {
    return topics.applications().endpointsOf(address).entrySet().stream()
        .map(
            each ->
                Endpoint.builder()
                    .endpointArn(each.getKey())
                    .attributes(each.getValue().attributes())
                    .build())
        .toList();
  }

  private static Optional<ApplicationAddress> own(Call call, String arn) {
    return ApplicationAddress.ofEndpoint(arn)
        .filter(address -> address.account().equals(call.accountId()))
        .filter(address -> address.region().equals(call.region()));
  }

  private static <R> CompletionStage<Outcome<R>> malformed(String arn) {
    return TopicAccess.done(Outcome.rejected(TopicErrors.badArn("EndpointArn", arn)));
  }

  private static Outcome<Attributed> found(Topics topics, ApplicationAddress address, String arn) {
    Attributed endpoint = topics.applications().findEndpoint(address, arn);
    return endpoint == null
        ? Outcome.rejected(SnsErrors.notFoundException("Endpoint does not exist"))
        : Outcome.accepted(endpoint);
  }
}
