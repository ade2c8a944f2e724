package dev.junction.server.page;

import dev.junction.engine.Engine;
import dev.junction.kernel.AccountId;
import dev.junction.kernel.Outcome;
import dev.junction.kernel.Region;
import dev.junction.kernel.ServiceError;
import dev.junction.server.json.Json;
import dev.junction.server.json.MalformedJson;
import dev.junction.topic.TopicModule;
import dev.junction.wire.http.HttpRequest;
import dev.junction.wire.http.HttpResponse;
import dev.junction.wire.protocol.Call;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The page `/_junction/sms/replies`: what a phone answers to the text messages of an account. A
/// gateway posts it, or whoever plays the phone; `STOP` opts the phone out.
public final class ReplyPage {

  static final String PATH = "/_junction/sms/replies";

  private static final Set<String> MEMBERS = Set.of("number", "text", "account", "region");
  private static final String SHAPE =
      "Send {\"number\":\"+4912345678\",\"text\":\"STOP\"}, and \"account\" and \"region\" where they"
          + " are not the usual ones.";

  private final Engine engine;
  private final TopicModule topics;

  public ReplyPage(Engine engine, TopicModule topics) {
    this.engine = engine;
    this.topics = topics;
  }

  CompletableFuture<HttpResponse> answer(HttpRequest request, @Nullable Call viewer) {
    if (!Answers.isJson(request)) {
      return CompletableFuture.completedFuture(Answers.noJson());
    }
    try {
      return replied(Json.readObject(request.body()), viewer);
    } catch (MalformedJson e) {
      return bad(e.getMessage() + " " + SHAPE);
    }
  }

  private CompletableFuture<HttpResponse> replied(
      Map<String, @Nullable Object> reply, @Nullable Call viewer) {
    boolean texts = reply.values().stream().allMatch(String.class::isInstance);
    if (!texts || !MEMBERS.containsAll(reply.keySet())) {
      return bad(SHAPE);
    }
    String number = (String) reply.get("number");
    String text = (String) reply.get("text");
    AccountId own = viewer == null ? AccountId.DEFAULT : viewer.accountId();
    String account = Objects.requireNonNullElse((String) reply.get("account"), own.value());
    String region = Objects.requireNonNullElse((String) reply.get("region"), Region.DEFAULT.name());
    if (number == null || text == null || !AccountId.isValid(account) || !Region.isValid(region)) {
      return bad(SHAPE);
    }
    if (viewer != null && !account.equals(own.value())) {
      return CompletableFuture.completedFuture(Answers.otherAccount(own, account));
    }
    return topics
        .replied(engine, new AccountId(account), new Region(region), number, text)
        .thenApply(ReplyPage::answer);
  }

  private static HttpResponse answer(Outcome<Boolean> outcome) {
    return switch (outcome) {
      case Outcome.Accepted<Boolean>(Boolean optedOut) ->
          Answers.ok(out -> out.writeBooleanProperty("optedOut", optedOut));
      case Outcome.Rejected<Boolean>(ServiceError error) ->
          Answers.refusal(error.httpStatus(), error.codeForQuery(), error.message());
    };
  }

  private static CompletableFuture<HttpResponse> bad(String message) {
    return CompletableFuture.completedFuture(Answers.badRequest(message));
  }
}
