package dev.junction.models.generator;

import dev.junction.models.generator.ServiceModel.ErrorModel;
import dev.junction.models.generator.ServiceModel.MemberModel;
import dev.junction.models.generator.ServiceModel.OperationModel;
import dev.junction.models.generator.ServiceModel.ShapeModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads a model in the C2J form that the AWS SDKs carry.
final class C2jReader {

  private final JsonNode root;

  C2jReader(JsonNode root) {
    this.root = root;
  }

  ServiceModel read() {
    JsonNode metadata = root.get("metadata");
    Map<String, ShapeModel> shapes = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> shape : root.get("shapes").properties()) {
      shapes.put(shape.getKey(), shape(shape.getKey(), shape.getValue()));
    }
    List<OperationModel> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> operation : root.get("operations").properties()) {
      operations.add(
          new OperationModel(
              operation.getKey(),
              shapeName(operation.getValue().get("input")),
              shapeName(operation.getValue().get("output"))));
    }
    String endpoint = metadata.get("endpointPrefix").asString();
    return new ServiceModel(
        metadata.path("signingName").asString(endpoint),
        text(metadata.get("targetPrefix")),
        metadata.path("jsonVersion").asString("1.1"),
        metadata.get("apiVersion").asString(),
        text(metadata.get("xmlNamespace")),
        metadata.has("awsQueryCompatible"),
        operations,
        shapes);
  }

  private static ShapeModel shape(String name, JsonNode shape) {
    String type = shape.get("type").asString();
    List<MemberModel> members = new ArrayList<>();
    boolean flattened = shape.path("flattened").asBoolean(false);
    switch (type) {
      case "structure" -> {
        List<String> required = new ArrayList<>();
        shape.path("required").forEach(each -> required.add(each.asString()));
        for (Map.Entry<String, JsonNode> member : shape.path("members").properties()) {
          String key = member.getKey();
          members.add(member(key, member.getValue(), required.contains(key)));
        }
      }
      case "list" -> members.add(member("member", shape.get("member"), false));
      case "map" -> {
        members.add(member("key", shape.get("key"), false));
        members.add(member("value", shape.get("value"), false));
      }
      default -> {}
    }
    if (flattened) {
      throw new IllegalArgumentException(name + ": flattened shapes are not read yet");
    }
    return new ShapeModel(name, type, members, error(name, shape));
  }

  private static MemberModel member(String name, JsonNode member, boolean required) {
    return new MemberModel(
        name,
        member.get("shape").asString(),
        required,
        text(member.get("locationName")),
        member.path("flattened").asBoolean(false));
  }

  private static @Nullable ErrorModel error(String name, JsonNode shape) {
    if (!shape.path("exception").asBoolean(false)) {
      return null;
    }
    JsonNode error = shape.path("error");
    boolean client = error.path("senderFault").asBoolean(!shape.path("fault").asBoolean(false));
    String code = error.path("code").asString(name);
    int status = error.path("httpStatusCode").asInt(client ? 400 : 500);
    return new ErrorModel(code, status, client);
  }

  private static @Nullable String shapeName(@Nullable JsonNode reference) {
    return reference == null ? null : reference.get("shape").asString();
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    return node == null ? null : node.asString();
  }
}
