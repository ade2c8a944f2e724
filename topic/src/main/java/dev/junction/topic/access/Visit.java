package dev.junction.topic.access;

import dev.junction.engine.Transaction;
import dev.junction.identity.policy.Caller;
import dev.junction.identity.policy.Policy;
import dev.junction.identity.policy.PolicyRequest;
import dev.junction.identity.policy.RequestContext;
import dev.junction.identity.policy.ResourceAccess;
import dev.junction.identity.policy.ResourceAccess.Decision;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.domain.TopicErrors;
import dev.junction.topic.state.Topic;
import dev.junction.topic.state.Topics;
import dev.junction.wire.protocol.Call;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One call's use of one topic: who wants to do what with which topic. Whether they may is decided
/// where the topic is found, so that a changed policy counts at once.
///
/// @param call the call
/// @param action what it does
/// @param topic the topic
/// @param keys what policies can ask about it in particular, by the names of their condition keys
public record Visit(Call call, TopicAction action, TopicAddress topic, Map<String, String> keys) {

  public Visit {
    keys = Map.copyOf(keys);
  }

  /// The visit to the topic that an ARN names, which must be in the region of the call.
  ///
  /// @param parameter what the ARN was given as
  public static Outcome<Visit> of(
      Call call, TopicAction action, String parameter, @Nullable String arn) {
    String text = arn == null ? "" : arn;
    Optional<TopicAddress> address =
        TopicAddress.ofArn(text).filter(found -> found.region().equals(call.region()));
    return address.isEmpty()
        ? Outcome.rejected(TopicErrors.badArn(parameter, text))
        : Outcome.accepted(new Visit(call, action, address.get(), Map.of()));
  }

  /// The same visit with what policies can ask about it.
  public Visit asking(Map<String, String> named) {
    return new Visit(call, action, topic, named);
  }

  /// Goes on with the topic when it is there and the caller may.
  public <R> Outcome<R> with(
      Topics topics, Transaction<Topics> tx, Function<Topic, Outcome<R>> then) {
    Topic found = topics.find(topic);
    if (found == null) {
      return Outcome.rejected(isOwner() ? TopicErrors.noSuchTopic() : denied(Decision.NOT_ALLOWED));
    }
    Decision decision = decide(found, tx);
    return decision.isAllowed() ? then.apply(found) : Outcome.rejected(denied(decision));
  }

  private ServiceError denied(Decision decision) {
    return TopicErrors.denied(decision, call.principalArn(), action.operation(), topic.arn());
  }

  private boolean isOwner() {
    return call.accountId().equals(topic.account());
  }

  /// Whether the caller may.
  private Decision decide(Topic found, Transaction<Topics> tx) {
    Policy policy = found.policy();
    if (policy == null || (isOwner() && action.mendsPolicies() && isRoot())) {
      return isOwner() ? Decision.ALLOWED : Decision.NOT_ALLOWED;
    }
    if (!isOwner() && !action.canBeShared()) {
      return Decision.NOT_ALLOWED;
    }
    return ResourceAccess.decide(policy, topic.account(), request(tx));
  }

  private boolean isRoot() {
    return call.principalArn().endsWith(":root");
  }

  private PolicyRequest request(Transaction<Topics> tx) {
    Arn principal =
        Arn.parse(call.principalArn())
            .orElseThrow(() -> new IllegalStateException("No principal: " + call.principalArn()));
    RequestContext context =
        RequestContext.of(call, tx.now()).with("aws:SourceOwner", call.accountId().value());
    keys.forEach(context::with);
    return new PolicyRequest(
        new Caller.Identity(call.accountId(), principal, call.userId()),
        action.policyName(),
        topic.arn(),
        context);
  }
}
