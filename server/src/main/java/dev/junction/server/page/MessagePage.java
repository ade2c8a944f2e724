package dev.junction.server.page;

import dev.junction.engine.Engine;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.kernel.ServiceError;
import dev.junction.models.sqs.MessageAttributeValue;
import dev.junction.queue.QueueModule;
import dev.junction.queue.domain.PeekQuestion;
import dev.junction.queue.domain.PeekQuestion.Place;
import dev.junction.queue.domain.PeekQuestion.State;
import dev.junction.queue.domain.QueueAddress;
import dev.junction.queue.operation.PeekPage;
import dev.junction.queue.operation.PeekedMessage;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.protocol.Call;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The page `/_junction/sqs/ACCOUNT/REGION/QUEUE/messages`: what is in a queue, without receiving
/// it.
public final class MessagePage {

  static final String SHAPE = "/_junction/sqs/ACCOUNT/REGION/QUEUE/messages";

  private static final String PREFIX = "/_junction/sqs/";
  private static final String LAST = "messages";
  private static final SortedSet<String> PARAMETERS =
      new TreeSet<>(List.of("state", "after", "limit"));

  private final Engine engine;
  private final QueueModule queues;

  public MessagePage(Engine engine, QueueModule queues) {
    this.engine = engine;
    this.queues = queues;
  }

  /// The queue that a path of this shape names; empty for other paths.
  static Optional<QueueAddress> queueOf(String path) {
    if (!path.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String[] parts = path.substring(PREFIX.length()).split("/", -1);
    return parts.length == 4
            && parts[3].equals(LAST)
            && AccountId.isValid(parts[0])
            && Region.isValid(parts[1])
            && QueueAddress.isValidName(parts[2])
        ? Optional.of(new QueueAddress(new AccountId(parts[0]), new Region(parts[1]), parts[2]))
        : Optional.empty();
  }

  CompletableFuture<HttpResponse> answer(
      HttpRequest request, QueueAddress queue, @Nullable Call viewer) {
    if (viewer != null && !viewer.accountId().equals(queue.account())) {
      return done(Answers.otherAccount(viewer.accountId(), queue.account().value()));
    }
    try {
      PeekQuestion question = question(Query.parse(request.query(), PARAMETERS));
      return queues
          .peek(engine, viewer, queue, question)
          .thenApply(
              outcome ->
                  switch (outcome) {
                    case Outcome.Accepted<PeekPage>(var page) -> page(queue, question, page);
                    case Outcome.Rejected<PeekPage>(var error) -> refusal(queue, error);
                  });
    } catch (Query.Malformed e) {
      return done(Answers.badRequest(e.reason()));
    }
  }

  private static CompletableFuture<HttpResponse> done(HttpResponse answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private static PeekQuestion question(Query query) throws Query.Malformed {
    String stateText = query.get("state", State.VISIBLE.written());
    State state = State.of(stateText).orElse(null);
    if (state == null) {
      throw new Query.Malformed(
          "state must be visible, in-flight or delayed, not \"" + stateText + "\".");
    }
    String after = query.get("after");
    Place place = after == null ? Place.START : Place.parse(state, after).orElse(null);
    if (place == null) {
      throw new Query.Malformed(
          "after must be what \"next\" of a page with the same state says, not \"" + after + "\".");
    }
    return new PeekQuestion(state, place, limit(query.get("limit")));
  }

  private static int limit(@Nullable String text) throws Query.Malformed {
    if (text == null) {
      return PeekQuestion.MESSAGES_DEFAULT;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= PeekQuestion.MESSAGES_MAX) {
        return limit;
      }
    } catch (NumberFormatException _) {
      // The same sentence as for numbers that are not allowed.
    }
    throw new Query.Malformed(
        "limit must be a number from 1 to "
            + PeekQuestion.MESSAGES_MAX
            + ", not \""
            + text
            + "\".");
  }

  private static HttpResponse refusal(QueueAddress queue, ServiceError error) {
    return error.code().equals("QueueDoesNotExist")
        ? Answers.refusal(
            404,
            error.code(),
            "There is no queue "
                + queue.name()
                + " of account "
                + queue.account()
                + " in "
                + queue.region()
                + ". "
                + QueueList.PATH
                + " lists those that there are.")
        : Answers.refusal(error.httpStatus(), error.code(), error.message());
  }

  private static HttpResponse page(QueueAddress queue, PeekQuestion question, PeekPage page) {
    return Answers.ok(
        out -> {
          out.writeStringProperty("account", queue.account().value());
          out.writeStringProperty("region", queue.region().name());
          out.writeStringProperty("queue", queue.name());
          out.writeStringProperty("state", question.state().written());
          out.writeArrayPropertyStart("messages");
          page.messages().forEach(message -> write(out, message));
          out.writeEndArray();
          writeNullable(out, "next", page.next());
        });
  }

  private static void write(JsonGenerator out, PeekedMessage message) {
    out.writeStartObject();
    out.writeStringProperty("messageId", message.id());
    out.writeStringProperty("body", message.body());
    out.writeStringProperty("md5OfBody", message.bodyMd5());
    out.writeStringProperty("sentAt", message.sentAt().toString());
    writeNullable(
        out, "visibleAt", message.visibleAt() == null ? null : message.visibleAt().toString());
    out.writeObjectPropertyStart("systemAttributes");
    message.systemAttributes().forEach(out::writeStringProperty);
    out.writeEndObject();
    out.writeObjectPropertyStart("messageAttributes");
    message.attributes().forEach((name, value) -> write(out, name, value));
    out.writeEndObject();
    if (message.attributesMd5() != null) {
      out.writeStringProperty("md5OfMessageAttributes", message.attributesMd5());
    }
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, String name, MessageAttributeValue value) {
    out.writeObjectPropertyStart(name);
    out.writeStringProperty("dataType", value.dataType());
    byte[] binary = value.binaryValue();
    if (binary == null) {
      out.writeStringProperty("stringValue", value.stringValue());
    } else {
      out.writeBinaryProperty("binaryValue", binary);
    }
    out.writeEndObject();
  }

  private static void writeNullable(JsonGenerator out, String name, @Nullable String value) {
    if (value == null) {
      out.writeNullProperty(name);
    } else {
      out.writeStringProperty(name, value);
    }
  }
}
