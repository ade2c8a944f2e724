package dev.junction.conformance.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.junction.conformance.Clients;
import dev.junction.server.Junction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ManagedRuleException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.schemas.SchemasClient;
import software.amazon.awssdk.services.schemas.model.DescribeSchemaResponse;
import software.amazon.awssdk.services.schemas.model.DiscovererState;
import software.amazon.awssdk.services.schemas.model.NotFoundException;
import software.amazon.awssdk.services.schemas.model.RegistrySummary;
import software.amazon.awssdk.services.schemas.model.SchemaSummary;
import software.amazon.awssdk.services.schemas.model.SchemasException;
import software.amazon.awssdk.services.schemas.model.SearchSchemaSummary;
import software.amazon.awssdk.services.schemas.model.Type;

/// Registries through the AWS SDK for Java. Codes and statuses are those of the service's model.
final class SchemasConformanceTest {

  private static final String BUS = "arn:aws:events:eu-central-1:000000000000:event-bus/";

  @AutoClose
  private static final Junction junction = Junction.builder().ephemeral().port(0).start();

  @AutoClose
  private static final SchemasClient schemas = Clients.of(SchemasClient.builder(), junction);

  private static void refused(int status, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SchemasException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(status);
              assertThat(e.getMessage()).contains(message);
            });
  }

  private static String openApi(String member) {
    return "{\"openapi\":\"3.0.0\",\"info\":{\"version\":\"1.0.0\",\"title\":\"Event\"},"
        + "\"paths\":{},\"components\":{\"schemas\":{\"Event\":{\"type\":\"object\","
        + "\"properties\":{\""
        + member
        + "\":{\"type\":\"string\"}}}}}}";
  }

  @Test
  void registriesAreCreatedChangedAndDeleted() {
    String arn =
        schemas
            .createRegistry(r -> r.registryName("one").description("a").tags(Map.of("k", "v")))
            .registryArn();
    assertThat(arn).isEqualTo("arn:aws:schemas:eu-central-1:000000000000:registry/one");
    assertThat(schemas.describeRegistry(r -> r.registryName("one")).description()).isEqualTo("a");
    schemas.updateRegistry(r -> r.registryName("one").description("b"));
    assertThat(schemas.describeRegistry(r -> r.registryName("one")).description()).isEqualTo("b");
    schemas.tagResource(r -> r.resourceArn(arn).tags(Map.of("l", "w")));
    schemas.untagResource(r -> r.resourceArn(arn).tagKeys("k"));
    assertThat(schemas.listTagsForResource(r -> r.resourceArn(arn)).tags())
        .containsExactly(Map.entry("l", "w"));
    assertThat(schemas.listRegistries(r -> r.scope("AWS")).registries())
        .extracting(RegistrySummary::registryName)
        .containsExactly("aws.events");
    refused(409, "already exists", () -> schemas.createRegistry(r -> r.registryName("one")));
    refused(400, "aws.mine", () -> schemas.createRegistry(r -> r.registryName("aws.mine")));
    refused(403, "aws.events", () -> schemas.deleteRegistry(r -> r.registryName("aws.events")));
    String policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
            + "\"111122223333\"},\"Action\":\"schemas:*\",\"Resource\":\"*\"}]}";
    String revision =
        schemas.putResourcePolicy(r -> r.registryName("one").policy(policy)).revisionId();
    refused(
        412,
        "revision",
        () ->
            schemas.putResourcePolicy(
                r -> r.registryName("one").policy(policy).revisionId(revision + "0")));
    assertThat(schemas.getResourcePolicy(r -> r.registryName("one")).policy()).isEqualTo(policy);
    schemas.deleteResourcePolicy(r -> r.registryName("one"));
    refused(404, "policy", () -> schemas.getResourcePolicy(r -> r.registryName("one")));
    schemas.deleteRegistry(r -> r.registryName("one"));
    refused(404, "one", () -> schemas.describeRegistry(r -> r.registryName("one")));
  }

  @Test
  void schemasHaveVersions() {
    schemas.createRegistry(r -> r.registryName("shop"));
    schemas.createSchema(
        r ->
            r.registryName("shop")
                .schemaName("order")
                .type(Type.OPEN_API3)
                .content(openApi("first")));
    assertThat(
            schemas
                .updateSchema(
                    r -> r.registryName("shop").schemaName("order").content(openApi("second")))
                .schemaVersion())
        .isEqualTo("2");
    DescribeSchemaResponse old =
        schemas.describeSchema(r -> r.registryName("shop").schemaName("order").schemaVersion("1"));
    assertThat(old.content()).isEqualTo(openApi("first"));
    assertThat(old.versionCreatedDate()).isBeforeOrEqualTo(junction.clock().now());
    assertThat(schemas.listSchemas(r -> r.registryName("shop")).schemas())
        .extracting(SchemaSummary::versionCount)
        .containsExactly(2L);
    assertThat(
            schemas
                .listSchemaVersionsPaginator(
                    r -> r.registryName("shop").schemaName("order").limit(1))
                .schemaVersions())
        .hasSize(2);
    assertThat(schemas.searchSchemas(r -> r.registryName("shop").keywords("SECOND")).schemas())
        .extracting(SearchSchemaSummary::schemaName)
        .containsExactly("order");
    assertThat(schemas.searchSchemas(r -> r.registryName("shop").keywords("first")).schemas())
        .isEmpty();
    assertThat(
            schemas
                .exportSchema(
                    r -> r.registryName("shop").schemaName("order").type("JSONSchemaDraft4"))
                .content())
        .contains("draft-04", "second");
    refused(400, "schemas", () -> schemas.deleteRegistry(r -> r.registryName("shop")));
    refused(
        400,
        "JSON",
        () ->
            schemas.createSchema(
                r -> r.registryName("shop").schemaName("x").type(Type.OPEN_API3).content("no")));
    schemas.deleteSchemaVersion(r -> r.registryName("shop").schemaName("order").schemaVersion("2"));
    assertThat(
            schemas.describeSchema(r -> r.registryName("shop").schemaName("order")).schemaVersion())
        .isEqualTo("1");
    checkCodeBinding();
    schemas.deleteSchema(r -> r.registryName("shop").schemaName("order"));
    schemas.deleteRegistry(r -> r.registryName("shop"));
  }

  private static void checkCodeBinding() {
    refused(
        404,
        "binding",
        () ->
            schemas.describeCodeBinding(
                r -> r.registryName("shop").schemaName("order").language("Go1")));
    schemas.putCodeBinding(r -> r.registryName("shop").schemaName("order").language("Go1"));
    assertThat(
            schemas
                .getCodeBindingSource(
                    r -> r.registryName("shop").schemaName("order").language("Go1"))
                .body()
                .asByteArray())
        .startsWith((byte) 'P', (byte) 'K');
  }

  @Test
  void discoverersAreStartedAndStopped() {
    String id = schemas.createDiscoverer(r -> r.sourceArn(BUS + "default")).discovererId();
    assertThat(id).isEqualTo("events-event-bus-default");
    refused(409, "already", () -> schemas.createDiscoverer(r -> r.sourceArn(BUS + "default")));
    assertThat(schemas.stopDiscoverer(r -> r.discovererId(id)).state())
        .isEqualTo(DiscovererState.STOPPED);
    assertThat(schemas.listDiscoverers(r -> r.sourceArnPrefix(BUS)).discoverers())
        .singleElement()
        .satisfies(found -> assertThat(found.state()).isEqualTo(DiscovererState.STOPPED));
    assertThat(schemas.startDiscoverer(r -> r.discovererId(id)).state())
        .isEqualTo(DiscovererState.STARTED);
    schemas.updateDiscoverer(r -> r.discovererId(id).description("d").crossAccount(false));
    assertThat(schemas.describeDiscoverer(r -> r.discovererId(id)).crossAccount()).isFalse();
    schemas.deleteDiscoverer(r -> r.discovererId(id));
    refused(404, id, () -> schemas.describeDiscoverer(r -> r.discovererId(id)));
  }

  private static void put(EventBridgeClient events, String bus, String detail) {
    PutEventsRequestEntry entry =
        PutEventsRequestEntry.builder()
            .eventBusName(bus)
            .source("shop")
            .detailType("Order Placed")
            .detail(detail)
            .build();
    assertThat(events.putEvents(r -> r.entries(List.of(entry))).failedEntryCount()).isZero();
  }

  /// How many versions the schema of the events has; none is zero.
  private static long versions(SchemasClient client) {
    try {
      return client.listSchemas(r -> r.registryName("discovered-schemas")).schemas().stream()
          .filter(schema -> schema.schemaName().equals("shop@OrderPlaced"))
          .mapToLong(SchemaSummary::versionCount)
          .sum();
    } catch (NotFoundException _) {
      return 0;
    }
  }

  /// Source: EventBridge User Guide, "Inferring schemas from event bus events": schemas of events
  /// that flow, and versions as they change; the rule is as users have published one.
  @Test
  void aDiscovererSeesWhatFlowsOverItsBusAlsoAfterARestart(@TempDir Path folder) {
    String id;
    try (Junction first = Junction.builder().data(folder).port(0).start();
        EventBridgeClient events = Clients.of(EventBridgeClient.builder(), first);
        SchemasClient client = Clients.of(SchemasClient.builder(), first)) {
      refused(400, "b does not exist", () -> client.createDiscoverer(r -> r.sourceArn(BUS + "b")));
      events.createEventBus(r -> r.name("b"));
      id = client.createDiscoverer(r -> r.sourceArn(BUS + "b")).discovererId();
      assertThat(events.listRules(r -> r.eventBusName("b")).rules())
          .singleElement()
          .satisfies(
              rule -> {
                assertThat(rule.name()).isEqualTo("Schemas-events-event-bus-b");
                assertThat(rule.managedBy()).isEqualTo("schemas.amazonaws.com");
                assertThat(rule.stateAsString()).isEqualTo("ENABLED");
              });
      assertThatThrownBy(() -> events.disableRule(r -> r.eventBusName("b").name("Schemas-" + id)))
          .isInstanceOf(ManagedRuleException.class);
      put(events, "b", "{\"id\":1}");
      put(events, "default", "{\"other\":1}");
      await().until(() -> versions(client) == 1);
    }
    try (Junction second = Junction.builder().data(folder).port(0).start();
        EventBridgeClient events = Clients.of(EventBridgeClient.builder(), second);
        SchemasClient client = Clients.of(SchemasClient.builder(), second)) {
      put(events, "b", "{\"id\":2,\"count\":3}");
      await().until(() -> versions(client) == 2);
      String content =
          client
              .describeSchema(
                  r -> r.registryName("discovered-schemas").schemaName("shop@OrderPlaced"))
              .content();
      assertThat(content).contains("\"count\"").doesNotContain("\"other\"");
      client.stopDiscoverer(r -> r.discovererId(id));
      assertThat(
              events.describeRule(r -> r.eventBusName("b").name("Schemas-" + id)).stateAsString())
          .isEqualTo("DISABLED");
      put(events, "b", "{\"unseen\":1}");
      client.startDiscoverer(r -> r.discovererId(id));
      put(events, "b", "{\"seen\":1}");
      await().until(() -> versions(client) == 3);
      assertThat(
              client
                  .describeSchema(
                      r -> r.registryName("discovered-schemas").schemaName("shop@OrderPlaced"))
                  .content())
          .contains("\"seen\"")
          .doesNotContain("\"unseen\"");
      client.deleteDiscoverer(r -> r.discovererId(id));
      assertThat(events.listRules(r -> r.eventBusName("b")).rules()).isEmpty();
      events.deleteEventBus(r -> r.name("b"));
    }
  }
}
