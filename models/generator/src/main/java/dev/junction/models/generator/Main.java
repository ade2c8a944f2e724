package dev.junction.models.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Generates the sources of every service that is built.
///
/// Arguments: the folder of the models and the folder to write to.
public final class Main {

  /// A service that is built.
  ///
  /// @param operations the operations that are generated; empty for all
  private record Built(String file, String name, String prefix, Set<String> operations) {}

  private static final List<Built> SERVICES =
      List.of(
          new Built("sqs.smithy.json", "sqs", "Sqs", Set.of()),
          new Built(
              "sts.json",
              "sts",
              "Sts",
              Set.of("GetCallerIdentity", "GetSessionToken", "AssumeRole")));

  private Main() {}

  public static void main(String[] arguments) throws IOException {
    Path models = Path.of(arguments[0]);
    Path target = Path.of(arguments[1]);
    for (Built built : SERVICES) {
      JsonNode root = JsonMapper.shared().readTree(models.resolve(built.file()).toFile());
      ServiceModel model =
          root.has("smithy") ? new SmithyReader(root).read() : new C2jReader(root).read();
      generate(built, model, target);
    }
  }

  private static void generate(Built built, ServiceModel model, Path target) throws IOException {
    String packageName = "dev.junction.models." + built.name();
    Path folder = target.resolve(packageName.replace('.', '/'));
    Files.createDirectories(folder);
    JavaTypes types = new JavaTypes(model, built.prefix() + "Schemas");
    Set<String> reached = new TreeSet<>();
    for (ServiceModel.OperationModel operation : model.operations()) {
      if (built.operations().isEmpty() || built.operations().contains(operation.name())) {
        reach(model, types, operation.input(), reached);
        reach(model, types, operation.output(), reached);
      }
    }
    RecordWriter records = new RecordWriter(packageName, types);
    List<ServiceModel.ShapeModel> collections = new ArrayList<>();
    for (String name : reached) {
      ServiceModel.ShapeModel shape = model.shape(name);
      switch (shape.type()) {
        case "structure", "union" -> write(folder, JavaNames.type(name), records.write(shape));
        case "list", "map" -> collections.add(shape);
        default -> {}
      }
    }
    ServiceWriter service =
        new ServiceWriter(model, built.name(), built.prefix(), packageName, built.operations());
    write(folder, built.prefix() + "Api", service.api());
    write(folder, built.prefix() + "Service", service.service());
    write(folder, built.prefix() + "Errors", service.errors());
    write(folder, built.prefix() + "Schemas", service.schemas(collections, types));
    write(
        folder,
        "package-info",
        """
        /// Generated from the published model of `%s`.
        @NullMarked
        package %s;

        import org.jspecify.annotations.NullMarked;
        """
            .formatted(built.name(), packageName));
  }

  private static void reach(
      ServiceModel model,
      JavaTypes types,
      @org.jspecify.annotations.Nullable String name,
      Set<String> reached) {
    if (name == null || !model.shapes().containsKey(name) || !reached.add(name)) {
      return;
    }
    for (ServiceModel.MemberModel member : model.shape(name).members()) {
      reach(model, types, types.shape(member).name(), reached);
    }
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve(name + ".java");
    // Untouched when nothing changed, so that the compiler need not run again.
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.writeString(file, text);
    }
  }
}
