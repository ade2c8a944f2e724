package dev.junction.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The project's own Java sources, without anything that a build made.
final class SourceTree {

  private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules", "data");

  private SourceTree() {}

  static Path root() {
    Path root = Path.of(System.getProperty("junction.root", "..")).toAbsolutePath().normalize();
    if (!Files.isRegularFile(root.resolve("STYLE.md"))) {
      throw new IllegalStateException("Not the root of the sources: " + root);
    }
    return root;
  }

  static List<Path> javaFiles() {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          root(),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return NOT_OURS.contains(folder.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.toString().endsWith(".java")) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }
}
