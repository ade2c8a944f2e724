package dev.junction.models.generator;

import dev.junction.wire.schema.ServiceSchema;
import dev.junction.wire.schema.ServiceSchema.Protocol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import software.amazon.smithy.aws.traits.protocols.RestJson1Trait;
import software.amazon.smithy.model.Model;
import software.amazon.smithy.model.knowledge.TopDownIndex;
import software.amazon.smithy.model.node.Node;
import software.amazon.smithy.model.shapes.ModelSerializer;
import software.amazon.smithy.model.shapes.OperationShape;
import software.amazon.smithy.model.shapes.ServiceShape;
import software.amazon.smithy.model.shapes.Shape;
import software.amazon.smithy.model.shapes.ShapeId;
import software.amazon.smithy.model.transform.ModelTransformer;
import software.amazon.smithy.protocoltests.traits.AppliesTo;
import software.amazon.smithy.protocoltests.traits.HttpMalformedRequestTestCase;
import software.amazon.smithy.protocoltests.traits.HttpMalformedRequestTestsTrait;
import software.amazon.smithy.protocoltests.traits.HttpRequestTestCase;
import software.amazon.smithy.protocoltests.traits.HttpRequestTestsTrait;
import software.amazon.smithy.protocoltests.traits.HttpResponseTestCase;
import software.amazon.smithy.protocoltests.traits.HttpResponseTestsTrait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The official protocol tests: their model, read by the reader that the build uses, and their
/// cases.
final class ComplianceModel {

  /// A service of the tests.
  record TestService(ServiceShape shape, ServiceSchema schema) {}

  /// What a client sends, and the input that the server has to see.
  record RequestCase(TestService service, String operation, HttpRequestTestCase test) {}

  /// What an operation answers, and the response that has to be sent. The shape is the operation's
  /// name, or the name of an error when `error` is set.
  record ResponseCase(
      TestService service, String shape, boolean error, HttpResponseTestCase test) {}

  /// A request that has to be refused.
  record MalformedCase(TestService service, String operation, HttpMalformedRequestTestCase test) {}

  private static final Map<Protocol, ShapeId> TRAITS =
      Map.of(
          Protocol.AWS_JSON_1_0, ShapeId.from("aws.protocols#awsJson1_0"),
          Protocol.AWS_JSON_1_1, ShapeId.from("aws.protocols#awsJson1_1"),
          Protocol.AWS_QUERY, ShapeId.from("aws.protocols#awsQuery"),
          Protocol.REST_JSON_1, ShapeId.from("aws.protocols#restJson1"),
          Protocol.RPC_V2_CBOR, ShapeId.from("smithy.protocols#rpcv2Cbor"));

  private static final Class<HttpRequestTestsTrait> CASES = HttpRequestTestsTrait.class;

  private static final ComplianceModel LOADED = new ComplianceModel();

  private final Model model;
  private final JsonNode json;

  private ComplianceModel() {
    Model assembled =
        Model.assembler().discoverModels(getClass().getClassLoader()).assemble().unwrap();
    this.model = ModelTransformer.create().flattenAndRemoveMixins(withOrphans(assembled));
    Node serialized = ModelSerializer.builder().build().serialize(model);
    this.json = JsonMapper.shared().readTree(Node.printJson(serialized));
  }

  /// Gives the operations that have cases but belong to no service a service of their own.
  private static Model withOrphans(Model model) {
    Set<OperationShape> orphans = new HashSet<>(model.getOperationShapesWithTrait(CASES));
    for (ServiceShape service : model.getServiceShapes()) {
      orphans.removeAll(TopDownIndex.of(model).getContainedOperations(service));
    }
    ServiceShape.Builder service =
        ServiceShape.builder().id("aws.protocoltests.misc#Orphans").version("1");
    service.addTrait(RestJson1Trait.builder().build());
    orphans.forEach(service::addOperation);
    return model.toBuilder().addShape(service.build()).build();
  }

  static ComplianceModel loaded() {
    return LOADED;
  }

  private static ShapeId trait(Protocol protocol) {
    return Objects.requireNonNull(TRAITS.get(protocol));
  }

  /// The services that speak a protocol.
  List<TestService> services(Protocol protocol) {
    List<TestService> services = new ArrayList<>();
    model
        .shapes(ServiceShape.class)
        .filter(service -> service.hasTrait(trait(protocol)))
        .sorted()
        .forEach(
            service -> {
              String name = service.getId().getName();
              ServiceSelection selection =
                  new ServiceSelection("", name, "X", null, List.of(), "", List.of());
              ServiceSchema schema =
                  new SmithyReader(selection, json, service.getId().toString()).read();
              services.add(new TestService(service, schema));
            });
    return services;
  }

  private List<OperationShape> operations(TestService service) {
    return TopDownIndex.of(model).getContainedOperations(service.shape()).stream()
        .sorted()
        .toList();
  }

  List<RequestCase> requests(Protocol protocol) {
    List<RequestCase> cases = new ArrayList<>();
    for (TestService service : services(protocol)) {
      for (OperationShape operation : operations(service)) {
        operation
            .getTrait(HttpRequestTestsTrait.class)
            .ifPresent(
                trait -> {
                  for (HttpRequestTestCase test : trait.getTestCasesFor(AppliesTo.SERVER)) {
                    if (test.getProtocol().equals(trait(protocol))) {
                      cases.add(new RequestCase(service, operation.getId().getName(), test));
                    }
                  }
                });
      }
    }
    return cases;
  }

  List<ResponseCase> responses(Protocol protocol) {
    List<ResponseCase> cases = new ArrayList<>();
    for (TestService service : services(protocol)) {
      List<ShapeId> errors = new ArrayList<>(service.shape().getErrors());
      for (OperationShape operation : operations(service)) {
        errors.addAll(operation.getErrors());
        addResponses(service, operation, false, protocol, cases);
      }
      errors.stream()
          .distinct()
          .sorted()
          .forEach(error -> addResponses(service, model.expectShape(error), true, protocol, cases));
    }
    return cases;
  }

  private static void addResponses(
      TestService service,
      Shape shape,
      boolean error,
      Protocol protocol,
      List<ResponseCase> cases) {
    shape
        .getTrait(HttpResponseTestsTrait.class)
        .ifPresent(
            trait -> {
              for (HttpResponseTestCase test : trait.getTestCasesFor(AppliesTo.SERVER)) {
                if (test.getProtocol().equals(trait(protocol))) {
                  cases.add(new ResponseCase(service, shape.getId().getName(), error, test));
                }
              }
            });
  }

  List<MalformedCase> malformed(Protocol protocol) {
    List<MalformedCase> cases = new ArrayList<>();
    for (TestService service : services(protocol)) {
      for (OperationShape operation : operations(service)) {
        operation
            .getTrait(HttpMalformedRequestTestsTrait.class)
            .ifPresent(
                trait -> {
                  for (HttpMalformedRequestTestCase test : trait.getTestCases()) {
                    if (test.getProtocol().equals(trait(protocol))) {
                      cases.add(new MalformedCase(service, operation.getId().getName(), test));
                    }
                  }
                });
      }
    }
    return cases;
  }
}
