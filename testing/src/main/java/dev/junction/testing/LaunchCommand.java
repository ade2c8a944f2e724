package dev.junction.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command line that starts the server, up to and including the name of its main class.
///
/// @param words the program and its arguments
public record LaunchCommand(List<String> words) {

  private static final String FROM_LAUNCHER = "junction.launch";

  public LaunchCommand {
    words = List.copyOf(words);
  }

  /// What `./junction` itself would run, when `./dev` has written that into the file that the
  /// property `junction.launch` names; else this JVM's class path, as tests of a build have it.
  public static LaunchCommand current() {
    String file = System.getProperty(FROM_LAUNCHER, "");
    return file.isEmpty() ? fromClassPath() : fromFile(Path.of(file));
  }

  private static LaunchCommand fromFile(Path file) {
    try {
      return new LaunchCommand(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LaunchCommand fromClassPath() {
    return java(
        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
        System.getProperty("java.class.path"),
        "dev.junction.server.Main");
  }

  /// A command that runs another main class on the JDK of this JVM.
  public static LaunchCommand java(List<String> flags, String classPath, String mainClass) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(flags);
    words.add("--enable-native-access=ALL-UNNAMED");
    words.add("--sun-misc-unsafe-memory-access=allow");
    words.add("-cp");
    words.add(classPath);
    words.add(mainClass);
    return new LaunchCommand(words);
  }

  /// Whether the start uses a cache of classes.
  public boolean hasClassCache() {
    return words.stream().anyMatch(LaunchCommand::isClassCache);
  }

  /// The same without the cache of classes.
  public LaunchCommand withoutClassCache() {
    return new LaunchCommand(words.stream().filter(word -> !isClassCache(word)).toList());
  }

  /// The same with a heap of so many megabytes at most; the process ends when it does not suffice.
  public LaunchCommand withHeap(int megabytes) {
    List<String> changed = new ArrayList<>(words);
    changed.removeIf(word -> word.startsWith("-Xmx") || word.startsWith("-XX:MaxRAM"));
    changed.addAll(1, List.of("-XX:+ExitOnOutOfMemoryError", "-Xmx" + megabytes + "m"));
    return new LaunchCommand(changed);
  }

  /// The same program, JVM flags and class path with another main class.
  public LaunchCommand withMain(String classPathInFront, String mainClass) {
    List<String> changed = new ArrayList<>(withoutClassCache().words());
    int classPath = changed.indexOf("-cp") + 1;
    changed.set(classPath, classPathInFront + ":" + changed.get(classPath));
    changed.set(changed.size() - 1, mainClass);
    return new LaunchCommand(changed);
  }

  private static boolean isClassCache(String word) {
    return word.startsWith("-XX:AOTCache=");
  }
}
