package dev.junction.models.generator;

import dev.junction.kernel.Outcome;
import dev.junction.kernel.ServiceError;
import dev.junction.wire.protocol.Call;
import dev.junction.wire.protocol.CommonErrors;
import dev.junction.wire.protocol.Operation;
import dev.junction.wire.protocol.OperationTable;
import dev.junction.wire.schema.ErrorSchema;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.ServiceSchema;
import dev.junction.wire.schema.Trait;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/// Writes what there is once per service: its interface, its errors and its table of operations.
final class ServiceWriter {

  private final Service service;
  private final JavaTypes types;

  ServiceWriter(Service service) {
    this.service = service;
    this.types = new JavaTypes(service);
  }

  /// The interface with one method per operation.
  JavaFile api() {
    JavaFile file = new JavaFile(service.packageName(), service.apiClass());
    file.line("/// The operations of `" + service.schema().name() + "` that are built.");
    file.line("///");
    file.line("/// An operation that an implementation leaves out answers that it is not built.");
    file.line("public interface " + file.className() + " {");
    for (OperationSchema operation : service.built()) {
      file.gap();
      file.line("/// The operation `" + operation.name() + "`.");
      file.line(
          "default "
              + file.use(CompletionStage.class)
              + '<'
              + file.use(Outcome.class)
              + '<'
              + types.of(Member.of("output", operation.output()), file)
              + ">> "
              + Names.method(operation.name())
              + "(");
      file.more(
          file.use(Call.class)
              + " call, "
              + types.of(Member.of("input", operation.input()), file)
              + " input) {");
      file.indent();
      file.line(
          "return "
              + file.use(CommonErrors.class)
              + ".answerNotImplemented("
              + TraitWriter.text(service.schema().name())
              + ", "
              + TraitWriter.text(operation.name())
              + ");");
      file.line("}");
    }
    return file.line("}");
  }

  /// The class with one factory per modelled error.
  JavaFile errors() {
    JavaFile file = new JavaFile(service.packageName(), service.errorsClass());
    String schema = file.use(ErrorSchema.class);
    String error = file.use(ServiceError.class);
    file.line("/// The errors of the model of `" + service.schema().name() + "`.");
    file.line("public final class " + file.className() + " {").gap();
    for (ErrorSchema each : service.errors()) {
      file.line("public static final " + schema + ' ' + Names.constant(each.code()) + " =");
      file.more(
          "new ErrorSchema("
              + service.reference(each.shape(), file)
              + ", "
              + TraitWriter.text(each.queryCode())
              + ", "
              + each.httpStatus()
              + ", ServiceError.Fault."
              + each.fault().name()
              + ");");
    }
    file.gap().line("private " + file.className() + "() {}");
    for (ErrorSchema each : service.errors()) {
      file.gap();
      factory(file, each, error, "", "");
      if (hasMoreThanMessage(each)) {
        file.gap();
        String map = file.use(Map.class);
        factory(file, each, error, ", " + map + "<String, Object> fields", ", fields");
      }
    }
    return file.line("}");
  }

  private static void factory(
      JavaFile file, ErrorSchema each, String error, String parameter, String argument) {
    file.line(
        "/// The error `"
            + each.code()
            + "` ("
            + each.httpStatus()
            + ')'
            + (argument.isEmpty() ? "." : " with more of its members."));
    file.line(
        "public static "
            + error
            + ' '
            + Names.method(each.code())
            + "(String message"
            + parameter
            + ") {");
    file.line("return " + Names.constant(each.code()) + ".with(message" + argument + ");");
    file.line("}");
  }

  private static boolean hasMoreThanMessage(ErrorSchema error) {
    return error.shape().members().stream()
        .anyMatch(member -> !member.name().toLowerCase(Locale.ROOT).equals("message"));
  }

  /// The class with the service's schema and its table of operations.
  JavaFile table() {
    JavaFile file = new JavaFile(service.packageName(), service.serviceClass());
    file.line("/// The table of operations of `" + service.schema().name() + "`.");
    file.line("public final class " + file.className() + " {").gap();
    for (OperationSchema operation : service.built()) {
      builtOperation(file, operation);
    }
    file.gap();
    serviceSchema(file);
    file.gap().line("private " + file.className() + "() {}").gap();
    file.line("/// The operations as the implementation carries them out.");
    file.line(
        "public static "
            + file.use(OperationTable.class)
            + " operations("
            + service.apiClass()
            + " api) {");
    file.line("return new OperationTable(");
    file.more("SCHEMA,");
    file.more(file.use(List.class) + ".of(");
    List<OperationSchema> built = service.built();
    for (int i = 0; i < built.size(); i++) {
      OperationSchema operation = built.get(i);
      String input = types.of(Member.of("input", operation.input()), file);
      file.more(
          "    new "
              + file.use(Operation.class)
              + "<>("
              + Names.constant(operation.name())
              + ", "
              + input
              + "::read, api::"
              + Names.method(operation.name())
              + (i == built.size() - 1 ? ")));" : "),"));
    }
    file.line("}").line("}");
    return file;
  }

  private void builtOperation(JavaFile file, OperationSchema operation) {
    file.line(
        "public static final "
            + file.use(OperationSchema.class)
            + ' '
            + Names.constant(operation.name())
            + " =");
    file.more("OperationSchema.of(");
    file.more("    " + TraitWriter.text(operation.name()) + ',');
    file.more("    " + http(operation) + ',');
    file.more("    " + service.reference(operation.input(), file) + ',');
    List<ErrorSchema> errors = operation.errors();
    file.more(
        "    " + service.reference(operation.output(), file) + (errors.isEmpty() ? ");" : ","));
    for (int i = 0; i < errors.size(); i++) {
      file.more(
          "    "
              + service.errorsClass()
              + '.'
              + Names.constant(errors.get(i).code())
              + (i == errors.size() - 1 ? ");" : ","));
    }
  }

  private static String http(OperationSchema operation) {
    OperationSchema.Http http = operation.http();
    if (http.equals(OperationSchema.Http.POST_ROOT)) {
      return "OperationSchema.Http.POST_ROOT";
    }
    return "OperationSchema.Http.of("
        + TraitWriter.text(http.method())
        + ", "
        + TraitWriter.text(http.uri().toString())
        + ", "
        + http.status()
        + ')';
  }

  private void serviceSchema(JavaFile file) {
    ServiceSchema schema = service.schema();
    file.line("public static final " + file.use(ServiceSchema.class) + " SCHEMA =");
    file.more("ServiceSchema.of(" + TraitWriter.text(schema.name()) + ')');
    setting(file, "namespace", schema.namespace());
    setting(file, "signingName", schema.signingName());
    setting(file, "endpointPrefix", schema.endpointPrefix());
    setting(file, "targetPrefix", schema.targetPrefix());
    setting(file, "apiVersion", schema.apiVersion());
    setting(file, "xmlNamespace", schema.xmlNamespace());
    if (schema.isQueryCompatible()) {
      file.more("    .queryCompatible()");
    }
    List<String> protocols =
        schema.protocols().stream().map(p -> "ServiceSchema.Protocol." + p.name()).toList();
    file.more("    .protocols(List.of(" + String.join(", ", protocols) + "))");
    for (OperationSchema operation : schema.operations()) {
      file.more(
          "    .operation("
              + (service.selection().builds(operation.name())
                  ? Names.constant(operation.name())
                  : "OperationSchema.unbuilt("
                      + TraitWriter.text(operation.name())
                      + ", "
                      + http(operation)
                      + ')')
              + ')');
    }
    for (ErrorSchema error : service.errors()) {
      file.more("    .error(" + service.errorsClass() + '.' + Names.constant(error.code()) + ')');
    }
    file.more("    .build();");
  }

  private static void setting(JavaFile file, String method, String value) {
    file.more("    ." + method + '(' + TraitWriter.text(value) + ')');
  }

  /// The constants of a string of which the model lists the values.
  static JavaFile enumeration(Service service, Schema shape) {
    JavaFile file = new JavaFile(service.packageName(), service.typeName(shape));
    Trait.Enumeration values = shape.trait(Trait.Enumeration.class);
    file.line("/// The values of `" + shape.name() + "` that the model lists.");
    file.line("public final class " + file.className() + " {").gap();
    Set<String> names = new HashSet<>();
    for (String value : values == null ? List.<String>of() : values.values()) {
      String name = Names.constant(value);
      while (!names.add(name)) {
        name += "_";
      }
      file.line("public static final String " + name + " = " + TraitWriter.text(value) + ';');
    }
    file.gap().line("private " + file.className() + "() {}");
    return file.line("}");
  }
}
