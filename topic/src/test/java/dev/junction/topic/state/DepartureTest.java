package dev.junction.topic.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.topic.protection.ProtectionPolicy;
import dev.junction.topic.protection.ProtectionReading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DepartureTest {

  @Test
  void eachTextIsLookedThroughOnceForAllSubscriptions() {
    ProtectionPolicy policy =
        ((ProtectionReading.Accepted)
                ProtectionPolicy.read(
                    "{\"Name\":\"n\",\"Version\":\"2021-06-01\",\"Statement\":[{\"DataDirection\":"
                        + "\"Outbound\",\"Principal\":[\"ann\"],\"DataIdentifier\":"
                        + "[\"arn:aws:dataprotection::aws:data-identifier/EmailAddress\"],"
                        + "\"Operation\":{\"Deny\":{}}}]}"))
            .policy();
    List<String> seen = new ArrayList<>();
    Departure departure =
        new Departure(
            text -> {
              seen.add(text);
              return policy.denials(text);
            });
    for (int i = 0; i < 3; i++) {
      assertThat(departure.isDenied("ann", "to ann@example.com")).isTrue();
      assertThat(departure.isDenied("bob", "to ann@example.com")).isFalse();
      assertThat(departure.isDenied("ann", "harmless")).isFalse();
    }
    assertThat(seen).containsExactly("to ann@example.com", "harmless");
  }
}
