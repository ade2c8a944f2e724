package dev.junction.models.generator;

import dev.junction.wire.schema.ServiceSchema.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One entry of the list of services: which model, and what is built of it. An entry without a
/// prefix gets no Java, only its place in the catalogue.
///
/// @param model the model's file name
/// @param name the service's name, which is also the last part of its package
/// @param prefix what the names of its classes start with; empty for a service that is not built
/// @param operations the operations to build; null for all
/// @param protocols protocols that the service speaks beside those of its model
/// @param xmlNamespace the XML namespace, for a model that does not have it; empty otherwise
/// @param withoutEmptyLists the structures that leave out lists without elements, required ones too
record ServiceSelection(
    String model,
    String name,
    String prefix,
    @Nullable List<String> operations,
    List<Protocol> protocols,
    String xmlNamespace,
    List<String> withoutEmptyLists) {

  static ServiceSelection read(JsonNode entry) {
    JsonNode operations = entry.path("operations");
    List<Protocol> protocols = new ArrayList<>();
    for (String protocol : texts(entry.path("protocols"))) {
      protocols.add(Protocol.valueOf(protocol.toUpperCase(Locale.ROOT)));
    }
    return new ServiceSelection(
        entry.required("model").asString(),
        entry.required("name").asString(),
        entry.path("prefix").asString(""),
        operations.isArray() ? texts(operations) : null,
        protocols,
        entry.path("xmlNamespace").asString(""),
        texts(entry.path("withoutEmptyLists")));
  }

  boolean isBuilt() {
    return !prefix.isEmpty();
  }

  boolean builds(String operation) {
    return operations == null || operations.contains(operation);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asString()));
    return texts;
  }
}
