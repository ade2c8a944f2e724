package dev.junction.models.generator;

import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.ShapeType;
import java.util.List;

/// Writes the class that holds a service's schemas.
///
/// All schemas are declared before any is linked, so they may refer to each other in any order.
/// Both happen in methods of a few dozen shapes each, because a class initialiser has a size limit.
final class SchemasWriter {

  private static final int SHAPES_PER_METHOD = 40;

  private final Service service;
  private final JavaFile file;
  private final TraitWriter traits;
  private final List<Schema> shapes;

  SchemasWriter(Service service) {
    this.service = service;
    this.file = new JavaFile(service.packageName(), service.schemasClass());
    this.traits = new TraitWriter(file);
    this.shapes = service.shapes().stream().filter(shape -> !Service.isPlain(shape)).toList();
  }

  JavaFile write() {
    file.line("/// The schemas of the model.");
    file.line("final class " + file.className() + " {").gap();
    file.use(Schema.class);
    for (Schema shape : shapes) {
      file.line("static Schema " + service.constantName(shape) + ';');
    }
    int methods = (shapes.size() + SHAPES_PER_METHOD - 1) / SHAPES_PER_METHOD;
    file.gap().line("static {");
    for (int i = 0; i < methods; i++) {
      file.line("declare" + i + "();");
    }
    for (int i = 0; i < methods; i++) {
      file.line("link" + i + "();");
    }
    file.line("}").gap();
    file.line("private " + file.className() + "() {}").gap();
    for (int i = 0; i < methods; i++) {
      List<Schema> part =
          shapes.subList(
              i * SHAPES_PER_METHOD, Math.min(shapes.size(), (i + 1) * SHAPES_PER_METHOD));
      file.line("private static void declare" + i + "() {");
      part.forEach(this::declare);
      file.line("}").gap();
      file.line("private static void link" + i + "() {");
      part.forEach(this::link);
      file.line("}").gap();
    }
    return file.line("}");
  }

  private static boolean hasMembers(Schema shape) {
    return shape.type().hasMembers()
        || shape.type() == ShapeType.LIST
        || shape.type() == ShapeType.MAP;
  }

  private void declare(Schema shape) {
    file.line(service.constantName(shape) + " =");
    file.more(
        "Schema."
            + (hasMembers(shape) ? "declare" : "simple")
            + '('
            + TraitWriter.text(shape.name())
            + ", "
            + file.use(ShapeType.class)
            + '.'
            + shape.type().name()
            + traits.arguments(shape.traits(), null)
            + ");");
  }

  private void link(Schema shape) {
    if (!hasMembers(shape)) {
      return;
    }
    if (shape.members().isEmpty()) {
      file.line(service.constantName(shape) + ".link();");
      return;
    }
    file.line(service.constantName(shape) + ".link(");
    int last = shape.members().size() - 1;
    for (Member member : shape.members()) {
      file.more(
          file.use(Member.class)
              + ".of("
              + TraitWriter.text(member.name())
              + ", "
              + target(member)
              + traits.arguments(member.traits(), member)
              + ')'
              + (member.index() == last ? ");" : ","));
    }
  }

  private String target(Member member) {
    return service.reference(member.target(), file).replace(file.className() + ".", "");
  }
}
