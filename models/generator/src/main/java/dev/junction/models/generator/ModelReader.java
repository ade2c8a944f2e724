package dev.junction.models.generator;

import dev.junction.wire.schema.ServiceSchema;
import tools.jackson.databind.JsonNode;

/// Reads one service model of a certain format.
interface ModelReader {

  /// The whole service as the model describes it.
  ServiceSchema read();

  /// The reader for a model file of this name.
  static ModelReader of(ServiceSelection selection, JsonNode model) {
    return selection.model().endsWith(".smithy.json")
        ? new SmithyReader(selection, model)
        : new C2jReader(selection, model);
  }
}
