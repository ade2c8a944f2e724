package dev.junction.expression.filter;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/// Small policies and messages out of few names and values, so that matches are common.
final class RandomPolicies {

  private static final String[] NAMES = {"a", "b", "c", "a.b", "d"};
  private static final String[] SCALARS = {
    "\"x\"",
    "\"xy\"",
    "\"yx\"",
    "\"X\"",
    "\"10.0.0.1\"",
    "1",
    "1.0",
    "2",
    "-3.5",
    "true",
    "null",
    "\"\""
  };
  private static final String[] CONDITIONS = {
    "{\"prefix\":\"x\"}",
    "{\"suffix\":\"x\"}",
    "{\"prefix\":{\"equals-ignore-case\":\"X\"}}",
    "{\"suffix\":{\"equals-ignore-case\":\"X\"}}",
    "{\"equals-ignore-case\":\"x\"}",
    "{\"anything-but\":\"x\"}",
    "{\"anything-but\":[\"x\",\"xy\"]}",
    "{\"anything-but\":1}",
    "{\"anything-but\":[1,2]}",
    "{\"anything-but\":{\"prefix\":\"x\"}}",
    "{\"anything-but\":{\"suffix\":[\"x\",\"y\"]}}",
    "{\"anything-but\":{\"wildcard\":\"*y*\"}}",
    "{\"anything-but\":{\"equals-ignore-case\":\"x\"}}",
    "{\"wildcard\":\"x*\"}",
    "{\"wildcard\":\"*y*x\"}",
    "{\"numeric\":[\"=\",1]}",
    "{\"numeric\":[\">\",0,\"<=\",2]}",
    "{\"numeric\":[\"<\",1]}",
    "{\"cidr\":\"10.0.0.0/24\"}",
    "{\"exists\":true}",
    "{\"exists\":false}",
    "{\"exactly\":\"x\"}",
  };

  private RandomPolicies() {}

  static FilterPolicy read(String text, FilterScope scope) {
    if (FilterPolicy.read(text, scope) instanceof FilterReading.Accepted(FilterPolicy policy)) {
      return policy;
    }
    throw new AssertionError(text + " " + FilterPolicy.read(text, scope));
  }

  static FilterPolicy policy(Random random) {
    while (true) {
      FilterScope scope =
          random.nextBoolean() ? FilterScope.MESSAGE_BODY : FilterScope.MESSAGE_ATTRIBUTES;
      String text = policyText(random, scope == FilterScope.MESSAGE_BODY ? 2 : 0);
      if (FilterPolicy.read(text, scope) instanceof FilterReading.Accepted(FilterPolicy policy)) {
        return policy;
      }
    }
  }

  static String policyText(Random random, int levels) {
    StringBuilder text = new StringBuilder("{");
    int fields = 1 + random.nextInt(2);
    for (int i = 0; i < fields; i++) {
      text.append(i == 0 ? "" : ",");
      if (levels > 0 && random.nextInt(6) == 0) {
        text.append("\"$or\":[")
            .append(policyText(random, levels - 1))
            .append(',')
            .append(policyText(random, levels - 1))
            .append(']');
      } else {
        text.append('"').append(NAMES[random.nextInt(NAMES.length)]).append("\":");
        text.append(
            levels > 0 && random.nextInt(3) == 0
                ? policyText(random, levels - 1)
                : conditions(random));
      }
    }
    return text.append('}').toString();
  }

  private static String conditions(Random random) {
    StringBuilder text = new StringBuilder("[");
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ",");
      text.append(
          random.nextBoolean()
              ? SCALARS[random.nextInt(SCALARS.length)]
              : CONDITIONS[random.nextInt(CONDITIONS.length)]);
    }
    return text.append(']').toString();
  }

  static FilterMessage message(Random random) {
    Map<String, FilterMessage.Attribute> attributes = new HashMap<>();
    for (String name : NAMES) {
      if (random.nextBoolean()) {
        String scalar = SCALARS[random.nextInt(SCALARS.length)];
        attributes.put(name, new FilterMessage.Attribute("String.Array", "[" + scalar + "]"));
      }
    }
    return new FilterMessage(attributes, event(random, 2));
  }

  /// An object without names that are one path, which the rule engine and ours tell apart.
  static String event(Random random, int levels) {
    StringBuilder text = new StringBuilder("{");
    for (String name : new String[] {"a", "b", "c", "d"}) {
      if (random.nextInt(3) > 0) {
        text.append(text.length() == 1 ? "" : ",").append('"').append(name).append("\":");
        text.append(value(random, levels));
      }
    }
    return text.append('}').toString();
  }

  private static String value(Random random, int levels) {
    if (levels == 0 || random.nextInt(2) == 0) {
      return SCALARS[random.nextInt(SCALARS.length)];
    }
    if (random.nextBoolean()) {
      return event(random, levels - 1);
    }
    StringBuilder text = new StringBuilder("[");
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ",").append(value(random, levels - 1));
    }
    return text.append(']').toString();
  }
}
