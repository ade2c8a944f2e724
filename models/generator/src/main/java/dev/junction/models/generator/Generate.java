package dev.junction.models.generator;

import dev.junction.wire.schema.ServiceSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The program that the build of the models module runs: `Generate <models folder> <folder for
/// sources> <folder for resources>`.
///
/// It writes only files whose content changed and deletes those that nothing asks for any more, so
/// that an unchanged model causes no compilation.
public final class Generate {

  private final JsonMapper json = JsonMapper.shared();
  private final Path models;
  private final Path sources;
  private final Path resources;
  private final Set<Path> written = new HashSet<>();

  private Generate(Path models, Path sources, Path resources) {
    this.models = models;
    this.sources = sources;
    this.resources = resources;
  }

  public static void main(String[] arguments) throws IOException {
    new Generate(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2])).run();
  }

  private void run() throws IOException {
    CatalogueWriter catalogue = new CatalogueWriter();
    for (JsonNode entry : json.readTree(models.resolve("services.json"))) {
      ServiceSelection selection = ServiceSelection.read(entry);
      JsonNode model = json.readTree(models.resolve(selection.model()));
      ServiceSchema schema = ModelReader.of(selection, model).read();
      if (selection.isBuilt()) {
        write(new Service(selection, schema));
      } else {
        catalogue.add(schema);
      }
    }
    Path folder = resources.resolve(CatalogueWriter.FOLDER);
    for (Map.Entry<String, String> file : catalogue.files().entrySet()) {
      writeIfChanged(folder.resolve(file.getKey()), file.getValue());
    }
    deleteStale(sources);
    deleteStale(resources);
  }

  private void write(Service service) throws IOException {
    List<JavaFile> files = new ArrayList<>();
    for (var structure : service.structures()) {
      files.add(new RecordWriter(service, structure).write());
    }
    for (var enumeration : service.enumerations()) {
      files.add(ServiceWriter.enumeration(service, enumeration));
    }
    files.add(new SchemasWriter(service).write());
    files.add(new CollectionsWriter(service).write());
    ServiceWriter writer = new ServiceWriter(service);
    files.add(writer.api());
    files.add(writer.errors());
    files.add(writer.table());
    Path folder = sources.resolve(service.packageName().replace('.', '/'));
    for (JavaFile file : files) {
      writeIfChanged(folder.resolve(file.className() + ".java"), file.text());
    }
    writeIfChanged(folder.resolve("package-info.java"), packageInfo(service));
  }

  private static String packageInfo(Service service) {
    return """
        /// The service model of `%s` as Java.
        @NullMarked
        package %s;

        import org.jspecify.annotations.NullMarked;
        """
        .formatted(service.schema().name(), service.packageName());
  }

  private void writeIfChanged(Path file, String text) throws IOException {
    written.add(file);
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }

  private void deleteStale(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!written.contains(file)) {
          Files.delete(file);
        }
      }
    }
  }
}
