package dev.junction.models.generator;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A service model, whatever format it was published in.
///
/// @param signingName the name in the scope of signatures
/// @param targetPrefix what stands before the operation in `X-Amz-Target`, or null
/// @param jsonVersion the version of the JSON protocol
/// @param apiVersion the version of the API
/// @param xmlNamespace the namespace of the query protocol's XML, or null
/// @param queryCompatible whether JSON errors carry query codes
/// @param operations the operations in order of their names
/// @param shapes the shapes by name
record ServiceModel(
    String signingName,
    @Nullable String targetPrefix,
    String jsonVersion,
    String apiVersion,
    @Nullable String xmlNamespace,
    boolean queryCompatible,
    List<OperationModel> operations,
    Map<String, ShapeModel> shapes) {

  /// An operation; null stands for no input or output.
  record OperationModel(String name, @Nullable String input, @Nullable String output) {}

  /// A shape.
  ///
  /// @param type the sort of value, in the words of [dev.junction.models.generator.JavaTypes]
  /// @param members its members in order; the element of a list, key and value of a map
  /// @param error what kind of error it is, or null when it is none
  record ShapeModel(
      String name, String type, List<MemberModel> members, @Nullable ErrorModel error) {}

  /// A member.
  record MemberModel(
      String name, String target, boolean required, @Nullable String xmlName, boolean flattened) {}

  /// An error.
  record ErrorModel(@Nullable String queryCode, int httpStatus, boolean client) {}

  ShapeModel shape(String name) {
    ShapeModel shape = shapes.get(name);
    if (shape == null) {
      throw new IllegalArgumentException("The model has no shape " + name);
    }
    return shape;
  }
}
