package dev.junction.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.server.Junction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// A program of the machine that is driven as a person would.
public final class Tool {

  /// What a run printed.
  public record Run(int exitCode, String output) {

    public Run succeeded() {
      assertThat(exitCode).as(output).isZero();
      return this;
    }
  }

  private final Path folder;
  private final Map<String, String> environment;

  Tool(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.environment = environment;
  }

  /// A tool that sees a server as if it were the real thing.
  public static Tool of(Junction junction, Path folder) {
    return new Tool(
        folder,
        Map.of(
            "AWS_ENDPOINT_URL", junction.endpoint().toString(),
            "AWS_ACCESS_KEY_ID", "test",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "AWS_DEFAULT_REGION", "eu-central-1",
            "AWS_REGION", "eu-central-1",
            "AWS_EC2_METADATA_DISABLED", "true",
            // Terraform and its provider live for seconds: to collect garbage is not worth it.
            "GOGC", "400",
            "AWS_PAGER", ""));
  }

  /// Skips the test with a line when the program does not run here.
  public Tool assume(String... command) {
    boolean there;
    try {
      there = run(command).exitCode() == 0;
    } catch (IOException | InterruptedException _) {
      there = false;
    }
    Assumptions.assumeTrue(there, String.join(" ", command) + " does not run on this machine");
    return this;
  }

  /// Starts a program that goes on until it is ended.
  ///
  /// @param more what its environment has besides
  public Process start(Map<String, String> more, List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(command))
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().putAll(more);
    Process process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  public Run run(String... command) throws IOException, InterruptedException {
    return run(List.of(command));
  }

  public Run run(List<String> command) throws IOException, InterruptedException {
    Process process = start(Map.of(), command);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).as(output).isTrue();
    return new Run(process.exitValue(), output);
  }
}
