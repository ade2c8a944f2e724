package dev.junction.bus.operation;

import dev.junction.bus.access.BusAccess;
import dev.junction.bus.access.ConditionKeys;
import dev.junction.bus.access.Page;
import dev.junction.bus.access.Surroundings;
import dev.junction.bus.domain.BusAddress;
import dev.junction.bus.domain.BusErrors;
import dev.junction.bus.domain.EventPatterns;
import dev.junction.bus.state.Bus;
import dev.junction.bus.state.Buses;
import dev.junction.bus.state.Rule;
import dev.junction.bus.state.Stored;
import dev.junction.engine.EngineErrors;
import dev.junction.engine.Transaction;
import dev.junction.identity.policy.RequestContext;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.models.events.DeleteRuleRequest;
import dev.junction.models.events.DescribeRuleRequest;
import dev.junction.models.events.DescribeRuleResponse;
import dev.junction.models.events.DisableRuleRequest;
import dev.junction.models.events.EnableRuleRequest;
import dev.junction.models.events.ListRulesRequest;
import dev.junction.models.events.ListRulesResponse;
import dev.junction.models.events.PutRuleRequest;
import dev.junction.models.events.PutRuleResponse;
import dev.junction.models.events.RuleState;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Creates, changes, shows and deletes rules. Source: EventBridge API reference, PutRule and its
/// siblings.
public final class Rules {

  private final BusAccess access;
  private final Surroundings surroundings;

  public Rules(BusAccess access, Surroundings surroundings) {
    this.access = access;
    this.surroundings = surroundings;
  }

  public CompletionStage<Outcome<PutRuleResponse>> put(Call call, PutRuleRequest input) {
    BusAddress address = BusAccess.address(call, input.eventBusName());
    ServiceError problem = problem(address, input);
    if (problem != null) {
      return BusAccess.done(Outcome.rejected(problem));
    }
    String pattern = emptyToNull(input.eventPattern());
    return switch (Tags.read(input.tags())) {
      case Outcome.Rejected<Map<String, String>>(var error) ->
          BusAccess.done(Outcome.rejected(error));
      case Outcome.Accepted<Map<String, String>>(var tags) ->
          access.run(
              call,
              address,
              "PutRule",
              address.ruleArn(input.name()),
              bus ->
                  bus.policy() == null
                      ? List.of(UnaryOperator.identity())
                      : ConditionKeys.ofNewRule(
                          bus.rule(input.name()), call.accountId().value(), pattern),
              (bus, tx) -> put(call, bus, tx, input, tags));
    };
  }

  private static @Nullable ServiceError problem(BusAddress address, PutRuleRequest input) {
    String pattern = input.eventPattern();
    String schedule = input.scheduleExpression();
    if ((pattern == null || pattern.isEmpty()) && (schedule == null || schedule.isEmpty())) {
      return BusErrors.invalid(
          "Parameter(s) EventPattern or ScheduleExpression must be specified.");
    }
    if (pattern != null
        && !pattern.isEmpty()
        && EventPatterns.read(pattern) instanceof Outcome.Rejected<?>(var error)) {
      return error;
    }
    if (schedule != null && !schedule.isEmpty()) {
      return address.isDefault()
          ? RuleSchedules.problem(schedule)
          : BusErrors.invalid("ScheduleExpression is supported only on the default event bus.");
    }
    return null;
  }

  private Outcome<PutRuleResponse> put(
      Call call, Bus bus, Transaction<Buses> tx, PutRuleRequest input, Map<String, String> tags) {
    if (!tx.hasSpace()) {
      return Outcome.rejected(EngineErrors.SERVICE_UNAVAILABLE);
    }
    Rule before = bus.rule(input.name());
    if (before == null && isFull(bus)) {
      return Outcome.rejected(
          BusErrors.limit("The requested resource exceeds the maximum number allowed."));
    }
    if (before != null && isKept(call, before)) {
      return Outcome.rejected(BusErrors.managed(before.name()));
    }
    if (before != null && call.caller().isService() && !before.isManaged()) {
      return Outcome.rejected(BusErrors.taken("Rule " + before.name()));
    }
    String account = call.accountId().value();
    String createdBy = before == null ? account : before.record().shape().createdBy();
    DescribeRuleResponse shape =
        DescribeRuleResponse.builder()
            .name(input.name())
            .arn(bus.address().ruleArn(input.name()))
            .eventPattern(emptyToNull(input.eventPattern()))
            .scheduleExpression(emptyToNull(input.scheduleExpression()))
            .state(Objects.requireNonNullElse(input.state(), RuleState.ENABLED))
            .description(input.description())
            .roleArn(input.roleArn())
            .eventBusName(bus.address().name())
            .createdBy(createdBy)
            .managedBy(call.caller().isService() ? call.principalArn() : null)
            .build();
    // Source: API reference, PutRule: tags of a rule that is there already stay as they are.
    Stored<DescribeRuleResponse> record =
        before == null ? new Stored<>(0, shape, tags, Map.of()) : before.record().with(shape);
    Rule rule = bus.put(tx, record);
    bus.plan(tx, rule);
    return Outcome.accepted(PutRuleResponse.builder().ruleArn(rule.arn()).build());
  }

  /// What archives show of themselves does not count; whether it does in the real service is not
  /// documented.
  private boolean isFull(Bus bus) {
    int max = surroundings.rulesMax();
    return bus.rules().size() >= max && bus.rules().size() - bus.archiveRules() >= max;
  }

  /// Whether a rule is one that a service made for itself, and this caller is not that service.
  static boolean isKept(Call call, Rule rule) {
    return rule.isManaged() && !call.principalArn().equals(rule.record().shape().managedBy());
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  /// What is done with a rule that was found.
  @FunctionalInterface
  interface Work<R> {
    Outcome<R> on(Bus bus, Rule rule, Transaction<Buses> tx);
  }

  /// Runs work on a rule, if it is there and the caller may.
  static <R> CompletionStage<Outcome<R>> run(
      BusAccess access, Call call, Place place, String action, Work<R> work) {
    return run(access, call, place, action, ConditionKeys::ofRule, work);
  }

  /// The same, with what the conditions of the policy may look at.
  static <R> CompletionStage<Outcome<R>> run(
      BusAccess access,
      Call call,
      Place place,
      String action,
      BiFunction<RequestContext, @Nullable Rule, RequestContext> keys,
      Work<R> work) {
    BusAddress address = BusAccess.address(call, place.bus());
    return access.run(
        call,
        address,
        action,
        address.ruleArn(place.rule()),
        bus -> List.of(context -> keys.apply(context, bus.rule(place.rule()))),
        (bus, tx) -> {
          Rule rule = bus.rule(place.rule());
          return rule == null
              ? Outcome.rejected(BusErrors.noSuchRule(place.rule(), address.name()))
              : work.on(bus, rule, tx);
        });
  }

  /// Which rule is meant.
  ///
  /// @param bus the name or the ARN of its bus, or null for the default one
  record Place(@Nullable String bus, String rule) {}

  public CompletionStage<Outcome<DescribeRuleResponse>> describe(
      Call call, DescribeRuleRequest input) {
    return run(
        access,
        call,
        new Place(input.eventBusName(), input.name()),
        "DescribeRule",
        (_, rule, _) -> Outcome.accepted(rule.record().shape()));
  }

  public CompletionStage<Outcome<Unit>> enable(Call call, EnableRuleRequest input) {
    Place place = new Place(input.eventBusName(), input.name());
    return change(call, place, "EnableRule", RuleState.ENABLED);
  }

  public CompletionStage<Outcome<Unit>> disable(Call call, DisableRuleRequest input) {
    Place place = new Place(input.eventBusName(), input.name());
    return change(call, place, "DisableRule", RuleState.DISABLED);
  }

  private CompletionStage<Outcome<Unit>> change(
      Call call, Place place, String action, String state) {
    return run(
        access,
        call,
        place,
        action,
        (bus, rule, tx) -> {
          if (isKept(call, rule)) {
            return Outcome.rejected(BusErrors.managed(rule.name()));
          }
          if (!state.equals(rule.record().shape().state())) {
            DescribeRuleResponse shape = rule.record().shape().toBuilder().state(state).build();
            bus.put(tx, rule.record().with(shape));
            bus.plan(tx, rule);
          }
          return Outcome.accepted(Unit.INSTANCE);
        });
  }

  /// Deletes a rule; one that is not there counts as deleted.
  public CompletionStage<Outcome<Unit>> delete(Call call, DeleteRuleRequest input) {
    BusAddress address = BusAccess.address(call, input.eventBusName());
    return access.run(
        call,
        address,
        "DeleteRule",
        address.ruleArn(input.name()),
        bus -> List.of(context -> ConditionKeys.ofRule(context, bus.rule(input.name()))),
        (bus, tx) -> {
          Rule rule = bus.rule(input.name());
          if (rule == null) {
            return Outcome.accepted(Unit.INSTANCE);
          }
          if (isKept(call, rule) && !Boolean.TRUE.equals(input.force())) {
            return Outcome.rejected(BusErrors.managed(rule.name()));
          }
          if (!rule.targets().isEmpty()) {
            return Outcome.rejected(
                BusErrors.invalid("Rule can't be deleted since it has targets."));
          }
          bus.remove(tx, rule);
          return Outcome.accepted(Unit.INSTANCE);
        });
  }

  public CompletionStage<Outcome<ListRulesResponse>> list(Call call, ListRulesRequest input) {
    BusAddress address = BusAccess.address(call, input.eventBusName());
    Page.Wish wish =
        new Page.Wish(
            Page.list("ListRules", address.arn(), input.namePrefix()),
            input.namePrefix(),
            input.nextToken(),
            input.limit());
    return access.run(
        call,
        address,
        "ListRules",
        address.arn(),
        (bus, _) ->
            Page.of(List.copyOf(bus.rules()), Rule::name, wish)
                .map(
                    page ->
                        ListRulesResponse.builder()
                            .rules(page.items().stream().map(Rules::listed).toList())
                            .nextToken(page.nextToken())
                            .build()));
  }

  private static dev.junction.models.events.Rule listed(Rule rule) {
    DescribeRuleResponse shape = rule.record().shape();
    return dev.junction.models.events.Rule.builder()
        .name(shape.name())
        .arn(shape.arn())
        .eventPattern(shape.eventPattern())
        .state(shape.state())
        .description(shape.description())
        .scheduleExpression(shape.scheduleExpression())
        .roleArn(shape.roleArn())
        .managedBy(shape.managedBy())
        .eventBusName(shape.eventBusName())
        .build();
  }
}
