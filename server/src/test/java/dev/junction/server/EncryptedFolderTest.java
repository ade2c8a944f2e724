package dev.junction.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A data folder with `storage.encryption.key-file`: what can be read in it, and which key opens
/// it.
final class EncryptedFolderTest {

  // Without repetitions, so that what compresses a table leaves them as they are.
  private static final String BODY = "bWq7xJc0RzKpYv3HsLdTfG9mNeUiAo";
  private static final String VALUE = "4PkZtQhVyXg2MwSrBjD8ClEuFnO6aI";
  private static final String SEND =
      ",\"MessageBody\":\""
          + BODY
          + "\",\"MessageAttributes\":{\"a\":{\"DataType\":\"String\",\"StringValue\":\""
          + VALUE
          + "\"}}";

  @TempDir Path parent;
  private Path folder = Path.of("");
  private Path key = Path.of("");

  @BeforeEach
  void makeKey() throws IOException {
    folder = parent.resolve("data");
    key = Files.writeString(parent.resolve("key"), "a7".repeat(32) + "\n");
  }

  @Test
  void whatWasSentComesBackAndIsNowhereToBeRead() throws Exception {
    try (RunningJunction running = new RunningJunction(folder, key)) {
      running.sqs("CreateQueue", "{\"QueueName\":\"kept\"}");
      running.sqs("SendMessage", onQueue(running, SEND));
      assertThat(filesWith(BODY)).isEmpty();
    }
    assertThat(filesWith(BODY)).isEmpty();
    assertThat(filesWith(VALUE)).isEmpty();
    try (RunningJunction running = new RunningJunction(folder, key)) {
      assertThat(running.sqs("ReceiveMessage", onQueue(running, ""))).contains(BODY);
    }
    assertThat(filesWith(BODY)).isEmpty();
  }

  /// The control of the test above.
  @Test
  void withoutAKeyABodyIsReadInJournalAndState() throws Exception {
    try (RunningJunction running = new RunningJunction(folder)) {
      running.sqs("CreateQueue", "{\"QueueName\":\"kept\"}");
      running.sqs("SendMessage", onQueue(running, SEND));
    }
    assertThat(filesWith(BODY))
        .anyMatch(name -> name.startsWith("journal/"))
        .anyMatch(name -> name.startsWith("state/"));
    assertThat(filesWith(VALUE)).isNotEmpty();
  }

  @Test
  void theKeyDecidesWhetherItStarts() throws IOException {
    new RunningJunction(folder, key).close();
    Path another = Files.writeString(parent.resolve("another"), "b8".repeat(32));

    assertThatThrownBy(() -> new RunningJunction(folder))
        .satisfies(
            fault ->
                assertThat(Faults.explain(fault))
                    .startsWith("The data folder " + folder + " is encrypted"));
    assertThatThrownBy(() -> new RunningJunction(folder, another))
        .satisfies(
            fault -> assertThat(Faults.explain(fault)).startsWith("The key that was given does"));
    assertThatThrownBy(() -> new RunningJunction(folder, parent.resolve("none")))
        .satisfies(fault -> assertThat(Faults.explain(fault)).startsWith("The key file " + parent));
    new RunningJunction(folder, key).close();
  }

  @Test
  void aFolderThatWasMadeWithoutAKeyIsRefusedWithOne() {
    new RunningJunction(folder).close();

    assertThatThrownBy(() -> new RunningJunction(folder, key))
        .satisfies(
            fault ->
                assertThat(Faults.explain(fault))
                    .startsWith("The data folder " + folder + " was made without encryption"));
    new RunningJunction(folder).close();
  }

  @Test
  void verifyOpensEveryBatchWithTheKey() throws Exception {
    try (RunningJunction running = new RunningJunction(folder, key)) {
      running.sqs("CreateQueue", "{\"QueueName\":\"kept\"}");
    }
    StringWriter said = new StringWriter();

    assertThat(run(said, "verify", "--key-file", key.toString(), folder.toString())).isZero();
    assertThat(said.toString())
        .contains("The journal is sound.")
        .contains("Every batch opens with the key.");
    assertThat(run(said, "verify", folder.toString())).isEqualTo(1);
    assertThat(said.toString()).contains("is encrypted").contains("--key-file for junction verify");
    Path another = Files.writeString(parent.resolve("another"), "b8".repeat(32));
    assertThat(run(said, "verify", "--key-file", another.toString(), folder.toString()))
        .isEqualTo(1);
    assertThat(said.toString()).contains("The key that was given does not open the data folder");
  }

  @Test
  void rekeyHasAnotherKeyOpenTheFolder() throws Exception {
    try (RunningJunction running = new RunningJunction(folder, key)) {
      running.sqs("CreateQueue", "{\"QueueName\":\"kept\"}");
      running.sqs("SendMessage", onQueue(running, SEND));
    }
    Path another = Files.writeString(parent.resolve("another"), "b8".repeat(32));
    StringWriter said = new StringWriter();
    String[] change = {
      "rekey", "--key-file", key.toString(), "--new-key-file", another.toString(), folder.toString()
    };

    assertThat(run(said, change)).as(said.toString()).isZero();
    assertThat(run(said, change)).as("with a key that no longer opens it").isEqualTo(1);
    assertThatThrownBy(() -> new RunningJunction(folder, key))
        .hasMessageContaining("The key that was given does not open");
    try (RunningJunction running = new RunningJunction(folder, another)) {
      assertThat(running.sqs("ReceiveMessage", onQueue(running, ""))).contains(BODY);
    }
  }

  private static int run(StringWriter said, String... arguments) {
    PrintWriter out = new PrintWriter(said, true);
    return Main.commandLine().setOut(out).setErr(out).execute(arguments);
  }

  private static String onQueue(RunningJunction running, String more) {
    return "{\"QueueUrl\":\"" + running.endpoint() + "/000000000000/kept\"" + more + "}";
  }

  private List<String> filesWith(String text) throws IOException {
    return filesWith(folder, text);
  }

  /// The files of a folder that hold a text.
  static List<String> filesWith(Path folder, String text) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), ISO_8859_1).contains(text)) {
          found.add(folder.relativize(file).toString());
        }
      }
    }
    return found;
  }
}
