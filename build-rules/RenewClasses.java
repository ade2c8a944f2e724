import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Writes the classes of a jar anew in the format of Java 8 where they have an older one: the JDK
/// keeps none older than those of Java 6 in its cache (`-XX:AOTCache`), so that each start would
/// read and verify them again. What they do stays the same.
///
/// Usage: `java RenewClasses.java JAR ...`, with what the jars need on the class path. A jar without
/// old classes is left alone.
final class RenewClasses {

  private static final ClassFileVersion JAVA_8 = ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0);

  private RenewClasses() {}

  public static void main(String[] jars) throws IOException {
    for (String jar : jars) {
      renew(Path.of(jar));
    }
  }

  private static void renew(Path jar) throws IOException {
    Path renewed = jar.resolveSibling(jar.getFileName() + ".new");
    try {
      write(jar, renewed);
    } finally {
      Files.deleteIfExists(renewed);
    }
  }

  private static void write(Path jar, Path renewed) throws IOException {
    boolean differs = false;
    try (ZipFile in = new ZipFile(jar.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(renewed))) {
      for (ZipEntry entry : Collections.list(in.entries())) {
        byte[] bytes = in.getInputStream(entry).readAllBytes();
        byte[] modern = entry.getName().endsWith(".class") ? renewed(bytes) : bytes;
        differs |= modern != bytes;
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(modern);
      }
    }
    if (differs) {
      Files.move(renewed, jar, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static byte[] renewed(byte[] bytes) {
    ClassFile format =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofClassLoading(RenewClasses.class.getClassLoader())));
    ClassModel old = format.parse(bytes);
    return old.majorVersion() >= ClassFile.JAVA_8_VERSION
        ? bytes
        : format.transformClass(
            old,
            ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                .andThen(
                    (builder, element) ->
                        builder.with(element instanceof ClassFileVersion ? JAVA_8 : element)));
  }
}
