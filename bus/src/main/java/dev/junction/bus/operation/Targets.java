package dev.junction.bus.operation;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.access.ConditionKeys;
import dev.junction.bus.access.Page;
import dev.junction.bus.access.Surroundings;
import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.BusErrors;
import dev.junction.bus.domain.BusLimits;
import dev.junction.bus.domain.TargetInput;
import dev.junction.bus.gateway.ApiDestinationGateway;
import dev.junction.bus.state.Bus;
import dev.junction.bus.state.Buses;
import dev.junction.bus.state.Rule;
import dev.junction.bus.state.RuleTarget;
import dev.junction.engine.EngineErrors;
import dev.junction.engine.Transaction;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.kernel.ServiceError;
import dev.junction.models.events.HttpParameters;
import dev.junction.models.events.ListRuleNamesByTargetRequest;
import dev.junction.models.events.ListRuleNamesByTargetResponse;
import dev.junction.models.events.ListTargetsByRuleRequest;
import dev.junction.models.events.ListTargetsByRuleResponse;
import dev.junction.models.events.PutTargetsRequest;
import dev.junction.models.events.PutTargetsResponse;
import dev.junction.models.events.RemoveTargetsRequest;
import dev.junction.models.events.RemoveTargetsResponse;
import dev.junction.models.events.RemoveTargetsResultEntry;
import dev.junction.models.events.SqsParameters;
import dev.junction.models.events.Target;
import dev.junction.wire.protocol.Call;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Gives rules targets, takes them away and lists them. Source: EventBridge API reference,
/// PutTargets and its siblings; the messages are those that LocalStack recorded.
public final class Targets {

  private final BusAccess access;
  private final Surroundings surroundings;

  public Targets(BusAccess access, Surroundings surroundings) {
    this.access = access;
    this.surroundings = surroundings;
  }

  private record Wanted(Target shape, TargetInput input) {}

  public CompletionStage<Outcome<PutTargetsResponse>> put(Call call, PutTargetsRequest input) {
    BusAddress address = BusAccess.address(call, input.eventBusName());
    List<Wanted> wanted = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Target target : input.targets()) {
      if (!ids.add(target.id())) {
        return BusAccess.done(
            Outcome.rejected(BusErrors.invalid("Duplicate target id " + target.id() + ".")));
      }
      switch (read(address, target)) {
        case Outcome.Rejected<TargetInput>(ServiceError error) -> {
          return BusAccess.done(Outcome.rejected(error));
        }
        case Outcome.Accepted<TargetInput>(TargetInput read) ->
            wanted.add(new Wanted(target, read));
      }
    }
    List<String> arns = input.targets().stream().map(Target::arn).toList();
    return Rules.run(
        access,
        call,
        new Rules.Place(input.eventBusName(), input.rule()),
        "PutTargets",
        (context, rule) -> ConditionKeys.ofTargets(context, rule, arns),
        (bus, rule, tx) ->
            Rules.isKept(call, rule)
                ? Outcome.rejected(BusErrors.managed(rule.name()))
                : put(bus, rule, tx, wanted));
  }

  private Outcome<TargetInput> read(BusAddress bus, Target target) {
    Arn arn = placed(target.arn());
    if (arn == null) {
      return Outcome.rejected(
          BusErrors.invalid(target.arn(), "Provided Arn is not in correct format."));
    }
    boolean isKnown =
        surroundings.deliveries().targets().hasService(arn.service())
            && (!arn.service().equals("events")
                || BusAddress.ofArn(target.arn()).isPresent()
                || surroundings.deliveries().hasGateway(target.arn()));
    if (!isKnown) {
      return Outcome.rejected(
          BusErrors.invalid(target.arn(), "Nothing of this kind can be delivered to here."));
    }
    boolean isGateway = surroundings.deliveries().hasGateway(target.arn());
    if (isGateway && !ApiDestinationGateway.isForOwn(bus.arn(), target.arn())) {
      return Outcome.rejected(
          BusErrors.invalid(
              target.arn(), "An API destination must be of the account and Region of the rule."));
    }
    ServiceError place = placeProblem(bus, target, arn);
    if (place != null) {
      return Outcome.rejected(place);
    }
    ServiceError kind = kindProblem(target, isGateway ? "api-destination" : arn.service());
    if (kind != null) {
      return Outcome.rejected(kind);
    }
    if (hasTooManyPathValues(target)) {
      return Outcome.rejected(
          BusErrors.invalid(
              "HttpParameters.PathParameterValues",
              "There may be "
                  + BusLimits.PATH_VALUES_MAX
                  + " of them, of "
                  + BusLimits.PATH_VALUE_CHARACTERS_MAX
                  + " characters each."));
    }
    SqsParameters queue = target.sqsParameters();
    boolean isFifo = arn.service().equals("sqs") && arn.resource().endsWith(".fifo");
    if (isFifo && (queue == null || queue.messageGroupId() == null)) {
      String missing = queue == null ? "SqsParameters" : "MessageGroupId";
      return Outcome.rejected(
          BusErrors.invalid(
              "Parameter(s) " + missing + " must be specified for target: " + target.id() + "."));
    }
    ServiceError letters = letterProblem(bus, target);
    return letters == null ? TargetInput.of(target) : Outcome.rejected(letters);
  }

  /// An ARN of something in an account and Region; null for any other text.
  private static @Nullable Arn placed(String text) {
    return Arn.parse(text)
        .filter(arn -> AccountId.isValid(arn.account()) && Region.isValid(arn.region()))
        .orElse(null);
  }

  private static @Nullable ServiceError placeProblem(BusAddress bus, Target target, Arn arn) {
    if (BusAddress.ofArn(target.arn()).isEmpty()) {
      return arn.region().equals(bus.region().name())
          ? null
          : BusErrors.invalid(target.arn(), "The target must be in the Region of the rule.");
    }
    boolean makesInput =
        target.input() != null || target.inputPath() != null || target.inputTransformer() != null;
    return makesInput
        ? BusErrors.invalid(
            target.arn(),
            "Input, InputPath and InputTransformer are not available for event buses.")
        : null;
  }

  /// Parameters of another kind of target are refused, in words that a user of the real service
  /// reports (issue 2360 of the SDK for JavaScript).
  private static @Nullable ServiceError kindProblem(Target target, String kind) {
    Map<String, Set<String>> kinds = new LinkedHashMap<>();
    note(kinds, target.kinesisParameters(), "KinesisParameters", "kinesis");
    note(kinds, target.runCommandParameters(), "RunCommandParameters", "ssm");
    note(kinds, target.ecsParameters(), "EcsParameters", "ecs");
    note(kinds, target.batchParameters(), "BatchParameters", "batch");
    note(kinds, target.sqsParameters(), "SqsParameters", "sqs");
    note(kinds, target.httpParameters(), "HttpParameters", "api-destination", "execute-api");
    note(
        kinds,
        target.redshiftDataParameters(),
        "RedshiftDataParameters",
        "redshift",
        "redshift-serverless");
    note(kinds, target.sageMakerPipelineParameters(), "SageMakerPipelineParameters", "sagemaker");
    note(kinds, target.appSyncParameters(), "AppSyncParameters", "appsync");
    for (Map.Entry<String, Set<String>> given : kinds.entrySet()) {
      if (!given.getValue().contains(kind)) {
        return BusErrors.invalid(
            "Parameter " + given.getKey() + " is not valid for target " + target.id() + ".");
      }
    }
    return null;
  }

  private static void note(
      Map<String, Set<String>> kinds, @Nullable Object given, String name, String... ofKinds) {
    if (given != null) {
      kinds.put(name, Set.of(ofKinds));
    }
  }

  private static boolean hasTooManyPathValues(Target target) {
    HttpParameters http = target.httpParameters();
    List<String> values = http == null ? null : http.pathParameterValues();
    return values != null
        && (values.size() > BusLimits.PATH_VALUES_MAX
            || values.stream()
                .anyMatch(value -> value.length() > BusLimits.PATH_VALUE_CHARACTERS_MAX));
  }

  private static @Nullable ServiceError letterProblem(BusAddress bus, Target target) {
    String queue = target.deadLetterConfig() == null ? null : target.deadLetterConfig().arn();
    if (queue == null) {
      return null;
    }
    Arn arn = placed(queue);
    if (arn == null || !arn.service().equals("sqs") || arn.resource().endsWith(".fifo")) {
      return BusErrors.invalid("DeadLetterConfig.Arn", "It must be a standard Amazon SQS queue.");
    }
    // Source: EventBridge User Guide, "Using dead-letter queues".
    return arn.region().equals(bus.region().name())
        ? null
        : BusErrors.invalid("DeadLetterConfig.Arn", "It must be in the Region of the rule.");
  }

  private Outcome<PutTargetsResponse> put(
      Bus bus, Rule rule, Transaction<Buses> tx, List<Wanted> wanted) {
    if (!tx.hasSpace()) {
      return Outcome.rejected(EngineErrors.SERVICE_UNAVAILABLE);
    }
    long added = wanted.stream().filter(each -> rule.target(each.shape().id()) == null).count();
    if (rule.targets().size() + added > surroundings.targetsMax()) {
      return Outcome.rejected(
          BusErrors.limit("The requested resource exceeds the maximum number allowed."));
    }
    for (Wanted each : wanted) {
      bus.put(tx, rule, bus.target(rule, each.shape(), each.input()));
    }
    return Outcome.accepted(
        PutTargetsResponse.builder().failedEntryCount(0).failedEntries(List.of()).build());
  }

  public CompletionStage<Outcome<RemoveTargetsResponse>> remove(
      Call call, RemoveTargetsRequest input) {
    return Rules.run(
        access,
        call,
        new Rules.Place(input.eventBusName(), input.rule()),
        "RemoveTargets",
        (bus, rule, tx) -> {
          if (Rules.isKept(call, rule) && !Boolean.TRUE.equals(input.force())) {
            return Outcome.rejected(BusErrors.managed(rule.name()));
          }
          List<RemoveTargetsResultEntry> failed = new ArrayList<>();
          for (String id : input.ids()) {
            if (rule.target(id) != null) {
              bus.remove(tx, rule, id);
            } else {
              failed.add(
                  RemoveTargetsResultEntry.builder()
                      .targetId(id)
                      .errorCode("ResourceNotFoundException")
                      .errorMessage(
                          "Rule " + rule.name() + " does not have a target with the Id " + id + ".")
                      .build());
            }
          }
          return Outcome.accepted(
              RemoveTargetsResponse.builder()
                  .failedEntryCount(failed.size())
                  .failedEntries(failed)
                  .build());
        });
  }

  public CompletionStage<Outcome<ListTargetsByRuleResponse>> list(
      Call call, ListTargetsByRuleRequest input) {
    Page.Wish wish =
        new Page.Wish(
            Page.list(
                "ListTargetsByRule",
                BusAccess.address(call, input.eventBusName()).ruleArn(input.rule())),
            null,
            input.nextToken(),
            input.limit());
    return Rules.run(
        access,
        call,
        new Rules.Place(input.eventBusName(), input.rule()),
        "ListTargetsByRule",
        (_, rule, _) ->
            Page.of(rule.targets().stream().map(RuleTarget::shape).toList(), Target::id, wish)
                .map(
                    page ->
                        ListTargetsByRuleResponse.builder()
                            .targets(page.items())
                            .nextToken(page.nextToken())
                            .build()));
  }

  public CompletionStage<Outcome<ListRuleNamesByTargetResponse>> rulesOf(
      Call call, ListRuleNamesByTargetRequest input) {
    BusAddress address = BusAccess.address(call, input.eventBusName());
    Integer limit = input.limit();
    Page.Wish wish =
        new Page.Wish(
            Page.list("ListRuleNamesByTarget", address.arn(), input.targetArn()),
            null,
            input.nextToken(),
            limit == null ? BusLimits.PAGE_MAX : limit);
    return access.run(
        call,
        address,
        "ListRuleNamesByTarget",
        address.arn(),
        (bus, _) ->
            Page.of(
                    bus.rules().stream()
                        .filter(rule -> hasTarget(rule, input.targetArn()))
                        .map(Rule::name)
                        .toList(),
                    name -> name,
                    wish)
                .map(
                    page ->
                        ListRuleNamesByTargetResponse.builder()
                            .ruleNames(page.items())
                            .nextToken(page.nextToken())
                            .build()));
  }

  private static boolean hasTarget(Rule rule, String arn) {
    return rule.targets().stream().anyMatch(target -> target.shape().arn().equals(arn));
  }
}
