package dev.junction.models.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The program that the build of the models module runs: `Generate <models folder> <output
/// folder>`.
///
/// It writes only files whose content changed and deletes those that nothing asks for any more, so
/// that an unchanged model causes no compilation.
public final class Generate {

  private final JsonMapper json = JsonMapper.shared();
  private final Path models;
  private final Path output;
  private final Set<Path> written = new HashSet<>();

  private Generate(Path models, Path output) {
    this.models = models;
    this.output = output;
  }

  public static void main(String[] arguments) throws IOException {
    new Generate(Path.of(arguments[0]), Path.of(arguments[1])).run();
  }

  private void run() throws IOException {
    for (JsonNode entry : json.readTree(models.resolve("services.json"))) {
      ServiceSelection selection = ServiceSelection.read(entry);
      JsonNode model = json.readTree(models.resolve(selection.model()));
      Service service = new Service(selection, ModelReader.of(selection, model).read());
      write(service);
    }
    deleteStale();
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
    Path folder = output.resolve(service.packageName().replace('.', '/'));
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

  private void deleteStale() throws IOException {
    try (Stream<Path> files = Files.walk(output)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!written.contains(file)) {
          Files.delete(file);
        }
      }
    }
  }
}
