package dev.junction.topic.operation.application;

import static dev.junction.topic.domain.TopicRules.NO_PERCENTAGE;

import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sns.CreatePlatformApplicationInput;
import dev.junction.models.sns.CreatePlatformApplicationResponse;
import dev.junction.models.sns.DeletePlatformApplicationInput;
import dev.junction.models.sns.GetPlatformApplicationAttributesInput;
import dev.junction.models.sns.GetPlatformApplicationAttributesResponse;
import dev.junction.models.sns.ListPlatformApplicationsInput;
import dev.junction.models.sns.ListPlatformApplicationsResponse;
import dev.junction.models.sns.PlatformApplication;
import dev.junction.models.sns.SetPlatformApplicationAttributesInput;
import dev.junction.models.sns.SnsErrors;
import dev.junction.topic.access.Page;
import dev.junction.topic.access.TopicAccess;
import dev.junction.topic.domain.ApplicationAddress;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.domain.TopicRules;
import dev.junction.topic.report.ApplicationEvent;
import dev.junction.topic.state.Topics;
import dev.junction.topic.state.application.Attributed;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The applications whose devices can be notified. Source: SNS API reference,
/// CreatePlatformApplication; the texts of errors are those of LocalStack, which were checked
/// against the real service, and what the tests of the connector that Ballerina has found there.
public final class PlatformApplications {

  private static final Set<String> SECRETS = Set.of("PlatformCredential", "PlatformPrincipal");
  private static final String RATE = "SuccessFeedbackSampleRate";

  /// Source: SNS API reference, SetPlatformApplicationAttributes.
  private static final Set<String> OTHERS =
      Set.of(
          "ApplePlatformBundleID",
          "ApplePlatformTeamID",
          "Enabled",
          "EventDeliveryFailure",
          "EventEndpointCreated",
          "EventEndpointDeleted",
          "EventEndpointUpdated",
          "FailureFeedbackRoleArn",
          "SuccessFeedbackRoleArn",
          RATE);

  private static final int NAME_CHARACTERS_MAX = 256;

  private final TopicAccess access;

  public PlatformApplications(TopicAccess access) {
    this.access = access;
  }

  public CompletionStage<Outcome<CreatePlatformApplicationResponse>> create(
      Call call, CreatePlatformApplicationInput input) {
    ServiceError problem = problem(input);
    if (problem != null) {
      return TopicAccess.done(Outcome.rejected(problem));
    }
    ApplicationAddress address =
        new ApplicationAddress(call.accountId(), call.region(), input.platform(), input.name());
    Map<String, String> attributes = new TreeMap<>(Map.of("Enabled", "true"));
    attributes.putAll(input.attributes());
    attributes.keySet().removeAll(SECRETS);
    return access.submit(
        address,
        (topics, tx) -> {
          Attributed existing = topics.applications().find(address);
          if (existing != null && !existing.attributes().equals(attributes)) {
            return Outcome.rejected(
                TopicErrors.invalid(
                    "Name",
                    "An application with the same name but different properties already exists"));
          }
          if (existing == null) {
            topics.applications().put(tx, address, new Attributed(attributes));
          }
          return Outcome.accepted(
              CreatePlatformApplicationResponse.builder()
                  .platformApplicationArn(address.arn())
                  .build());
        });
  }

  private static @Nullable ServiceError problem(CreatePlatformApplicationInput input) {
    String name = input.name();
    if (name.isEmpty()) {
      return TopicErrors.invalid(name, "cannot be empty");
    }
    if (name.length() > NAME_CHARACTERS_MAX) {
      return TopicErrors.invalid(name, "must be at most 256 characters long");
    }
    if (!name.chars()
        .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || ".-_".indexOf(c) >= 0))) {
      return TopicErrors.invalid(
          name, "must contain only characters 'a'-'z', 'A'-'Z', '0'-'9', '_', '-', and '.'");
    }
    if (!ApplicationAddress.PLATFORMS.contains(input.platform())) {
      return TopicErrors.invalid("Platform", input.platform() + " is not supported");
    }
    return problem(input.attributes());
  }

  private static @Nullable ServiceError problem(Map<String, String> attributes) {
    for (String name : attributes.keySet()) {
      if (!SECRETS.contains(name) && !OTHERS.contains(name)) {
        return TopicErrors.invalid("Attributes", "Invalid attribute name: " + name);
      }
    }
    for (ApplicationEvent.Kind kind : ApplicationEvent.Kind.values()) {
      String topic = attributes.getOrDefault(kind.attribute(), "");
      if (!topic.isEmpty() && TopicAddress.ofArn(topic).isEmpty()) {
        return TopicErrors.invalid(
            "Attributes",
            "Invalid value for attribute: " + kind.attribute() + ": it is no ARN of a topic");
      }
    }
    String rate = attributes.getOrDefault(RATE, "");
    return rate.isEmpty() || TopicRules.isPercentage(rate)
        ? null
        : TopicErrors.invalid(
            "Attributes",
            "Invalid value for attribute: " + RATE + ": " + NO_PERCENTAGE.formatted(rate));
  }

  public CompletionStage<Outcome<Unit>> delete(Call call, DeletePlatformApplicationInput input) {
    return own(call, input.platformApplicationArn())
        .map(
            address ->
                (CompletionStage<Outcome<Unit>>)
                    access.submit(
                        address,
                        (topics, tx) -> {
                          topics.applications().remove(tx, address);
                          return Outcome.accepted(Unit.INSTANCE);
                        }))
        .orElseGet(() -> malformed(input.platformApplicationArn()));
  }

  public CompletionStage<Outcome<GetPlatformApplicationAttributesResponse>> attributes(
      Call call, GetPlatformApplicationAttributesInput input) {
    return own(call, input.platformApplicationArn())
        .map(
            address ->
                (CompletionStage<Outcome<GetPlatformApplicationAttributesResponse>>)
                    access.submit(
                        address,
                        (topics, _) ->
                            found(topics, address)
                                .map(
                                    application ->
                                        GetPlatformApplicationAttributesResponse.builder()
                                            .attributes(application.attributes())
                                            .build())))
        .orElseGet(() -> malformed(input.platformApplicationArn()));
  }

  public CompletionStage<Outcome<Unit>> setAttributes(
      Call call, SetPlatformApplicationAttributesInput input) {
    ServiceError problem = problem(input.attributes());
    if (problem != null) {
      return TopicAccess.done(Outcome.rejected(problem));
    }
    Map<String, String> changed = new TreeMap<>(input.attributes());
    changed.keySet().removeAll(SECRETS);
    return own(call, input.platformApplicationArn())
        .map(
            address ->
                (CompletionStage<Outcome<Unit>>)
                    access.submit(
                        address,
                        (topics, tx) ->
                            found(topics, address)
                                .map(
                                    application -> {
                                      topics
                                          .applications()
                                          .put(tx, address, application.with(changed));
                                      return Unit.INSTANCE;
                                    })))
        .orElseGet(() -> malformed(input.platformApplicationArn()));
  }

  public CompletionStage<Outcome<ListPlatformApplicationsResponse>> list(
      Call call, ListPlatformApplicationsInput input) {
    return access
        .everywhere(topics -> shown(call, topics))
        .thenApply(
            found ->
                found
                    .then(
                        all ->
                            Page.of(
                                "ListPlatformApplications",
                                all,
                                each -> String.valueOf(each.platformApplicationArn()),
                                input.nextToken()))
                    .map(
                        page ->
                            ListPlatformApplicationsResponse.builder()
                                .platformApplications(page.items())
                                .nextToken(page.nextToken())
                                .build()));
  }

  private static List<PlatformApplication> shown(Call call, Topics topics) {
    return topics.applications().all().entrySet().stream()
        .filter(each -> each.getKey().account().equals(call.accountId()))
        .filter(each -> each.getKey().region().equals(call.region()))
        .map(
            each ->
                PlatformApplication.builder()
                    .platformApplicationArn(each.getKey().arn())
                    .attributes(each.getValue().attributes())
                    .build())
        .toList();
  }

  /// The caller's application that an ARN names.
  static Optional<ApplicationAddress> own(Call call, String arn) {
    return ApplicationAddress.ofArn(arn)
        .filter(address -> address.account().equals(call.accountId()))
        .filter(address -> address.region().equals(call.region()));
  }

  static <R> CompletionStage<Outcome<R>> malformed(String arn) {
    boolean isDivided =
        Arn.parse(arn).map(Arn::resource).filter(PlatformApplications::hasThreeParts).isPresent();
    return TopicAccess.done(
        Outcome.rejected(
            !isDivided && arn.split(":", -1).length >= 6
                ? TopicErrors.invalid(
                    "PlatformApplicationArn",
                    "Wrong number of slashes in relative portion of the ARN.")
                : TopicErrors.badArn("PlatformApplicationArn", arn)));
  }

  private static boolean hasThreeParts(String resource) {
    return resource.chars().filter(c -> c == '/').count() == 2;
  }

  static Outcome<Attributed> found(Topics topics, ApplicationAddress address) {
    Attributed application = topics.applications().find(address);
    return application == null
        ? Outcome.rejected(SnsErrors.notFoundException("PlatformApplication does not exist"))
        : Outcome.accepted(application);
  }
}
