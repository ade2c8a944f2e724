package dev.junction.models.generator;

import dev.junction.models.generator.ServiceModel.ErrorModel;
import dev.junction.models.generator.ServiceModel.MemberModel;
import dev.junction.models.generator.ServiceModel.OperationModel;
import dev.junction.models.generator.ServiceModel.ShapeModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads a model in Smithy's JSON form. Source: Smithy 2.0, "JSON AST".
final class SmithyReader {

  private static final String XML_NAMESPACE = "http://queue.amazonaws.com/doc/2012-11-05/";

  private final JsonNode shapes;

  SmithyReader(JsonNode root) {
    this.shapes = root.get("shapes");
  }

  ServiceModel read() {
    Map<String, ShapeModel> read = new LinkedHashMap<>();
    List<OperationModel> operations = new ArrayList<>();
    String service = "";
    for (Map.Entry<String, JsonNode> entry : shapes.properties()) {
      String name = local(entry.getKey());
      JsonNode shape = entry.getValue();
      switch (shape.get("type").asString()) {
        case "service" -> service = entry.getKey();
        case "operation" -> operations.add(operation(name, shape));
        default -> read.put(name, shape(name, shape));
      }
    }
    operations.sort(Comparator.comparing(OperationModel::name));
    JsonNode node = shapes.get(service);
    JsonNode traits = node.get("traits");
    boolean queryCompatible = traits.has("aws.protocols#awsQueryCompatible");
    return new ServiceModel(
        traits.get("aws.auth#sigv4").get("name").asString(),
        local(service),
        traits.has("aws.protocols#awsJson1_0") ? "1.0" : "1.1",
        node.get("version").asString(),
        // The published model names no namespace any more since its main protocol is JSON.
        queryCompatible ? XML_NAMESPACE : null,
        queryCompatible,
        operations,
        read);
  }

  private static OperationModel operation(String name, JsonNode shape) {
    return new OperationModel(name, target(shape.get("input")), target(shape.get("output")));
  }

  private static @Nullable String target(@Nullable JsonNode reference) {
    if (reference == null) {
      return null;
    }
    String name = reference.get("target").asString();
    return name.equals("smithy.api#Unit") ? null : local(name);
  }

  private ShapeModel shape(String name, JsonNode shape) {
    String type = shape.get("type").asString();
    List<MemberModel> members = new ArrayList<>();
    switch (type) {
      case "structure", "union" -> {
        for (Map.Entry<String, JsonNode> member : shape.path("members").properties()) {
          members.add(member(member.getKey(), member.getValue()));
        }
      }
      case "list" -> members.add(member("member", shape.get("member")));
      case "map" -> {
        members.add(member("key", shape.get("key")));
        members.add(member("value", shape.get("value")));
      }
      default -> {}
    }
    return new ShapeModel(name, type, members, error(shape.path("traits")));
  }

  private MemberModel member(String name, JsonNode member) {
    JsonNode traits = member.path("traits");
    JsonNode xmlName = traits.get("smithy.api#xmlName");
    return new MemberModel(
        name,
        local(member.get("target").asString()),
        traits.has("smithy.api#required"),
        xmlName == null ? null : xmlName.asString(),
        traits.has("smithy.api#xmlFlattened"));
  }

  private static @Nullable ErrorModel error(JsonNode traits) {
    JsonNode error = traits.get("smithy.api#error");
    if (error == null) {
      return null;
    }
    boolean client = error.asString().equals("client");
    JsonNode query = traits.get("aws.protocols#awsQueryError");
    int status = traits.path("smithy.api#httpError").asInt(client ? 400 : 500);
    return new ErrorModel(query == null ? null : query.get("code").asString(), status, client);
  }

  private static String local(String id) {
    return id.substring(id.indexOf('#') + 1);
  }
}
