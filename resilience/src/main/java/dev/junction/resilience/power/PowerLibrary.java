package dev.junction.resilience.power;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The library that writes down what a process does to its files, compiled from `powerloss.c` by
/// the C compiler of this machine.
public final class PowerLibrary {

  private static final String SOURCE = "powerloss.c";

  private PowerLibrary() {}

  /// Compiles it into a new folder; nothing where there is no Linux or no C compiler.
  public static Optional<Path> compile() throws IOException, InterruptedException {
    if (!System.getProperty("os.name").equals("Linux") || run(List.of("cc", "--version")) != 0) {
      System.out.println(
          "Power losses are not played here: that needs Linux and a C compiler (cc).");
      return Optional.empty();
    }
    Path folder = Files.createTempDirectory("junction-powerloss");
    Path source = folder.resolve(SOURCE);
    Path library = folder.resolve("powerloss.so");
    try (InputStream in = PowerLibrary.class.getResourceAsStream("/" + SOURCE)) {
      if (in == null) {
        throw new IOException(SOURCE + " is not on the class path");
      }
      Files.copy(in, source);
    }
    int code =
        run(
            List.of(
                "cc",
                "-O2",
                "-Wall",
                "-Werror",
                "-fvisibility=hidden",
                "-shared",
                "-fPIC",
                "-o",
                library.toString(),
                source.toString(),
                "-lpthread",
                "-ldl"));
    if (code != 0) {
      throw new IOException("cc could not compile " + source);
    }
    return Optional.of(library);
  }

  private static int run(List<String> command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start()
          .waitFor();
    } catch (IOException _) {
      return -1;
    }
  }
}
