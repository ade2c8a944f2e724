package dev.junction.queue.operation;

import dev.junction.engine.Transaction;
import dev.junction.identity.policy.Caller;
import dev.junction.identity.policy.Policy;
import dev.junction.identity.policy.PolicyRequest;
import dev.junction.identity.policy.RequestContext;
import dev.junction.identity.policy.ResourceAccess;
import dev.junction.identity.policy.ResourceAccess.Decision;
import dev.junction.kernel.Arn;
import dev.junction.kernel.Outcome;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.domain.QueueErrors;
import dev.junction.queue.domain.QueueUrl;
import dev.junction.queue.state.Queue;
import dev.junction.queue.state.Queues;
import dev.junction.wire.protocol.Call;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One call's use of one queue: who wants to do what with which queue. Whether they may is decided
/// where the queue is found, so that a changed policy counts at once.
///
/// @param call the call
/// @param action what it does
/// @param address the queue
record Visit(Call call, QueueAction action, QueueAddress address) {

  /// The visit to the queue that a URL names, in the region of the call.
  static Outcome<Visit> of(Call call, QueueAction action, @Nullable String url) {
    if (url == null || url.isEmpty()) {
      return Outcome.rejected(QueueErrors.missing("QueueUrl"));
    }
    if (QueueAddress.isValidName(url)) {
      // The name alone is taken, too: a queue of the caller's own.
      return Outcome.accepted(
          new Visit(call, action, new QueueAddress(call.accountId(), call.region(), url)));
    }
    Optional<QueueUrl> parsed = QueueUrl.parse(url);
    return parsed.isEmpty()
        ? Outcome.rejected(QueueErrors.badAddress(url))
        : Outcome.accepted(
            new Visit(
                call,
                action,
                new QueueAddress(parsed.get().account(), call.region(), parsed.get().name())));
  }

  /// Goes on with the queue when it is there and the caller may.
  <R> Outcome<R> with(Queues queues, Transaction<Queues> tx, Function<Queue, Outcome<R>> then) {
    Queue queue = queues.find(address);
    if (queue == null) {
      return Outcome.rejected(QueueErrors.noSuchQueue());
    }
    Decision decision = decide(queue, tx);
    return decision.isAllowed()
        ? then.apply(queue)
        : Outcome.rejected(
            QueueErrors.accessDenied(
                decision, call.principalArn(), action.policyName(), address.arn().toString()));
  }

  /// The same call's other use of the queue.
  Visit also(QueueAction other) {
    return new Visit(call, other, address);
  }

  /// Whether the caller may.
  boolean isAllowed(Queue queue, Transaction<Queues> tx) {
    return decide(queue, tx).isAllowed();
  }

  private Decision decide(Queue queue, Transaction<Queues> tx) {
    boolean isOwner = call.accountId().equals(address.account());
    Policy policy = queue.policy();
    if (policy == null || (isOwner && action.mendsPolicies() && isRoot())) {
      return isOwner ? Decision.ALLOWED : Decision.NOT_ALLOWED;
    }
    if (!isOwner && !action.canBeShared()) {
      return Decision.NOT_ALLOWED;
    }
    return ResourceAccess.decide(policy, address.account(), request(tx));
  }

  private boolean isRoot() {
    return call.principalArn().endsWith(":root");
  }

  private PolicyRequest request(Transaction<Queues> tx) {
    Arn principal =
        Arn.parse(call.principalArn())
            .orElseThrow(() -> new IllegalStateException("No principal: " + call.principalArn()));
    return new PolicyRequest(
        new Caller.Identity(call.accountId(), principal, call.userId()),
        action.policyName(),
        address.arn().toString(),
        RequestContext.of(call, tx.now()));
  }
}
