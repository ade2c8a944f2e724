package dev.junction.models.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.wire.protocol.AwsJsonProtocol;
import dev.junction.wire.protocol.AwsQueryProtocol;
import dev.junction.wire.protocol.RestJsonProtocol;
import dev.junction.wire.protocol.RpcCborProtocol;
import dev.junction.wire.protocol.ServerProtocol;
import dev.junction.wire.schema.ServiceSchema;
import dev.junction.wire.schema.ServiceSchema.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/// The official protocol tests of Smithy, the server's side, all of them.
///
/// A case that we do not pass stands in [ComplianceExceptions] with its reason, and has to fail:
/// once it passes, its entry has to go. The numbers are those of the artefact of this version, so
/// that no case can get lost, and those that `docs/performance.md` states.
class ProtocolComplianceTest {

  private final Map<String, String> exceptions = ComplianceExceptions.read();

  @TestFactory
  List<DynamicContainer> awsJson10() {
    return suite(
        Protocol.AWS_JSON_1_0, s -> new AwsJsonProtocol(s, Protocol.AWS_JSON_1_0), 24, 21, 0);
  }

  @TestFactory
  List<DynamicContainer> awsJson11() {
    return suite(
        Protocol.AWS_JSON_1_1, s -> new AwsJsonProtocol(s, Protocol.AWS_JSON_1_1), 58, 45, 0);
  }

  @TestFactory
  List<DynamicContainer> awsQuery() {
    return suite(Protocol.AWS_QUERY, AwsQueryProtocol::new, 35, 30, 0);
  }

  @TestFactory
  List<DynamicContainer> restJson1() {
    return suite(Protocol.REST_JSON_1, RestJsonProtocol::new, 135, 89, 655);
  }

  @TestFactory
  List<DynamicContainer> rpcV2Cbor() {
    return suite(Protocol.RPC_V2_CBOR, RpcCborProtocol::new, 35, 25, 0);
  }

  private List<DynamicContainer> suite(
      Protocol protocol,
      Function<ServiceSchema, ServerProtocol> protocols,
      int requestsExpected,
      int responsesExpected,
      int malformedExpected) {
    ComplianceModel model = ComplianceModel.loaded();
    ComplianceRunner runner = new ComplianceRunner(protocols);
    Set<String> seen = new HashSet<>();
    List<DynamicTest> requests = new ArrayList<>();
    for (var each : model.requests(protocol)) {
      requests.add(test(protocol + " request ", each.test().getId(), seen, () -> runner.run(each)));
    }
    List<DynamicTest> responses = new ArrayList<>();
    for (var each : model.responses(protocol)) {
      responses.add(
          test(protocol + " response ", each.test().getId(), seen, () -> runner.run(each)));
    }
    List<DynamicTest> malformed = new ArrayList<>();
    for (var each : model.malformed(protocol)) {
      malformed.add(
          test(protocol + " malformed ", each.test().getId(), seen, () -> runner.run(each)));
    }
    DynamicTest counts =
        DynamicTest.dynamicTest(
            "counts",
            () -> {
              long excepted = seen.stream().filter(exceptions::containsKey).count();
              System.out.printf(
                  "%s: %d requests, %d responses, %d malformed requests, %d exceptions%n",
                  protocol, requests.size(), responses.size(), malformed.size(), excepted);
              assertThat(List.of(requests.size(), responses.size(), malformed.size()))
                  .containsExactly(requestsExpected, responsesExpected, malformedExpected);
              assertThat(documented())
                  .contains(
                      "| %s | %d | %d | %d | %d |"
                          .formatted(
                              protocol,
                              requests.size(),
                              responses.size(),
                              malformed.size(),
                              excepted));
              assertThat(seen)
                  .containsAll(
                      exceptions.keySet().stream()
                          .filter(key -> key.startsWith(protocol + " "))
                          .toList());
            });
    return List.of(
        DynamicContainer.dynamicContainer("requests", requests),
        DynamicContainer.dynamicContainer("responses", responses),
        DynamicContainer.dynamicContainer("malformed requests", malformed),
        DynamicContainer.dynamicContainer("completeness", List.of(counts)));
  }

  private static String documented() throws IOException {
    return Files.readString(Path.of(System.getProperty("junction.root"), "docs", "performance.md"));
  }

  private DynamicTest test(String prefix, String id, Set<String> seen, Executable run) {
    String key = prefix + id;
    assertThat(seen.add(key)).as("%s occurs once", key).isTrue();
    String reason = exceptions.get(key);
    if (reason == null) {
      return DynamicTest.dynamicTest(id, () -> named(id, run));
    }
    return DynamicTest.dynamicTest(
        id + " (excepted: " + reason + ")",
        () ->
            assertThatThrownBy(run::execute)
                .as("a case that passes needs no exception")
                .isInstanceOf(AssertionError.class));
  }

  /// Runs a case so that a failure names it.
  private static void named(String id, Executable run) throws Throwable {
    try {
      run.execute();
    } catch (AssertionError failed) {
      throw new AssertionError(id + ": " + failed.getMessage(), failed);
    }
  }
}
