package dev.junction.expression.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FilterTableTest {

  private final FilterTable<String> table = new FilterTable<>();

  @Test
  void answersWhoWantsAMessageInBothScopes() {
    table.put("all", null);
    table.put("red", attributes("{\"color\":[\"red\"]}"));
    table.put("notRed", attributes("{\"color\":[{\"anything-but\":\"red\"}]}"));
    table.put("colorless", attributes("{\"color\":[{\"exists\":false}]}"));
    table.put("big", body("{\"order\":{\"total\":[{\"numeric\":[\">\",100]}]}}"));
    table.put("exact", body("{\"order\":{\"total\":[101]}}"));

    assertThat(table.matching(message("red", "{\"order\":{\"total\":101}}")))
        .containsExactlyInAnyOrder("all", "red", "big", "exact");
    assertThat(table.matching(message("blue", "no json"))).containsExactly("all", "notRed");
    assertThat(table.matching(new FilterMessage(Map.of(), "{}")))
        .containsExactly("all", "colorless");
  }

  @Test
  void changesTakeEffectAtOnce() {
    table.put("a", attributes("{\"color\":[\"red\"]}"));
    table.put("b", attributes("{\"color\":[\"red\"]}"));
    table.put("a", attributes("{\"color\":[\"blue\"]}"));
    assertThat(table.matching(message("red", ""))).containsExactly("b");

    table.put("a", body("{\"x\":[1]}"));
    assertThat(table.matching(message("blue", "{\"x\":1}"))).containsExactly("a");

    table.put("a", null);
    table.remove("b");
    table.remove("neverThere");
    assertThat(table.matching(message("red", ""))).containsExactly("a");
    assertThat(table.size()).isEqualTo(1);
  }

  @Test
  void aSubscriptionIsAnsweredOnceThoughSeveralValuesMatch() {
    table.put("a", attributes("{\"tags\":[\"x\",\"y\",{\"prefix\":\"x\"}]}"));
    table.put("b", attributes("{\"$or\":[{\"tags\":[\"x\"]},{\"tags\":[\"y\"]}]}"));

    assertThat(
            table.matching(
                new FilterMessage(
                    Map.of("tags", new FilterMessage.Attribute("String.Array", "[\"x\",\"y\"]")),
                    "")))
        .containsExactlyInAnyOrder("a", "b");
  }

  // The index must not change what each policy by itself says.
  @Test
  void agreesWithEachPolicyAskedAlone() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Map<String, FilterPolicy> policies = new LinkedHashMap<>();
      FilterTable<String> all = new FilterTable<>();
      for (int i = 0; i < 40; i++) {
        String id = "s" + random.nextInt(30);
        if (random.nextInt(6) == 0) {
          policies.remove(id);
          all.remove(id);
        } else {
          FilterPolicy policy = RandomPolicies.policy(random);
          policies.put(id, policy);
          all.put(id, policy);
        }
      }
      FilterMessage message = RandomPolicies.message(random);
      Set<String> expected = new HashSet<>();
      policies.forEach(
          (id, policy) -> {
            if (policy.accepts(message)) {
              expected.add(id);
            }
          });
      assertThat(all.matching(message)).as("seed %s", seed).isEqualTo(expected);
    }
  }

  @Test
  void tenThousandPoliciesCostAMessageLittle() {
    for (int i = 0; i < 10_000; i++) {
      table.put("s" + i, attributes("{\"customer\":[\"c" + i + "\"],\"n\":[{\"exists\":true}]}"));
    }
    Map<String, FilterMessage.Attribute> attributes = new HashMap<>();
    attributes.put("n", new FilterMessage.Attribute("Number", "7"));
    int rounds = 20_000;
    long found = 0;
    long began = System.nanoTime();
    for (int i = 0; i < rounds; i++) {
      attributes.put("customer", new FilterMessage.Attribute("String", "c" + i % 10_000));
      found += table.matching(new FilterMessage(attributes, "")).size();
    }
    double microseconds = (System.nanoTime() - began) / 1e3 / rounds;

    assertThat(found).isEqualTo(rounds);
    System.out.printf("%.2f us per message with 10,000 exact policies%n", microseconds);
    assertThat(microseconds).isLessThan(200);
  }

  @Test
  void tenThousandRangesCostAMessageLessThanItsDelivery() {
    for (int i = 0; i < 10_000; i++) {
      table.put(
          "s" + i, attributes("{\"n\":[{\"numeric\":[\">\"," + i + ",\"<\"," + (i + 2) + "]}]}"));
    }
    int rounds = 300;
    long found = 0;
    long began = System.nanoTime();
    for (int i = 0; i < rounds; i++) {
      Map<String, FilterMessage.Attribute> attributes =
          Map.of("n", new FilterMessage.Attribute("Number", "" + (i + 1)));
      found += table.matching(new FilterMessage(attributes, "")).size();
    }
    double microseconds = (System.nanoTime() - began) / 1e3 / rounds;

    assertThat(found).isEqualTo(rounds);
    System.out.printf("%.0f us per message with 10,000 ranges%n", microseconds);
    assertThat(microseconds).isLessThan(50_000);
  }

  private static FilterMessage message(String color, String body) {
    return new FilterMessage(Map.of("color", new FilterMessage.Attribute("String", color)), body);
  }

  private static FilterPolicy attributes(String text) {
    return RandomPolicies.read(text, FilterScope.MESSAGE_ATTRIBUTES);
  }

  private static FilterPolicy body(String text) {
    return RandomPolicies.read(text, FilterScope.MESSAGE_BODY);
  }
}
