package dev.junction.server;

import static dev.junction.server.PipeCalls.QUEUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.server.PlayedEndpoint.Reply;
import dev.junction.server.PlayedEndpoint.Request;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Pipes with API destinations as targets and as enrichments, in a whole server with an HTTP
/// endpoint.
///
/// Source: EventBridge User Guide, "Event enrichment in Amazon EventBridge Pipes", "Amazon
/// EventBridge Pipes targets", "Amazon EventBridge Pipes batching and concurrency"; API reference,
/// PipeTargetHttpParameters.
@Timeout(120) // it waits for messages that a fault would keep from coming
final class PipeApiScenarioTest {

  private static final Pattern ARN = Pattern.compile("\"[A-Za-z]+Arn\":\"([^\"]+)\"");
  private static final Pattern BODY = Pattern.compile("\"Body\":\"((?:[^\"\\\\]|\\\\.)*)\"");

  /// What the endpoint answers to an event whose body is the key.
  private static final Map<String, String> ANSWERS =
      Map.of(
          "nothing", "",
          "text", "\"\"",
          "object", "{}",
          "list", "[]",
          "two", "[{\"n\":1},{\"n\":2}]",
          "emptied", "[{}]",
          "plain", "no JSON",
          "eleven", "[1,2,3,4,5,6,7,8,9,10,11]");

  private static String destination(
      RunningJunction junction, String authorization, String method, String url)
      throws IOException, InterruptedException {
    String connection =
        PipeCalls.events(junction, "CreateConnection", "{\"Name\":\"c\"," + authorization + "}");
    String destination =
        PipeCalls.events(
            junction,
            "CreateApiDestination",
            "{\"Name\":\"d\",\"ConnectionArn\":\""
                + arn(connection)
                + "\",\"HttpMethod\":\""
                + method
                + "\",\"InvocationEndpoint\":\""
                + url
                + "\"}");
    return arn(destination);
  }

  private static String arn(String answer) {
    Matcher found = ARN.matcher(answer);
    assertThat(found.find()).as(answer).isTrue();
    return found.group(1);
  }

  private static final String KEY =
      "\"AuthorizationType\":\"API_KEY\",\"AuthParameters\":{\"ApiKeyAuthParameters\":"
          + "{\"ApiKeyName\":\"X-Key\",\"ApiKeyValue\":\"v\"}}";

  @Test
  void aTargetGetsWhatPipeAndConnectionSay() throws IOException, InterruptedException {
    String basic =
        "\"AuthorizationType\":\"BASIC\",\"AuthParameters\":{\"BasicAuthParameters\":"
            + "{\"Username\":\"u\",\"Password\":\"p\"},\"InvocationHttpParameters\":"
            + "{\"HeaderParameters\":[{\"Key\":\"X-Fixed\",\"Value\":\"always\"}],"
            + "\"QueryStringParameters\":[{\"Key\":\"v\",\"Value\":\"1\"}]}}";
    try (RunningJunction junction = new RunningJunction();
        PlayedEndpoint endpoint = new PlayedEndpoint(_ -> new Reply(200, ""))) {
      junction.create("in", "");
      String target = destination(junction, basic, "PUT", endpoint.url() + "/orders/*/items/*");
      PipeCalls.create(
          junction,
          "in",
          target,
          ",\"TargetParameters\":{\"InputTemplate\":\"{\\\"id\\\": <$.body.id>}\","
              + "\"HttpParameters\":{\"PathParameterValues\":[\"$.body.id\",\"fixed\"],"
              + "\"HeaderParameters\":{\"X-Message\":\"$.messageId\",\"X-Kind\":\"order\"},"
              + "\"QueryStringParameters\":{\"q\":\"$.body.q\",\"none\":\"$.body.none\"}}}");
      assertThat(PipeCalls.call(junction, "GET", "/v1/pipes/p", "").body())
          .contains("\"BatchSize\":1");
      String sent =
          junction.onQueue(
              "SendMessage",
              "in",
              ",\"MessageBody\":\"{\\\"id\\\":\\\"a b\\\",\\\"q\\\":\\\"x&y\\\"}\"");
      awaitTaken(junction);
      assertThat(endpoint.requests).hasSize(1);
      Request request = endpoint.requests.getFirst();
      assertThat(request.method()).isEqualTo("PUT");
      assertThat(request.uri()).isEqualTo("/orders/a%20b/items/fixed?q=x%26y&v=1");
      assertThat(request.body()).isEqualTo("{\"id\": \"a b\"}");
      assertThat(request.header("Authorization")).isEqualTo("Basic dTpw");
      assertThat(request.header("X-fixed")).isEqualTo("always");
      assertThat(request.header("X-kind")).isEqualTo("order");
      assertThat(sent).contains(request.header("X-message"));
    }
  }

  @Test
  void aTargetThatFailsIsAskedAgainUntilTheQueueGivesUp() throws IOException, InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    try (RunningJunction junction = new RunningJunction();
        PlayedEndpoint endpoint =
            new PlayedEndpoint(
                request ->
                    request.body().equals("lost")
                        ? new Reply(404, "")
                        : new Reply(asked.incrementAndGet() < 2 ? 503 : 204, ""))) {
      junction.junction.clock().hold();
      junction.create("dead", "");
      junction.create("in", redrive(2));
      String target = destination(junction, KEY, "POST", endpoint.url() + "/");
      PipeCalls.create(
          junction, "in", target, ",\"TargetParameters\":{\"InputTemplate\":\"<$.body>\"}");
      junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"late\"");
      junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"lost\"");
      PipeCalls.awaitEmpty(junction);
      assertThat(endpoint.requests).filteredOn(each -> each.body().equals("late")).hasSize(2);
      assertThat(endpoint.requests).filteredOn(each -> each.body().equals("lost")).hasSize(2);
      assertThat(endpoint.requests).allMatch(each -> each.header("X-key").equals("v"));
      assertThat(bodies(junction, "dead")).containsExactly("lost");
    }
  }

  private static String clientCredentials(String tokens) {
    return "\"AuthorizationType\":\"OAUTH_CLIENT_CREDENTIALS\",\"AuthParameters\":"
        + "{\"OAuthParameters\":{\"ClientParameters\":{\"ClientID\":\"i\",\"ClientSecret\":"
        + "\"s\"},\"HttpMethod\":\"POST\",\"AuthorizationEndpoint\":\""
        + tokens
        + "\"}}";
  }

  /// An endpoint that hands out tokens, and takes the second one only.
  private static PlayedEndpoint withTokens() throws IOException {
    AtomicInteger tokens = new AtomicInteger();
    return new PlayedEndpoint(
        request ->
            request.uri().equals("/token")
                ? token(tokens.incrementAndGet())
                : request.header("Authorization").equals("Bearer t2")
                    ? new Reply(200, "{\"taken\":1}")
                    : new Reply(401, ""));
  }

  private static List<String> authorizations(PlayedEndpoint endpoint) {
    return endpoint.requests.stream()
        .filter(request -> request.uri().equals("/"))
        .map(request -> request.header("Authorization"))
        .toList();
  }

  // Source: EventBridge User Guide, "Authorization methods for connections": a token that is
  // answered with 401 or 407 is got anew.
  @Test
  void aTokenThatIsNotTakenAnyMoreIsGotAnewBeforeTheMessageComesAgain()
      throws IOException, InterruptedException {
    try (RunningJunction junction = new RunningJunction();
        PlayedEndpoint endpoint = withTokens()) {
      junction.junction.clock().hold();
      junction.create("in", "");
      String target =
          destination(
              junction, clientCredentials(endpoint.url() + "/token"), "POST", endpoint.url() + "/");
      PipeCalls.create(junction, "in", target, "");
      junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"once\"");
      // The clock stands still: no message comes again.
      awaitTaken(junction);
      assertThat(authorizations(endpoint)).containsExactly("Bearer t1", "Bearer t2");
    }
  }

  // Source: ours: requests that were refused together get one token together.
  @Test
  void aTokenThatSeveralRequestsCarryIsGotAnewOnce() throws IOException, InterruptedException {
    AtomicInteger tokens = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    CompletableFuture<Boolean> all = new CompletableFuture<>();
    try (RunningJunction junction = new RunningJunction();
        PlayedEndpoint endpoint =
            new PlayedEndpoint(
                request -> {
                  if (request.uri().equals("/token")) {
                    return token(tokens.incrementAndGet());
                  }
                  if (!request.header("Authorization").equals("Bearer t1")) {
                    return new Reply(200, "");
                  }
                  if (refused.incrementAndGet() == 5) {
                    all.complete(true);
                  }
                  all.completeOnTimeout(false, 4, TimeUnit.SECONDS).join();
                  return new Reply(401, "");
                })) {
      junction.junction.clock().hold();
      junction.create("in", "");
      String target =
          destination(
              junction, clientCredentials(endpoint.url() + "/token"), "POST", endpoint.url() + "/");
      for (int i = 0; i < 5; i++) {
        junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"m" + i + "\"");
      }
      PipeCalls.create(junction, "in", target, "");
      awaitTaken(junction);
      assertThat(all.getNow(false)).as("five were refused together").isTrue();
      assertThat(tokens).hasValue(2);
      assertThat(authorizations(endpoint)).filteredOn("Bearer t2"::equals).hasSize(5);
    }
  }

  private static Reply token(int number) {
    return new Reply(200, "{\"access_token\":\"t" + number + "\"}");
  }

  @Test
  void anEndpointThatTakesNoTokenCostsOneMoreForEachTime()
      throws IOException, InterruptedException {
    AtomicInteger tokens = new AtomicInteger();
    try (RunningJunction junction = new RunningJunction();
        PlayedEndpoint endpoint =
            new PlayedEndpoint(
                request ->
                    request.uri().equals("/token")
                        ? token(tokens.incrementAndGet())
                        : new Reply(401, ""))) {
      junction.junction.clock().hold();
      junction.create("dead", "");
      junction.create("in", redrive(2));
      String target =
          destination(
              junction, clientCredentials(endpoint.url() + "/token"), "POST", endpoint.url() + "/");
      PipeCalls.create(junction, "in", target, "");
      junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"lost\"");
      // Time goes on only when the message was refused: it must not come again before. By then its
      // token is not fresh any more, so that another one may be asked for at once.
      PipeCalls.awaitMetrics(junction, "failed 1");
      junction.junction.clock().advance(Duration.ofMinutes(2));
      PipeCalls.awaitEmpty(junction);
      PipeCalls.awaitMetrics(junction, "failed 2");
      assertThat(authorizations(endpoint))
          .containsExactly("Bearer t1", "Bearer t2", "Bearer t2", "Bearer t3");
    }
  }

  @Test
  void aNewTokenWaitsWhereTheTargetWantsToBeLeftAlone() throws IOException, InterruptedException {
    List<Long> times = new CopyOnWriteArrayList<>();
    AtomicInteger tokens = new AtomicInteger();
    try (RunningJunction junction = new RunningJunction();
        PlayedEndpoint endpoint =
            new PlayedEndpoint(
                request -> {
                  if (request.uri().equals("/token")) {
                    return token(tokens.incrementAndGet());
                  }
                  times.add(System.nanoTime());
                  return times.size() == 1 ? new Reply(401, "", "1") : new Reply(200, "");
                })) {
      junction.junction.clock().hold();
      junction.create("dead", "");
      junction.create("in", redrive(2));
      String target =
          destination(
              junction, clientCredentials(endpoint.url() + "/token"), "POST", endpoint.url() + "/");
      PipeCalls.create(junction, "in", target, "");
      junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"late\"");
      PipeCalls.awaitEmpty(junction);
      assertThat(authorizations(endpoint)).containsExactly("Bearer t1", "Bearer t2");
      assertThat(times.get(1) - times.get(0)).isGreaterThanOrEqualTo(1_000_000_000L);
    }
  }

  @Test
  void anEnrichmentGetsItsTokenAnewToo() throws IOException, InterruptedException {
    try (RunningJunction junction = new RunningJunction();
        PlayedEndpoint endpoint = withTokens()) {
      junction.junction.clock().hold();
      junction.create("in", "");
      junction.create("out", "");
      String enrichment =
          destination(
              junction, clientCredentials(endpoint.url() + "/token"), "POST", endpoint.url() + "/");
      PipeCalls.create(junction, "in", QUEUE + "out", ",\"Enrichment\":\"" + enrichment + "\"");
      junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"once\"");
      awaitTaken(junction);
      assertThat(authorizations(endpoint)).containsExactly("Bearer t1", "Bearer t2");
      assertThat(bodies(junction, "out")).containsExactly("{\\\"taken\\\":1}");
    }
  }

  // Source: EventBridge User Guide, "API destinations as targets": Retry-After is followed.
  @Test
  void aTargetThatWantsToBeLeftAloneIs() throws IOException, InterruptedException {
    List<Long> times = new CopyOnWriteArrayList<>();
    try (RunningJunction junction = new RunningJunction();
        PlayedEndpoint endpoint =
            new PlayedEndpoint(
                _ -> {
                  times.add(System.nanoTime());
                  return times.size() == 1 ? new Reply(429, "", "1") : new Reply(200, "");
                })) {
      junction.junction.clock().hold();
      junction.create("dead", "");
      junction.create("in", redrive(2));
      String target = destination(junction, KEY, "POST", endpoint.url() + "/");
      PipeCalls.create(junction, "in", target, "");
      junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"late\"");
      PipeCalls.awaitEmpty(junction);
      assertThat(times).hasSize(2);
      assertThat(times.get(1) - times.get(0)).isGreaterThanOrEqualTo(1_000_000_000L);
      assertThat(bodies(junction, "dead")).isEmpty();
    }
  }

  @Test
  void aTargetThatRefusesForGoodIsNotLeftAlone() throws IOException, InterruptedException {
    try (RunningJunction junction = new RunningJunction();
        PlayedEndpoint endpoint =
            new PlayedEndpoint(
                request ->
                    request.body().equals("lost")
                        ? new Reply(404, "", "3600")
                        : new Reply(200, ""))) {
      junction.junction.clock().hold();
      junction.create("dead", "");
      junction.create("in", redrive(1));
      String target = destination(junction, KEY, "POST", endpoint.url() + "/");
      PipeCalls.create(
          junction, "in", target, ",\"TargetParameters\":{\"InputTemplate\":\"<$.body>\"}");
      junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"lost\"");
      long until = deadline();
      while (endpoint.requests.isEmpty()) {
        assertThat(System.nanoTime()).as("nothing is sent").isLessThan(until);
      }
      junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"next\"");
      PipeCalls.awaitEmpty(junction);
      assertThat(endpoint.requests).extracting(Request::body).containsExactly("lost", "next");
      assertThat(bodies(junction, "dead")).containsExactly("lost");
    }
  }

  @Test
  void anEnrichmentTakesThePlaceOfTheEvent() throws IOException, InterruptedException {
    try (RunningJunction junction = new RunningJunction();
        PlayedEndpoint endpoint =
            new PlayedEndpoint(
                request -> {
                  String answer = ANSWERS.get(request.body());
                  return answer == null ? new Reply(500, "sorry") : new Reply(200, answer);
                })) {
      junction.junction.clock().hold();
      junction.create("dead", "");
      junction.create("out", "");
      junction.create("in", redrive(1));
      String enrichment = destination(junction, KEY, "POST", endpoint.url() + "/*");
      PipeCalls.create(
          junction,
          "in",
          QUEUE + "out",
          ",\"Enrichment\":\""
              + enrichment
              + "\",\"EnrichmentParameters\":{\"InputTemplate\":\"<$.body>\",\"HttpParameters\":"
              + "{\"PathParameterValues\":[\"$.body\"],"
              + "\"QueryStringParameters\":{\"b\":\"$.body\"}}}");
      List<String> all = new ArrayList<>(ANSWERS.keySet());
      all.add("broken");
      for (String body : all) {
        junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"" + body + "\"");
      }
      PipeCalls.awaitEmpty(junction);
      assertThat(bodies(junction, "out"))
          .containsExactlyInAnyOrder("{\\\"n\\\":1}", "{\\\"n\\\":2}", "{}", "no JSON");
      assertThat(bodies(junction, "dead")).containsExactlyInAnyOrder("eleven", "broken");
      // Four of the eight that it answered end their way with the answer.
      PipeCalls.awaitMetrics(
          junction, "received 9", "enriched 8", "skipped 4", "delivered 3", "failed 2");
      assertThat(endpoint.requests)
          .extracting(Request::uri)
          .contains("/plain?b=plain", "/two?b=two");
    }
  }

  @Test
  void aTemplateSeesWhatTheEnrichmentAnswered() throws IOException, InterruptedException {
    try (RunningJunction junction = new RunningJunction();
        PlayedEndpoint endpoint =
            new PlayedEndpoint(
                request -> new Reply(200, "{\"who\":\"Ann\",\"got\":" + request.body() + "}"))) {
      junction.create("in", "");
      junction.create("out", "");
      String enrichment = destination(junction, KEY, "POST", endpoint.url() + "/");
      PipeCalls.create(
          junction,
          "in",
          QUEUE + "out",
          ",\"Enrichment\":\""
              + enrichment
              + "\",\"TargetParameters\":{\"InputTemplate\":"
              + "\"<$.who> got <$.got.body> by <aws.pipes.enrichment-arn>\"}");
      junction.onQueue("SendMessage", "in", ",\"MessageBody\":\"it\"");
      assertThat(
              junction.onQueue(
                  "ReceiveMessage", "out", ",\"WaitTimeSeconds\":10,\"MaxNumberOfMessages\":1"))
          .contains("Ann got it by " + enrichment);
    }
  }

  @Test
  void apiDestinationsTakeNoBatches() throws IOException, InterruptedException {
    try (RunningJunction junction = new RunningJunction()) {
      junction.create("in", "");
      String destination = destination(junction, KEY, "POST", "http://127.0.0.1:1/");
      String two = ",\"SourceParameters\":{\"SqsQueueParameters\":{\"BatchSize\":2}}";
      HttpResponse<String> target =
          PipeCalls.call(junction, "POST", "/v1/pipes/p", PipeCalls.pipe("in", destination, two));
      assertThat(target.statusCode()).isEqualTo(400);
      assertThat(target.body()).contains("SqsQueueParameters.BatchSize");
      HttpResponse<String> enrichment =
          PipeCalls.call(
              junction,
              "POST",
              "/v1/pipes/p",
              PipeCalls.pipe("in", QUEUE + "out", two + ",\"Enrichment\":\"" + destination + "\""));
      assertThat(enrichment.statusCode()).isEqualTo(400);
      assertThat(enrichment.body()).contains("BatchSize");
    }
  }

  private static String redrive(int receives) {
    return "\"VisibilityTimeout\":\"30\",\"RedrivePolicy\":\"{\\\"maxReceiveCount\\\":"
        + receives
        + ",\\\"deadLetterTargetArn\\\":\\\""
        + QUEUE
        + "dead\\\"}\"";
  }

  /// Waits until the source has nothing any more, without a message that comes again.
  private static void awaitTaken(RunningJunction junction)
      throws IOException, InterruptedException {
    long until = deadline();
    while (PipeCalls.count(junction, "in") > 0) {
      assertThat(System.nanoTime()).as("messages are left").isLessThan(until);
    }
  }

  private static long deadline() {
    return System.nanoTime() + Duration.ofSeconds(30).toNanos();
  }

  /// The bodies of all messages of a queue, as they stand in JSON.
  private static List<String> bodies(RunningJunction junction, String queue)
      throws IOException, InterruptedException {
    List<String> bodies = new ArrayList<>();
    int before = -1;
    while (before < bodies.size()) {
      before = bodies.size();
      Matcher body =
          BODY.matcher(
              junction.onQueue(
                  "ReceiveMessage",
                  queue,
                  ",\"MaxNumberOfMessages\":10,\"VisibilityTimeout\":43200"));
      while (body.find()) {
        bodies.add(body.group(1));
      }
    }
    return bodies;
  }
}
