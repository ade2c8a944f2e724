package dev.junction.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Sizes, names and comments of every Java file. Limits: STYLE.md.
final class TidyTest {

  private static final int FILE_LINES_MAX = 500;
  private static final int METHOD_LINES_MAX = 60;
  private static final int CONSTRUCTOR_PARAMETERS_MAX = 7;
  private static final int PACKAGE_FILES_MAX = 25;
  private static final int EXCEPTIONS_MAX = 10;
  private static final Pattern EMPTY_NAME =
      Pattern.compile("(Base|Abstract)[A-Z].*|.*(Manager|Helper|Utils?|Impl|Data|Info|V\\d)");
  private static final Pattern LEFTOVER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
  private static final Pattern SLEEP = Pattern.compile("\\bThread\\s*\\.\\s*sleep\\s*\\(");
  private static final Pattern JAVA_SERIALISATION =
      Pattern.compile("\\bObject(In|Out)putStream\\b");
  private static final Pattern BLOCK_COMMENT = Pattern.compile("^\\s*/\\*");

  private final List<String> findings = new ArrayList<>();
  private final Map<String, String> exceptions = new HashMap<>();
  private final TreeSet<String> usedExceptions = new TreeSet<>();

  @Test
  void everySourceFileKeepsTheRulesOfTheHouse() throws IOException {
    readExceptions();
    List<Path> files = SourceTree.javaFiles();
    assertThat(files).hasSizeGreaterThan(50);
    files.forEach(this::checkText);
    checkPackages(files);
    checkTrees(files);
    assertThat(findings).isEmpty();
    assertThat(usedExceptions).as("exceptions still needed").containsAll(exceptions.keySet());
    assertThat(exceptions).hasSizeLessThanOrEqualTo(EXCEPTIONS_MAX);
  }

  private void readExceptions() throws IOException {
    for (String line :
        Files.readAllLines(SourceTree.root().resolve("build-rules/tidy-exceptions.txt"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split("\\|", 2);
        assertThat(parts).as("an exception has a reason: %s", line).hasSize(2);
        exceptions.put(parts[0].strip(), parts[1].strip());
      }
    }
  }

  private void checkText(Path file) {
    List<String> lines = lines(file);
    if (lines.size() > FILE_LINES_MAX) {
      find(name(file), "has " + lines.size() + " lines, at most " + FILE_LINES_MAX);
    }
    boolean test = file.toString().contains("/src/test/");
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String where = name(file) + ":" + (i + 1);
      if (LEFTOVER.matcher(line).find()) {
        find(where, "leaves something to be done: build it or file it");
      }
      if (test && SLEEP.matcher(line).find()) {
        find(where, "sleeps in a test: await a condition or move the clock");
      }
      if (JAVA_SERIALISATION.matcher(line).find()) {
        find(where, "uses Java serialisation");
      }
      if (BLOCK_COMMENT.matcher(line).find()) {
        find(where, "has a block comment: use /// for documentation and // for the rest");
      }
    }
  }

  private void checkPackages(List<Path> files) {
    Map<Path, List<Path>> packages = new HashMap<>();
    for (Path file : files) {
      packages.computeIfAbsent(file.getParent(), _ -> new ArrayList<>()).add(file);
    }
    packages.forEach(
        (folder, members) -> {
          if (members.size() > PACKAGE_FILES_MAX) {
            find(name(folder), "has " + members.size() + " files, at most " + PACKAGE_FILES_MAX);
          }
          if (folder.toString().contains("/src/main/")
              && !Files.exists(folder.resolve("package-info.java"))) {
            find(name(folder), "has no package-info.java that says what it is");
          }
        });
  }

  private void checkTrees(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        unit.accept(new Checker(unit, positions), null);
      }
    }
  }

  private final class Checker extends TreeScanner<@Nullable Void, @Nullable Void> {

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final String file;
    private final List<String> lines;
    private int depth;

    Checker(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
      Path path = Path.of(unit.getSourceFile().toUri());
      this.file = name(path);
      this.lines = TidyTest.lines(path);
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      String simple = type.getSimpleName().toString();
      if (EMPTY_NAME.matcher(simple).matches()) {
        find(file, "names a type " + simple + ", which says nothing about what it is");
      }
      boolean open = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
      if (depth == 0 && open && file.contains("/src/main/") && !isDocumented(type)) {
        find(file, "has no /// comment that says what " + simple + " is");
      }
      depth++;
      super.visitClass(type, null);
      depth--;
      return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      int length = line(method, true) - line(method, false) + 1;
      String name = method.getName().toString();
      if (length > METHOD_LINES_MAX) {
        find(file + "#" + name, "has " + length + " lines, at most " + METHOD_LINES_MAX);
      }
      int parameters = method.getParameters().size();
      if (name.equals("<init>") && parameters > CONSTRUCTOR_PARAMETERS_MAX) {
        find(
            file + "#" + name,
            "takes " + parameters + " parameters, at most " + CONSTRUCTOR_PARAMETERS_MAX);
      }
      return super.visitMethod(method, null);
    }

    private boolean isDocumented(ClassTree type) {
      for (int i = line(type, false) - 2; i >= 0; i--) {
        String above = lines.get(i).strip();
        if (above.startsWith("///")) {
          return true;
        }
        if (!above.startsWith("@") && !above.isEmpty() && !above.startsWith("//")) {
          return false;
        }
      }
      return false;
    }

    private int line(Tree tree, boolean end) {
      long at = end ? positions.getEndPosition(unit, tree) : positions.getStartPosition(unit, tree);
      return at < 0 ? 0 : Math.toIntExact(unit.getLineMap().getLineNumber(at));
    }
  }

  private void find(String where, String what) {
    String key = where.replaceFirst(":\\d+$", "");
    if (exceptions.containsKey(key)) {
      usedExceptions.add(key);
    } else {
      findings.add(where + " " + what);
    }
  }

  private static String name(Path path) {
    return SourceTree.root().relativize(path).toString();
  }

  private static List<String> lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
