package dev.junction.models.generator;

import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.ServiceSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes the catalogue: what there is to know about services that are not built, so that their
/// operations can be told from operations that do not exist.
///
/// Shape: lines with fields between tabs. `services.tsv` has one line per service, the file of a
/// service one line per operation: its name and, where they are not `POST` and `/`, its method and
/// path.
final class CatalogueWriter {

  /// Where the catalogue lies among the resources.
  static final String FOLDER = "dev/junction/models/catalogue";

  private final StringBuilder services = new StringBuilder();
  private final Map<String, String> files = new LinkedHashMap<>();

  void add(ServiceSchema service) {
    String protocols =
        service.protocols().stream().map(Enum::name).collect(Collectors.joining(","));
    services.append(
        String.join(
            "\t",
            service.name(),
            service.signingName(),
            service.endpointPrefix(),
            service.targetPrefix(),
            service.apiVersion(),
            service.xmlNamespace(),
            service.isQueryCompatible() ? "query-compatible" : "",
            protocols));
    services.append('\n');
    StringBuilder operations = new StringBuilder();
    for (OperationSchema operation : service.operations()) {
      operations.append(operation.name());
      OperationSchema.Http http = operation.http();
      if (!http.equals(OperationSchema.Http.POST_ROOT)) {
        operations.append('\t').append(http.method()).append('\t').append(http.uri());
      }
      operations.append('\n');
    }
    files.put(service.name() + ".tsv", operations.toString());
  }

  /// The files and their contents.
  Map<String, String> files() {
    Map<String, String> all = new LinkedHashMap<>(files);
    all.put("services.tsv", services.toString());
    return all;
  }
}
