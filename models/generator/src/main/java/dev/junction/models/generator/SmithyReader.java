package dev.junction.models.generator;

import dev.junction.kernel.ServiceError.Fault;
import dev.junction.wire.schema.ErrorSchema;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.ServiceSchema;
import dev.junction.wire.schema.ServiceSchema.Protocol;
import dev.junction.wire.schema.ShapeType;
import dev.junction.wire.schema.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the JSON form of the Smithy model format.
final class SmithyReader implements ModelReader {

  private static final String PRELUDE = "smithy.api#";

  private final ServiceSelection selection;
  private final JsonNode shapes;
  private final @Nullable String wantedService;
  private final Map<String, Schema> schemas = new LinkedHashMap<>();

  /// A reader of a model with one service.
  SmithyReader(ServiceSelection selection, JsonNode model) {
    this(selection, model, null);
  }

  /// A reader of one service of a model.
  SmithyReader(ServiceSelection selection, JsonNode model, @Nullable String wantedService) {
    this.selection = selection;
    this.shapes = model.required("shapes");
    this.wantedService = wantedService;
  }

  @Override
  public ServiceSchema read() {
    shapes.properties().forEach(entry -> declare(entry.getKey(), entry.getValue()));
    schemas.forEach((id, schema) -> link(schema, shapes.required(id)));
    Map.Entry<String, JsonNode> root =
        shapes.properties().stream()
            .filter(entry -> type(entry.getValue()).equals("service"))
            .filter(entry -> isWanted(entry.getKey()))
            .findFirst()
            .orElseThrow();
    JsonNode traits = root.getValue().path("traits");
    String prefix = traits.path("aws.api#service").path("endpointPrefix").asString("");
    String namespace = root.getKey().substring(0, root.getKey().indexOf('#'));
    ServiceSchema.Builder service =
        ServiceSchema.of(selection.name())
            .namespace(namespace)
            .targetPrefix(name(root.getKey()))
            .endpointPrefix(prefix.isEmpty() ? selection.name() : prefix)
            .signingName(traits.path("aws.auth#sigv4").path("name").asString(selection.name()))
            .apiVersion(root.getValue().required("version").asString())
            .xmlNamespace(
                traits
                    .path("smithy.api#xmlNamespace")
                    .path("uri")
                    .asString(selection.xmlNamespace()))
            .protocols(protocols(traits));
    if (traits.has("aws.protocols#awsQueryCompatible")) {
      service.queryCompatible();
    }
    for (Map.Entry<String, JsonNode> shape : shapes.properties()) {
      boolean own = shape.getKey().startsWith(namespace + '#');
      if (own && shape.getValue().path("traits").has("smithy.api#error")) {
        service.error(error(shape.getKey()));
      }
    }
    for (JsonNode error : root.getValue().path("errors")) {
      service.error(error(error.required("target").asString()));
    }
    operationsOf(root.getValue()).stream()
        .sorted()
        .map(this::operation)
        .forEach(service::operation);
    return service.build();
  }

  private boolean isWanted(String serviceId) {
    return wantedService == null || serviceId.equals(wantedService);
  }

  /// The operations of a service or resource and of all resources in it.
  private Set<String> operationsOf(JsonNode owner) {
    Set<String> operations = new LinkedHashSet<>();
    for (String list : List.of("operations", "collectionOperations")) {
      owner.path(list).forEach(target -> operations.add(target.required("target").asString()));
    }
    for (String single : List.of("create", "put", "read", "update", "delete", "list")) {
      if (owner.has(single)) {
        operations.add(owner.get(single).required("target").asString());
      }
    }
    for (JsonNode resource : owner.path("resources")) {
      operations.addAll(operationsOf(shapes.required(resource.required("target").asString())));
    }
    return operations;
  }

  private List<Protocol> protocols(JsonNode traits) {
    List<Protocol> found = new ArrayList<>();
    traits
        .propertyNames()
        .forEach(
            trait -> {
              switch (trait) {
                case "aws.protocols#awsJson1_0" -> found.add(Protocol.AWS_JSON_1_0);
                case "aws.protocols#awsJson1_1" -> found.add(Protocol.AWS_JSON_1_1);
                case "aws.protocols#awsQuery" -> found.add(Protocol.AWS_QUERY);
                case "aws.protocols#restJson1" -> found.add(Protocol.REST_JSON_1);
                case "smithy.protocols#rpcv2Cbor" -> found.add(Protocol.RPC_V2_CBOR);
                default -> {}
              }
            });
    found.addAll(selection.protocols());
    return found;
  }

  private static String type(JsonNode shape) {
    return shape.required("type").asString();
  }

  private static String name(String id) {
    return id.substring(id.indexOf('#') + 1);
  }

  private void declare(String id, JsonNode shape) {
    switch (type(shape)) {
      case "service", "operation", "resource" -> {}
      default ->
          schemas.put(
              id, Schema.declare(name(id), shapeType(type(shape)), SmithyTraits.ofShape(shape)));
    }
  }

  private static ShapeType shapeType(String type) {
    return switch (type) {
      case "enum" -> ShapeType.STRING;
      case "intEnum" -> ShapeType.INTEGER;
      case "bigInteger" -> ShapeType.BIG_INTEGER;
      case "bigDecimal" -> ShapeType.BIG_DECIMAL;
      case "set" -> ShapeType.LIST;
      default -> ShapeType.valueOf(type.toUpperCase(Locale.ROOT));
    };
  }

  private void link(Schema schema, JsonNode shape) {
    if (schema.type() == ShapeType.LIST) {
      schema.link(part("member", shape));
    } else if (schema.type() == ShapeType.MAP) {
      schema.link(part("key", shape), part("value", shape));
    } else if (schema.type().hasMembers()) {
      List<Member> members = new ArrayList<>();
      shape
          .path("members")
          .properties()
          .forEach(entry -> members.add(member(entry.getKey(), entry.getValue())));
      schema.link(members.toArray(new Member[0]));
    }
  }

  private Member part(String name, JsonNode shape) {
    return member(name, shape.required(name));
  }

  private Member member(String name, JsonNode member) {
    Schema target = target(member);
    return Member.of(name, target, SmithyTraits.ofMember(member, target));
  }

  private Schema target(JsonNode reference) {
    return schema(reference.required("target").asString());
  }

  private Schema schema(String id) {
    Schema schema = schemas.get(id);
    if (schema != null) {
      return schema;
    }
    if (!id.startsWith(PRELUDE)) {
      throw new IllegalArgumentException("Unknown shape: " + id);
    }
    String name = name(id);
    return switch (name.startsWith("Primitive") ? name.substring(9) : name) {
      case "String" -> Schema.STRING;
      case "Boolean" -> Schema.BOOLEAN;
      case "Byte" -> Schema.BYTE;
      case "Short" -> Schema.SHORT;
      case "Integer" -> Schema.INTEGER;
      case "Long" -> Schema.LONG;
      case "Float" -> Schema.FLOAT;
      case "Double" -> Schema.DOUBLE;
      case "BigInteger" -> Schema.BIG_INTEGER;
      case "BigDecimal" -> Schema.BIG_DECIMAL;
      case "Blob" -> Schema.BLOB;
      case "Timestamp" -> Schema.TIMESTAMP;
      case "Document" -> Schema.DOCUMENT;
      case "Unit" -> Unit.SCHEMA;
      default -> throw new IllegalArgumentException("Unknown prelude shape: " + id);
    };
  }

  private OperationSchema operation(String id) {
    JsonNode operation = shapes.required(id);
    JsonNode http = operation.path("traits").path("smithy.api#http");
    List<ErrorSchema> errors = new ArrayList<>();
    for (JsonNode error : operation.path("errors")) {
      errors.add(error(error.required("target").asString()));
    }
    return OperationSchema.of(
        name(id),
        OperationSchema.Http.of(
            http.path("method").asString("POST"),
            http.path("uri").asString("/"),
            http.path("code").asInt(200)),
        operation.has("input") ? target(operation.get("input")) : Unit.SCHEMA,
        operation.has("output") ? target(operation.get("output")) : Unit.SCHEMA,
        errors.toArray(new ErrorSchema[0]));
  }

  private ErrorSchema error(String id) {
    JsonNode traits = shapes.required(id).path("traits");
    JsonNode query = traits.path("aws.protocols#awsQueryError");
    boolean server = traits.required("smithy.api#error").asString().equals("server");
    int status = traits.path("smithy.api#httpError").asInt(server ? 500 : 400);
    return new ErrorSchema(
        schema(id),
        query.path("code").asString(name(id)),
        query.path("httpResponseCode").asInt(status),
        server ? Fault.SERVER : Fault.CLIENT);
  }
}
