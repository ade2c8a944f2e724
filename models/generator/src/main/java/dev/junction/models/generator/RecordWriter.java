package dev.junction.models.generator;

import dev.junction.wire.eventstream.EventSource;
import dev.junction.wire.eventstream.EventStreamOutput;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.Shape;
import dev.junction.wire.schema.ShapeReader;
import dev.junction.wire.schema.ShapeType;
import dev.junction.wire.schema.ShapeWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes a structure or union as a record with a builder, a reader and a writer.
final class RecordWriter {

  /// One component of the record.
  private record Component(Member member, String name, String type, String constant) {
    boolean isAlwaysPresent() {
      return member.isRequired() || member.defaultValue() != null || isEventStream();
    }

    boolean isEventStream() {
      return JavaTypes.isEventStream(member);
    }
  }

  private final JavaTypes types;
  private final TraitWriter values;
  private final JavaFile file;
  private final String name;
  private final Schema schema;
  private final List<Component> components = new ArrayList<>();
  private final Service service;

  RecordWriter(Service service, Schema schema) {
    this.service = service;
    this.schema = schema;
    this.types = new JavaTypes(service);
    this.name = service.typeName(schema);
    this.file = new JavaFile(service.packageName(), name);
    this.values = new TraitWriter(file);
    Set<String> constants = new HashSet<>(Set.of("SCHEMA"));
    for (Member member : schema.members()) {
      String constant = Names.constant(member.name());
      while (service.isTypeName(constant) || !constants.add(constant)) {
        constant += "_MEMBER";
      }
      components.add(
          new Component(member, Names.component(member), types.of(member, file), constant));
    }
  }

  JavaFile write() {
    file.line("/// The " + kind() + " `" + schema.name() + "` of the model.");
    header();
    constants();
    factories();
    reader();
    writer();
    if (components.stream().anyMatch(component -> component.member().isSensitive())) {
      toText();
    }
    builder();
    return file.line("}");
  }

  private String kind() {
    return schema.type() == ShapeType.UNION ? "union" : "structure";
  }

  private void header() {
    String shape =
        file.use(EventStreamOutput.isOne(schema) ? EventStreamOutput.class : Shape.class);
    if (components.isEmpty()) {
      file.line("public record " + name + "() implements " + shape + " {").gap();
      return;
    }
    file.line("public record " + name + "(");
    for (int i = 0; i < components.size(); i++) {
      Component component = components.get(i);
      String end = i == components.size() - 1 ? ")" : ",";
      file.more(nullableType(component) + ' ' + component.name() + end);
    }
    file.more("implements " + shape + " {").gap();
    file.indent();
  }

  private String nullableType(Component component) {
    if (component.isAlwaysPresent()) {
      return component.type();
    }
    String nullable = "@" + file.use(Nullable.class);
    return component.type().equals("byte[]")
        ? "byte " + nullable + " []"
        : nullable + ' ' + component.type();
  }

  private void constants() {
    file.line(
        "public static final "
            + file.use(Schema.class)
            + " SCHEMA = "
            + service.reference(schema, file)
            + ';');
    for (int i = 0; i < components.size(); i++) {
      if (components.get(i).isEventStream()) {
        continue;
      }
      file.line(
          "private static final "
              + file.use(Member.class)
              + ' '
              + components.get(i).constant()
              + " = SCHEMA.member("
              + i
              + ");");
    }
    file.gap();
  }

  private void factories() {
    file.line("/// A builder without any member set.");
    file.line("public static Builder builder() {").line("return new Builder();").line("}").gap();
    file.line("/// A builder with the members of this value.");
    file.line("public Builder toBuilder() {").line("Builder builder = new Builder();");
    for (Component component : components) {
      file.line("builder." + component.name() + " = " + component.name() + ';');
    }
    file.line("return builder;").line("}").gap();
    file.line("@Override");
    file.line("public Schema schema() {").line("return SCHEMA;").line("}").gap();
    for (Component component : components) {
      if (component.isEventStream()) {
        file.line("@Override");
        file.line("public " + file.use(EventSource.class) + "<?> events() {");
        file.line("return " + component.name() + ';').line("}").gap();
      }
    }
  }

  private void reader() {
    String reader = file.use(ShapeReader.class);
    file.line("/// Reads a value, in which required members may still be missing.");
    file.line("public static " + name + " read(" + reader + " in) {");
    file.line("Builder builder = new Builder();");
    file.line("in.beginStructure(SCHEMA);");
    file.line("for (int member; (member = in.nextMember(SCHEMA)) >= 0; ) {");
    file.line("switch (member) {");
    for (int i = 0; i < components.size(); i++) {
      Component component = components.get(i);
      if (component.isEventStream()) {
        continue;
      }
      file.line(
          "case "
              + i
              + " -> builder."
              + component.name()
              + " = "
              + types.read(component.member(), component.constant(), file)
              + ';');
    }
    file.line("default -> in.skip();").line("}").line("}");
    file.line("return builder.unchecked();").line("}").gap();
  }

  private void writer() {
    file.line("@Override");
    file.line("public void writeMembers(" + file.use(ShapeWriter.class) + " out) {");
    for (Component component : components) {
      if (component.isEventStream()) {
        continue;
      }
      String filled = omitsEmptyList(component) ? " && !" + component.name() + ".isEmpty()" : "";
      file.line("if (" + component.name() + " != null" + filled + ") {");
      file.line(types.write(component.member(), component.constant(), component.name()));
      file.line("}");
    }
    file.line("}").gap();
  }

  private boolean omitsEmptyList(Component component) {
    return component.member().target().type() == ShapeType.LIST
        && service.selection().withoutEmptyLists().contains(schema.name());
  }

  private void toText() {
    file.line("@Override");
    file.line("public String toString() {");
    if (components.isEmpty()) {
      file.line("return \"" + name + "[]\";");
    } else {
      file.line("return \"" + name + "[\"");
      String separator = "";
      for (Component component : components) {
        String value = component.member().isSensitive() ? "\"***\"" : component.name();
        file.more("+ \"" + separator + component.name() + "=\" + " + value);
        separator = ", ";
      }
      file.more("+ ']';");
    }
    file.line("}").gap();
  }

  private void builder() {
    file.line("/// Collects the members of a [" + name + "].");
    file.line("public static final class Builder {").gap();
    for (Component component : components) {
      Object value = component.member().defaultValue();
      String initial = value == null ? "" : " = " + values.value(component.member(), value);
      file.line(
          "private "
              + (value == null ? builderType(component) : component.type())
              + ' '
              + component.name()
              + initial
              + ';');
    }
    file.gap().line("private Builder() {}").gap();
    for (Component component : components) {
      file.line("public Builder " + component.name() + '(' + nullableType(component) + " value) {");
      file.line("this." + component.name() + " = " + copy(component) + ';');
      file.line("return this;").line("}").gap();
    }
    file.line("/// The value; every member that is always present must have been set.");
    file.line("public " + name + " build() {");
    for (Component component : components) {
      if (component.isAlwaysPresent()) {
        file.line(
            file.use(Objects.class)
                + ".requireNonNull("
                + component.name()
                + ", \""
                + component.name()
                + "\");");
      }
    }
    file.line("return unchecked();").line("}").gap();
    file.line("private " + name + " unchecked() {");
    List<String> names = components.stream().map(Component::name).toList();
    file.line("return new " + name + '(' + String.join(", ", names) + ");");
    file.line("}").line("}");
  }

  private String builderType(Component component) {
    return nullableType(
        new Component(
            Member.of(component.member().name(), component.member().target()),
            component.name(),
            component.type(),
            component.constant()));
  }

  private String copy(Component component) {
    ShapeType type = component.member().type();
    if (type != ShapeType.LIST && type != ShapeType.MAP) {
      return "value";
    }
    return service.collectionsClass() + ".copy(value)";
  }
}
