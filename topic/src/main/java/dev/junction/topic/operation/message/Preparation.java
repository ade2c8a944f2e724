package dev.junction.topic.operation.message;

import dev.junction.delivery.Body;
import dev.junction.topic.access.Surroundings;
import dev.junction.topic.domain.Envelope;
import dev.junction.topic.domain.NewMessage;
import dev.junction.topic.domain.TopicAddress;
import dev.junction.topic.protection.MessageLook;
import dev.junction.topic.protection.ProtectionPolicy;
import dev.junction.topic.state.Publication;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.server.HttpEdge;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is made of a message before its topic sees it, so that the topic's thread need not do it.
final class Preparation {

  private Preparation() {}

  /// Makes what can be made of messages without their topic. A signature takes a millisecond, and
  /// what a data protection policy looks for maybe a second, for which no event loop is held up.
  static CompletionStage<List<Publication>> of(
      Surroundings surroundings, Call call, TopicAddress topic, List<NewMessage> messages) {
    Supplier<List<Publication>> work =
        () -> messages.stream().map(each -> of(surroundings, call, topic, each)).toList();
    boolean isLong =
        surroundings.signer().isExpected(topic)
            || surroundings.protectedTopics().find(topic.arn()) != null;
    return isLong && HttpEdge.currentLoop() != null
        ? CompletableFuture.supplyAsync(work, Thread::startVirtualThread)
        : CompletableFuture.completedFuture(work.get());
  }

  /// A FIFO topic's envelope holds the sequence number, which only the topic knows, and no
  /// signature.
  private static Publication of(
      Surroundings surroundings, Call call, TopicAddress topic, NewMessage message) {
    String endpoint = surroundings.endpoint(call);
    Body envelope =
        topic.isFifo()
            ? null
            : Envelope.notification(topic.arn(), message, message.text(), null, null, endpoint);
    Envelope.Signature signature =
        topic.isFifo() ? null : surroundings.signer().early(topic, message, endpoint);
    return new Publication(
        message,
        envelope,
        signature,
        call.principalArn(),
        endpoint,
        call.trace(),
        look(surroundings, call, topic, message));
  }

  private static @Nullable MessageLook look(
      Surroundings surroundings, Call call, TopicAddress topic, NewMessage message) {
    ProtectionPolicy policy = surroundings.protectedTopics().find(topic.arn());
    return policy == null
        ? null
        : MessageLook.early(
            policy,
            call.principalArn(),
            message.text(),
            message.byProtocol(),
            ThreadLocalRandom.current().nextInt(100));
  }
}
