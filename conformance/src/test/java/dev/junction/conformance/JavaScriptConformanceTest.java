package dev.junction.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.server.Junction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// SQS through the AWS SDK for JavaScript v3, which npm installs below `target` as the lock file
/// beside the script says.
///
/// Skipped with a line when there is no Node.js 20 or no npm, or when no registry answers.
final class JavaScriptConformanceTest {

  private static final Path SCRIPTS =
      Path.of(System.getProperty("junction.root", ".."), "conformance/src/test/javascript");
  private static final Path INSTALLED =
      Path.of(System.getProperty("junction.root", ".."), "conformance/target/javascript");

  /// How npm says that it reached no registry, as against a refusal or a wrong checksum.
  private static final Pattern UNREACHABLE =
      Pattern.compile(
          "\\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH"
              + "|ENOTCACHED|ERR_SOCKET_TIMEOUT|FETCH_ERROR|E50[234])\\b");

  @Test
  void theClientSendsReceivesAndSeesErrors() throws Exception {
    install();
    try (Junction junction = Junction.builder().ephemeral().port(0).start()) {
      Tool.Run run = Tool.of(junction, INSTALLED).run("node", "queue.mjs");
      assertThat(run.succeeded().output()).contains("well");
    }
  }

  private static void install() throws IOException, InterruptedException {
    Files.createDirectories(INSTALLED);
    for (String file : new String[] {"package.json", "package-lock.json", "queue.mjs"}) {
      Files.copy(
          SCRIPTS.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    Tool npm =
        new Tool(INSTALLED, Map.of())
            .assume("node", "-e", "process.exit(process.versions.node.split('.')[0] < 20 ? 1 : 0)")
            .assume("npm", "--version");
    Tool.Run installed =
        npm.run(
            "npm",
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--prefer-offline",
            "--fetch-retries=1",
            "--fetch-timeout=60000");
    Assumptions.assumeFalse(
        installed.exitCode() != 0 && UNREACHABLE.matcher(installed.output()).find(),
        "npm reaches no registry on this machine");
    installed.succeeded();
  }
}
