package dev.junction.queue;

import dev.junction.kernel.Outcome;
import dev.junction.models.sqs.CancelMessageMoveTaskRequest;
import dev.junction.models.sqs.CancelMessageMoveTaskResult;
import dev.junction.models.sqs.DeleteMessageRequest;
import dev.junction.models.sqs.Message;
import dev.junction.models.sqs.ReceiveMessageRequest;
import dev.junction.models.sqs.ReceiveMessageResult;
import dev.junction.models.sqs.SendMessageRequest;
import dev.junction.models.sqs.SqsApi;
import dev.junction.models.sqs.StartMessageMoveTaskRequest;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.schema.Unit;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Something that a queue does wrong now and then, for tests that have to see it.
enum PlantedFault {
  /// An acknowledged delete that did not happen.
  LOST_DELETE {
    @Override
    @Nullable Object instead(SqsApi sqs, Call call, Object input) {
      return input instanceof DeleteMessageRequest
          ? CompletableFuture.completedFuture(Outcome.accepted(Unit.INSTANCE))
          : null;
    }
  },
  /// A send that happens twice.
  SENT_TWICE {
    @Override
    @Nullable Object instead(SqsApi sqs, Call call, Object input) {
      if (input instanceof SendMessageRequest send && send.messageDeduplicationId() == null) {
        var _ = sqs.sendMessage(call, send);
      }
      return null;
    }
  },
  /// A delay that is not kept.
  FORGOTTEN_DELAY {
    @Override
    @Nullable Object instead(SqsApi sqs, Call call, Object input) {
      return input instanceof SendMessageRequest send && send.delaySeconds() != null
          ? sqs.sendMessage(
              call,
              SendMessageRequest.builder()
                  .queueUrl(send.queueUrl())
                  .messageBody(send.messageBody())
                  .messageGroupId(send.messageGroupId())
                  .build())
          : null;
    }
  },
  /// A message that others see although it was just received.
  FORGOTTEN_LEASE {
    @Override
    @Nullable Object instead(SqsApi sqs, Call call, Object input) {
      return input instanceof ReceiveMessageRequest receive && receive.visibilityTimeout() == null
          ? sqs.receiveMessage(call, withoutTimes(receive).visibilityTimeout(0).build())
          : null;
    }
  },
  /// A deduplication id that was not remembered.
  FORGOTTEN_ID {
    @Override
    @Nullable Object instead(SqsApi sqs, Call call, Object input) {
      return input instanceof SendMessageRequest send
              && Objects.requireNonNull(send.queueUrl()).endsWith(".fifo")
          ? sqs.sendMessage(
              call,
              SendMessageRequest.builder()
                  .queueUrl(send.queueUrl())
                  .messageBody(send.messageBody())
                  .messageGroupId(send.messageGroupId())
                  .messageDeduplicationId("another" + System.nanoTime())
                  .build())
          : null;
    }
  },
  /// Messages of a group in the wrong order.
  DISORDER {
    @Override
    @Nullable Object instead(SqsApi sqs, Call call, Object input) {
      return receivedInOrder(sqs, call, input, this::reversed);
    }

    private ReceiveMessageResult reversed(ReceiveMessageResult result) {
      List<Message> messages = result.messages();
      return messages == null
          ? result
          : ReceiveMessageResult.builder().messages(messages.reversed()).build();
    }
  },
  /// Groups in the wrong order, each with its messages in the right one.
  WRONG_TURN {
    @Override
    @Nullable Object instead(SqsApi sqs, Call call, Object input) {
      return receivedInOrder(sqs, call, input, this::turned);
    }

    private ReceiveMessageResult turned(ReceiveMessageResult result) {
      if (result.messages() == null) {
        return result;
      }
      Deque<List<Message>> runs = new ArrayDeque<>();
      result.messages().stream()
          .collect(
              Collectors.groupingBy(
                  message ->
                      String.valueOf(
                          Objects.requireNonNull(message.attributes()).get("MessageGroupId")),
                  LinkedHashMap::new,
                  Collectors.toList()))
          .values()
          .forEach(runs::addFirst);
      return ReceiveMessageResult.builder()
          .messages(runs.stream().flatMap(List::stream).toList())
          .build();
    }
  },
  /// A receive that does not wait.
  FORGOTTEN_WAIT {
    @Override
    @Nullable Object instead(SqsApi sqs, Call call, Object input) {
      return input instanceof ReceiveMessageRequest receive && receive.waitTimeSeconds() != null
          ? sqs.receiveMessage(
              call, withoutTimes(receive).visibilityTimeout(receive.visibilityTimeout()).build())
          : null;
    }
  },
  /// A receive whose answer is lost: the messages are gone for a while, and nobody has them.
  LOST_WAKE {
    @Override
    @Nullable Object instead(SqsApi sqs, Call call, Object input) {
      boolean waits =
          input instanceof ReceiveMessageRequest receive
              && receive.waitTimeSeconds() != null
              && receive.waitTimeSeconds() > 0;
      return waits ? new CompletableFuture<Outcome<ReceiveMessageResult>>() : null;
    }
  },
  /// A move whose rate is not kept.
  FORGOTTEN_RATE {
    @Override
    @Nullable Object instead(SqsApi sqs, Call call, Object input) {
      return input instanceof StartMessageMoveTaskRequest move
              && move.maxNumberOfMessagesPerSecond() != null
          ? sqs.startMessageMoveTask(
              call,
              StartMessageMoveTaskRequest.builder()
                  .sourceArn(move.sourceArn())
                  .destinationArn(move.destinationArn())
                  .build())
          : null;
    }
  },
  /// A move that goes on although it was cancelled.
  FORGOTTEN_CANCEL {
    @Override
    @Nullable Object instead(SqsApi sqs, Call call, Object input) {
      return input instanceof CancelMessageMoveTaskRequest
          ? CompletableFuture.completedFuture(
              Outcome.accepted(
                  CancelMessageMoveTaskResult.builder()
                      .approximateNumberOfMessagesMoved(0L)
                      .build()))
          : null;
    }
  };

  private static final int EVERY = 3;

  private static ReceiveMessageRequest.Builder withoutTimes(ReceiveMessageRequest receive) {
    return ReceiveMessageRequest.builder()
        .queueUrl(receive.queueUrl())
        .maxNumberOfMessages(receive.maxNumberOfMessages())
        .receiveRequestAttemptId(receive.receiveRequestAttemptId())
        .messageSystemAttributeNames(receive.messageSystemAttributeNames());
  }

  /// What a receive of a FIFO queue answers, changed; null for every other call.
  private static @Nullable Object receivedInOrder(
      SqsApi sqs, Call call, Object input, UnaryOperator<ReceiveMessageResult> change) {
    return input instanceof ReceiveMessageRequest receive
            && Objects.requireNonNull(receive.queueUrl()).endsWith(".fifo")
        ? sqs.receiveMessage(call, receive).thenApply(outcome -> outcome.map(change))
        : null;
  }

  /// What happens in place of a call; null when it is none of those that go wrong.
  abstract @Nullable Object instead(SqsApi sqs, Call call, Object input);

  /// Operations that go wrong every third time.
  SqsApi in(SqsApi sqs) {
    AtomicInteger calls = new AtomicInteger();
    return (SqsApi)
        Proxy.newProxyInstance(
            SqsApi.class.getClassLoader(),
            new Class<?>[] {SqsApi.class},
            (_, method, arguments) -> {
              Object other =
                  calls.incrementAndGet() % EVERY == 0
                      ? instead(sqs, (Call) arguments[0], arguments[1])
                      : null;
              try {
                return other == null ? (CompletionStage<?>) method.invoke(sqs, arguments) : other;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
