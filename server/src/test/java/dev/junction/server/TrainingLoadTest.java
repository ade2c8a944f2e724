package dev.junction.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What training asks for is answered, and goes the ways that are to be trained: a load that stops
/// early would only make later starts slow, which no other test sees.
final class TrainingLoadTest {

  private static final int CALLERS = 16;
  private static final String QUEUES = "/_junction/sqs/queues";
  private static final Pattern ARRIVED =
      Pattern.compile("\"name\":\"far\",[^}]*\"sent\":" + CALLERS * 3 + ",");

  @Test
  void eachCallerGoesThroughQueuesTopicBusAndSchedule() throws Exception {
    try (RunningJunction server = new RunningJunction()) {
      TrainingLoad.run(server.junction.endpoint(), 1);

      String queues = server.get(QUEUES).body();
      assertThat(queues)
          .containsPattern("\"name\":\"train\",.*?\"sent\":" + CALLERS * (10 + 10) + ",")
          .containsPattern("\"name\":\"train.fifo\",.*?\"sent\":" + CALLERS + ",");
      // What the topic, the rule and the schedules send may still be on its way.
      long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
      while (!ARRIVED.matcher(server.get(QUEUES).body()).find()) {
        assertThat(System.nanoTime()).as("deliveries are missing").isLessThan(until);
      }
    }
  }
}
