package dev.junction.bus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.bus.domain.BusLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Rules that a service of this process makes for itself, and what discoverers are shown.
///
/// Source: EventBridge API reference, `ManagedRuleException`: PutRule, PutTargets, EnableRule,
/// DisableRule, TagResource and UntagResource are refused, DeleteRule and RemoveTargets without
/// `Force`.
final class ManagedRuleScenarioTest {

  private static final String RULE = "{'Rule':'m','EventBusName':'default'";
  private static final String NAMED = "{'Name':'m','EventBusName':'default'";
  private static final String DISCOVERER =
      "arn:aws:schemas:us-east-1:" + BusBench.ACCOUNT + ":discoverer/d";
  private static final String PUT =
      NAMED + ",'EventPattern':'{\\'source\\':[{\\'anything-but\\':\\'x\\'}]}'}";
  private static final String TARGETS =
      RULE + ",'Targets':[{'Id':'d','Arn':'" + DISCOVERER + "'}]}";

  private final BusBench bench = new BusBench();

  private void manage() {
    BusBench.text(bench.beginAsService("PutRule", PUT));
    assertThat(BusBench.text(bench.beginAsService("PutTargets", TARGETS)))
        .contains("\"FailedEntryCount\":0");
  }

  private void refused(String operation, String json) {
    assertThat(BusBench.text(bench.begin(operation, json))).contains("ManagedRuleException");
  }

  @Test
  void aManagedRuleSaysSoAndIsLeftAlone() {
    manage();
    assertThat(bench.accept("DescribeRule", NAMED + "}"))
        .contains("\"ManagedBy\":\"schemas.amazonaws.com\"");
    assertThat(bench.accept("ListRules", "{}")).contains("\"ManagedBy\":\"schemas.amazonaws.com\"");
    String arn = "arn:aws:events:us-east-1:" + BusBench.ACCOUNT + ":rule/m";
    refused("PutRule", PUT);
    refused("PutTargets", TARGETS);
    refused("EnableRule", NAMED + "}");
    refused("DisableRule", NAMED + "}");
    refused("TagResource", "{'ResourceARN':'" + arn + "','Tags':[{'Key':'k','Value':'v'}]}");
    refused("UntagResource", "{'ResourceARN':'" + arn + "','TagKeys':['k']}");
    refused("RemoveTargets", RULE + ",'Ids':['d']}");
    refused("DeleteRule", NAMED + "}");
    assertThat(bench.accept("ListTargetsByRule", RULE + "}")).contains(DISCOVERER);
    assertThat(bench.accept("RemoveTargets", RULE + ",'Ids':['d'],'Force':true}"))
        .contains("\"FailedEntryCount\":0");
    bench.accept("DeleteRule", NAMED + ",'Force':true}");
    assertThat(BusBench.text(bench.begin("DescribeRule", NAMED + "}")))
        .contains("ResourceNotFoundException");
  }

  @Test
  void aServiceChangesItsOwnRulesButNotThoseOfOthers() {
    bench.rule("default", "m", "{'Id':'q','Arn':'" + BusBench.queue("q") + "'}");
    assertThat(BusBench.text(bench.beginAsService("PutRule", PUT)))
        .contains("ResourceAlreadyExistsException");
    bench.accept("RemoveTargets", RULE + ",'Ids':['q']}");
    bench.accept("DeleteRule", NAMED + "}");
    manage();
    manage();
    BusBench.text(bench.beginAsService("RemoveTargets", RULE + ",'Ids':['d']}"));
    BusBench.text(bench.beginAsService("DeleteRule", NAMED + "}"));
    assertThat(bench.accept("ListRules", "{}")).isEqualTo("{\"Rules\":[]}");
  }

  private String archive() {
    return bench.accept("DescribeArchive", "{'ArchiveName':'a'}");
  }

  // Source: EventBridge User Guide, "Archiving events"; the name, the pattern and ManagedBy: moto.
  @Test
  void anArchiveShowsItselfAsARule() {
    String bus = BusBench.bus("default");
    bench.accept(
        "CreateArchive",
        "{'ArchiveName':'a','EventSourceArn':'"
            + bus
            + "','EventPattern':'{\\'source\\':[{\\'prefix\\':\\'\\'}]}'}");
    String name = "{'Name':'Events-Archive-a'";
    assertThat(bench.accept("ListRules", "{}"))
        .contains("\"Name\":\"Events-Archive-a\"")
        .contains("\"ManagedBy\":\"prod.vhs.events.aws.internal\"");
    assertThat(bench.accept("DescribeRule", name + "}"))
        .contains(
            "\"EventPattern\":\"{\\\"source\\\":[{\\\"prefix\\\":\\\"\\\"}],"
                + "\\\"replay-name\\\":[{\\\"exists\\\":false}]}\"");
    bench.put("{\"id\":1}");
    assertThat(archive()).contains("\"EventCount\":1");
    refused("DeleteRule", name + "}");
    refused("DisableRule", name + "}");
    refused("PutRule", name + ",'EventPattern':'{\\'source\\':[\\'x\\']}'}");
    // Without its rule an archive gets nothing more, until it is changed.
    bench.accept("DeleteRule", name + ",'Force':true}");
    bench.put("{\"id\":2}");
    assertThat(archive()).contains("\"EventCount\":1");
    assertThat(bench.accept("ListRules", "{}")).isEqualTo("{\"Rules\":[]}");
    bench.accept("UpdateArchive", "{'ArchiveName':'a','EventPattern':''}");
    bench.put("{\"id\":3}");
    assertThat(archive()).contains("\"EventCount\":2");
    assertThat(bench.accept("DescribeRule", name + "}"))
        .contains("\"{\\\"replay-name\\\":[{\\\"exists\\\":false}]}\"");
    bench.accept("DeleteArchive", "{'ArchiveName':'a'}");
    assertThat(bench.accept("ListRules", "{}")).isEqualTo("{\"Rules\":[]}");
  }

  private List<String> shown() {
    return bench.arrived.stream()
        .map(each -> new String(each.body(), StandardCharsets.UTF_8))
        .map(event -> event.substring(event.indexOf("\"detail\":") + 9, event.length() - 1))
        .toList();
  }

  @Test
  void aShapeIsShownOnceAndAgainAfterAWhile() {
    manage();
    bench.put("{\"id\":1}");
    bench.put("{\"id\":2}");
    bench.put("{\"id\":3,\"more\":[]}");
    bench.put("{\"id\":1.5}");
    assertThat(shown()).containsExactly("{\"id\":1}", "{\"id\":3,\"more\":[]}", "{\"id\":1.5}");
    bench.pass(Duration.ofSeconds(BusLimits.SHOWN_SECONDS + 1));
    bench.put("{\"id\":4}");
    assertThat(shown()).hasSize(4).endsWith("{\"id\":4}");
    manage();
    bench.put("{\"id\":5}");
    assertThat(shown()).hasSize(5).endsWith("{\"id\":5}");
  }

  @Test
  void eventsThatAllLookDifferentAreShownSoManyASecondOnly() {
    manage();
    for (int i = 0; i < 2 * BusLimits.SHOWN_AT_ONCE; i++) {
      bench.put("{\"m" + i + "\":1}");
    }
    // An event of this size costs a little more than one.
    assertThat(bench.arrived).hasSizeBetween(BusLimits.SHOWN_AT_ONCE - 5, BusLimits.SHOWN_AT_ONCE);
    int before = bench.arrived.size();
    bench.pass(Duration.ofSeconds(1));
    for (int i = 0; i < 2 * BusLimits.SHOWN_AT_ONCE; i++) {
      bench.put("{\"n" + i + "\":1}");
    }
    assertThat(bench.arrived.size() - before)
        .isBetween(BusLimits.SHOWN_PER_SECOND - 5, BusLimits.SHOWN_PER_SECOND + 1);
  }
}
