package dev.junction.models.generator;

import dev.junction.models.generator.ServiceModel.ErrorModel;
import dev.junction.models.generator.ServiceModel.OperationModel;
import dev.junction.models.generator.ServiceModel.ShapeModel;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// Writes what a service has once: its API interface, its errors, its operation table and the
/// schemas of its lists and maps.
final class ServiceWriter {

  private final ServiceModel model;
  private final String name;
  private final String prefix;
  private final String packageName;
  private final Set<String> built;

  /// @param prefix what the names of the types begin with, as in `Sqs`
  /// @param built the operations that get records and a method; the others are only named
  ServiceWriter(
      ServiceModel model, String name, String prefix, String packageName, Set<String> built) {
    this.model = model;
    this.name = name;
    this.prefix = prefix;
    this.packageName = packageName;
    this.built = built;
  }

  private boolean isBuilt(OperationModel operation) {
    return built.isEmpty() || built.contains(operation.name());
  }

  String api() {
    StringBuilder out =
        new StringBuilder(
            """
            package %s;

            import dev.junction.kernel.Outcome;
            import dev.junction.wire.protocol.Call;
            import dev.junction.wire.protocol.Unbuilt;
            import dev.junction.wire.schema.Unit;
            import java.util.concurrent.CompletionStage;

            /// The operations of `%s`; one that is not overridden answers that it is not built.
            public interface %sApi {
            """
                .formatted(packageName, name, prefix));
    for (OperationModel operation : model.operations()) {
      if (isBuilt(operation)) {
        out.append(
            """

              default CompletionStage<Outcome<%s>> %s(Call call, %s input) {
                return Unbuilt.operation("%s", "%s");
              }
            """
                .formatted(
                    output(operation),
                    JavaNames.field(operation.name()),
                    input(operation),
                    name,
                    operation.name()));
      }
    }
    return out.append("}\n").toString();
  }

  String service() {
    StringBuilder out =
        new StringBuilder(
            """
            package %s;

            import dev.junction.wire.protocol.Operation;
            import dev.junction.wire.protocol.Service;
            import dev.junction.wire.protocol.Unbuilt;
            import dev.junction.wire.schema.Unit;
            import java.util.LinkedHashMap;
            import java.util.Map;

            /// The operation table of `%s`.
            public final class %sService {

              private %sService() {}

              /// The service with its operations bound to an implementation.
              public static Service of(%sApi api) {
                Map<String, Operation<?, ?>> operations = new LinkedHashMap<>();
            """
                .formatted(packageName, name, prefix, prefix, prefix));
    for (OperationModel operation : model.operations()) {
      if (isBuilt(operation)) {
        String read = operation.input() == null ? "in -> Unit.UNIT" : input(operation) + "::read";
        out.append(
            "    operations.put(\"%s\", new Operation<>(\"%s\", %s, api::%s));\n"
                .formatted(
                    operation.name(), operation.name(), read, JavaNames.field(operation.name())));
      } else {
        out.append(
            "    operations.put(\"%s\", Unbuilt.entry(\"%s\", \"%s\"));\n"
                .formatted(operation.name(), name, operation.name()));
      }
    }
    out.append(
        """
            return new Service(
                "%s", "%s", %s, "%s", "%s", %s, %s, operations);
          }
        }
        """
            .formatted(
                name,
                model.signingName(),
                literal(model.targetPrefix()),
                model.jsonVersion(),
                model.apiVersion(),
                literal(model.xmlNamespace()),
                model.queryCompatible()));
    return out.toString();
  }

  String errors() {
    StringBuilder out =
        new StringBuilder(
            """
            package %s;

            import dev.junction.kernel.ServiceError;
            import dev.junction.kernel.ServiceError.Fault;
            import java.util.Map;

            /// The errors in the model of `%s`.
            public final class %sErrors {

              private %sErrors() {}
            """
                .formatted(packageName, name, prefix, prefix));
    for (ShapeModel shape : new TreeMap<>(model.shapes()).values()) {
      ErrorModel error = shape.error();
      if (error != null) {
        out.append(
            """

              /// `%s`.
              public static ServiceError %s(String message) {
                return new ServiceError("%s", %s, %d, Fault.%s, message, Map.of());
              }
            """
                .formatted(
                    shape.name(),
                    JavaNames.field(shape.name()),
                    shape.name(),
                    literal(error.queryCode()),
                    error.httpStatus(),
                    error.client() ? "CLIENT" : "SERVER"));
      }
    }
    return out.append("}\n").toString();
  }

  String schemas(List<ShapeModel> collections, JavaTypes types) {
    StringBuilder out =
        new StringBuilder(
            """
            package %s;

            import dev.junction.wire.schema.Member;
            import dev.junction.wire.schema.Schema;

            /// The schemas of the lists and maps of `%s`.
            final class %sSchemas {

              private %sSchemas() {}
            """
                .formatted(packageName, name, prefix, prefix));
    for (ShapeModel shape : collections) {
      out.append("\n  static final Schema ").append(JavaTypes.constant(shape.name()));
      out.append(" =\n      Schema.").append(shape.type()).append("(\n          \"");
      out.append(shape.name()).append('"');
      for (int i = 0; i < shape.members().size(); i++) {
        out.append(",\n          ").append(types.member(shape.members().get(i), i));
      }
      out.append(");\n");
    }
    return out.append("}\n").toString();
  }

  private String output(OperationModel operation) {
    String output = operation.output();
    return output == null ? "Unit" : JavaNames.type(output);
  }

  private String input(OperationModel operation) {
    String input = operation.input();
    return input == null ? "Unit" : JavaNames.type(input);
  }

  private static String literal(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "null" : '"' + text + '"';
  }
}
