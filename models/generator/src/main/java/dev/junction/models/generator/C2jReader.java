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
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Reads the older model format, c2j.
final class C2jReader implements ModelReader {

  private final ServiceSelection selection;
  private final JsonNode model;
  private final JsonNode shapes;
  private final List<Protocol> protocols;
  private final C2jTraits traits;
  private final Map<String, Schema> schemas = new LinkedHashMap<>();

  C2jReader(ServiceSelection selection, JsonNode model) {
    this.selection = selection;
    this.model = model;
    this.shapes = model.required("shapes");
    this.protocols = protocols(model.required("metadata"));
    this.traits = new C2jTraits(shapes);
  }

  @Override
  public ServiceSchema read() {
    shapes.properties().forEach(entry -> declare(entry.getKey(), entry.getValue()));
    shapes.properties().forEach(entry -> link(entry.getKey(), entry.getValue()));
    JsonNode metadata = model.required("metadata");
    String endpointPrefix = metadata.required("endpointPrefix").asString();
    ServiceSchema.Builder service =
        ServiceSchema.of(selection.name())
            .endpointPrefix(endpointPrefix)
            .signingName(metadata.path("signingName").asString(endpointPrefix))
            .targetPrefix(metadata.path("targetPrefix").asString(selection.name()))
            .apiVersion(metadata.required("apiVersion").asString())
            .xmlNamespace(metadata.path("xmlNamespace").asString(selection.xmlNamespace()))
            .protocols(protocols);
    if (metadata.has("awsQueryCompatible")) {
      service.queryCompatible();
    }
    for (Map.Entry<String, JsonNode> shape : shapes.properties()) {
      if (shape.getValue().path("exception").asBoolean(false)) {
        service.error(error(shape.getKey()));
      }
    }
    model.required("operations").forEach(operation -> service.operation(operation(operation)));
    return service.build();
  }

  private List<Protocol> protocols(JsonNode metadata) {
    List<String> names = new ArrayList<>();
    names.add(metadata.required("protocol").asString());
    metadata.path("protocols").forEach(name -> names.add(name.asString()));
    List<Protocol> found = new ArrayList<>();
    for (String name : names) {
      found.add(
          switch (name) {
            case "json" ->
                metadata.required("jsonVersion").asString().equals("1.0")
                    ? Protocol.AWS_JSON_1_0
                    : Protocol.AWS_JSON_1_1;
            case "query" -> Protocol.AWS_QUERY;
            case "rest-json" -> Protocol.REST_JSON_1;
            case "smithy-rpc-v2-cbor" -> Protocol.RPC_V2_CBOR;
            default -> throw new IllegalArgumentException("Unknown protocol: " + name);
          });
    }
    found.addAll(selection.protocols());
    return found.stream().distinct().toList();
  }

  private void declare(String name, JsonNode shape) {
    schemas.put(name, Schema.declare(name, type(shape), traits.ofShape(shape)));
  }

  private static ShapeType type(JsonNode shape) {
    String type = shape.required("type").asString();
    return switch (type) {
      case "string", "character" -> ShapeType.STRING;
      case "integer" -> ShapeType.INTEGER;
      case "long" -> ShapeType.LONG;
      case "float" -> ShapeType.FLOAT;
      case "double" -> ShapeType.DOUBLE;
      case "bigdecimal" -> ShapeType.BIG_DECIMAL;
      case "boolean" -> ShapeType.BOOLEAN;
      case "blob" -> ShapeType.BLOB;
      case "timestamp" -> ShapeType.TIMESTAMP;
      case "list" -> ShapeType.LIST;
      case "map" -> ShapeType.MAP;
      case "structure" -> structureType(shape);
      default -> throw new IllegalArgumentException("Unknown shape type: " + type);
    };
  }

  private static ShapeType structureType(JsonNode shape) {
    if (shape.path("document").asBoolean(false)) {
      return ShapeType.DOCUMENT;
    }
    boolean union =
        shape.path("union").asBoolean(false) || shape.path("eventstream").asBoolean(false);
    return union ? ShapeType.UNION : ShapeType.STRUCTURE;
  }

  private void link(String name, JsonNode shape) {
    Schema schema = schema(name);
    switch (schema.type()) {
      case LIST -> schema.link(part("member", shape.required("member")));
      case MAP ->
          schema.link(part("key", shape.required("key")), part("value", shape.required("value")));
      case STRUCTURE, UNION -> {
        List<Member> members = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : shape.path("members").properties()) {
          members.add(
              Member.of(
                  member.getKey(),
                  target(member.getValue()),
                  traits.ofMember(shape, member.getKey(), member.getValue())));
        }
        schema.link(members.toArray(new Member[0]));
      }
      case BOOLEAN,
          BYTE,
          SHORT,
          INTEGER,
          LONG,
          FLOAT,
          DOUBLE,
          BIG_INTEGER,
          BIG_DECIMAL,
          STRING,
          BLOB,
          TIMESTAMP,
          DOCUMENT -> {}
    }
  }

  private Member part(String name, JsonNode reference) {
    return Member.of(name, target(reference), traits.ofPart(reference));
  }

  private Schema target(JsonNode reference) {
    return schema(reference.required("shape").asString());
  }

  private Schema schema(String name) {
    Schema schema = schemas.get(name);
    if (schema == null) {
      throw new IllegalArgumentException("Unknown shape: " + name);
    }
    return schema;
  }

  private OperationSchema operation(JsonNode operation) {
    JsonNode http = operation.required("http");
    Schema input = operation.has("input") ? target(operation.get("input")) : Unit.SCHEMA;
    Schema output = operation.has("output") ? target(operation.get("output")) : Unit.SCHEMA;
    List<ErrorSchema> errors = new ArrayList<>();
    operation.path("errors").forEach(name -> errors.add(error(name.asString())));
    return OperationSchema.of(
        operation.required("name").asString(),
        OperationSchema.Http.of(
            http.required("method").asString(),
            withMemberNames(http.required("requestUri").asString(), input),
            http.path("responseCode").asInt(200)),
        input,
        output,
        errors.toArray(new ErrorSchema[0]));
  }

  /// In c2j the labels of a path have the names that the members have on the wire; here they have
  /// the members' own.
  private String withMemberNames(String uri, Schema input) {
    String renamed = uri;
    for (Member member : input.members()) {
      String wireName =
          shapes
              .path(input.name())
              .path("members")
              .path(member.name())
              .path("locationName")
              .asString(member.name());
      renamed =
          renamed
              .replace('{' + wireName + '}', "{:" + member.name() + '}')
              .replace('{' + wireName + "+}", "{:" + member.name() + "+}");
    }
    return renamed.replace("{:", "{");
  }

  private ErrorSchema error(String name) {
    JsonNode shape = shapes.required(name);
    JsonNode error = shape.path("error");
    boolean server = shape.path("fault").asBoolean(false);
    return new ErrorSchema(
        schema(name),
        error.path("code").asString(name),
        error.path("httpStatusCode").asInt(server ? 500 : 400),
        server ? Fault.SERVER : Fault.CLIENT);
  }
}
