package dev.junction.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.wire.protocol.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A crash at any moment while a message goes through a pipe: as soon as the source does not have
/// it any more, it is known that it went through the pipe.
final class PipeTraceCrashTest {

  private static final Pattern MESSAGE = Pattern.compile("\"MessageId\":\"([^\"]+)\"");
  private static final int SEEDS = 8;
  private static final int ROUNDS_MAX = 60;

  private static void queue(SteppedServices services, String name) {
    CompletableFuture<Answer> created =
        services.sqs("CreateQueue", "{\"QueueName\":\"" + name + "\"}");
    services.run();
    SteppedServices.text(created);
  }

  private static String url(String queue) {
    return "{\"QueueUrl\":\"http://localhost:4566/" + SteppedServices.ACCOUNT + '/' + queue + '"';
  }

  private static SteppedServices withPipe(long seed) {
    SteppedServices services = new SteppedServices(4, seed);
    queue(services, "in" + seed);
    queue(services, "out");
    CompletableFuture<Answer> created =
        services.pipes(
            "POST",
            "/v1/pipes/p",
            "{\"Source\":\""
                + SteppedBuses.queueArn("in" + seed)
                + "\",\"Target\":\""
                + SteppedBuses.queueArn("out")
                + "\",\"RoleArn\":\"arn:aws:iam::"
                + SteppedServices.ACCOUNT
                + ":role/r\"}");
    services.run();
    SteppedServices.text(created);
    return services;
  }

  private static boolean isEmpty(SteppedServices services, String queue) {
    CompletableFuture<Answer> asked =
        services.sqs("GetQueueAttributes", url(queue) + ",\"AttributeNames\":[\"All\"]}");
    services.run();
    String attributes = SteppedServices.text(asked);
    return attributes.contains("\"ApproximateNumberOfMessages\":\"0\"")
        && attributes.contains("\"ApproximateNumberOfMessagesNotVisible\":\"0\"");
  }

  @Test
  void aMessageThatIsGoneFromItsSourceIsKnownToHaveGoneThroughThePipe() {
    int gone = 0;
    int left = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      for (int rounds = 1; rounds <= ROUNDS_MAX; rounds++) {
        SteppedServices services = withPipe(seed);
        CompletableFuture<Answer> sent =
            services.sqs("SendMessage", url("in" + seed) + ",\"MessageBody\":\"m\"}");
        services.run(rounds);
        if (!sent.isDone()) {
          continue;
        }
        Matcher id = MESSAGE.matcher(SteppedServices.text(sent));
        assertThat(id.find()).isTrue();
        services.crash();
        if (isEmpty(services, "in" + seed)) {
          gone++;
          assertThat(services.trace(id.group(1)))
              .as("seed %d, %d rounds", seed, rounds)
              .contains("ran pipe/p");
        } else {
          left++;
        }
      }
    }
    assertThat(gone).isPositive();
    assertThat(left).isPositive();
  }
}
