package dev.junction.models.generator;

import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.ShapeReader;
import dev.junction.wire.schema.ShapeType;
import dev.junction.wire.schema.ShapeWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the class that reads, writes and copies a service's lists and maps.
final class CollectionsWriter {

  private final Service service;
  private final JavaTypes types;
  private final JavaFile file;

  CollectionsWriter(Service service) {
    this.service = service;
    this.types = new JavaTypes(service);
    this.file = new JavaFile(service.packageName(), service.collectionsClass());
  }

  JavaFile write() {
    file.line("/// Reads, writes and copies the lists and maps of the model.");
    file.line("final class " + file.className() + " {").gap();
    file.line("private " + file.className() + "() {}").gap();
    copies();
    for (Schema shape : service.collections()) {
      boolean list = shape.type() == ShapeType.LIST;
      Member item = list ? shape.element() : shape.value();
      String type = types.of(Member.of("value", shape), file);
      reader(shape, item, type);
      writer(shape, item, type);
    }
    return file.line("}");
  }

  private void copies() {
    String nullable = "@" + file.use(Nullable.class);
    String list = file.use(List.class);
    String map = file.use(Map.class);
    String wrap = "return value == null ? null : " + file.use(Collections.class);
    file.line("static <T> " + list + "<T> copy(" + nullable + ' ' + list + "<T> value) {");
    file.line(wrap + ".unmodifiableList(new " + file.use(ArrayList.class) + "<>(value));");
    file.line("}").gap();
    file.line(
        "static <T> " + map + "<String, T> copy(" + nullable + ' ' + map + "<String, T> value) {");
    file.line(wrap + ".unmodifiableMap(new " + file.use(LinkedHashMap.class) + "<>(value));");
    file.line("}").gap();
  }

  private void reader(Schema shape, Member item, String type) {
    boolean list = shape.type() == ShapeType.LIST;
    String name = service.typeName(shape);
    file.line(
        "static "
            + type
            + " read"
            + name
            + '('
            + file.use(ShapeReader.class)
            + " in, "
            + file.use(Member.class)
            + " member) {");
    file.line(
        file.use(Member.class)
            + " item = "
            + service.reference(shape, file)
            + (list ? ".element();" : ".value();"));
    String value = types.read(item, "item", file);
    if (shape.isSparse()) {
      value = "in.readNull() ? null : " + value;
    }
    if (list) {
      file.line(type + " values = new " + file.use(ArrayList.class) + "<>();");
      file.line("in.beginList(member);");
      file.line("while (in.nextElement(member)) {");
      file.line("values.add(" + value + ");");
    } else {
      file.line(type + " values = new " + file.use(LinkedHashMap.class) + "<>();");
      file.line("in.beginMap(member);");
      file.line("for (String key; (key = in.nextKey(member)) != null; ) {");
      file.line("values.put(key, " + value + ");");
    }
    file.line("}");
    file.line(
        "return "
            + file.use(Collections.class)
            + (list ? ".unmodifiableList(values);" : ".unmodifiableMap(values);"));
    file.line("}").gap();
  }

  private void writer(Schema shape, Member item, String type) {
    boolean list = shape.type() == ShapeType.LIST;
    String kind = list ? "List" : "Map";
    file.line(
        "static void write"
            + service.typeName(shape)
            + '('
            + file.use(ShapeWriter.class)
            + " out, "
            + file.use(Member.class)
            + " member, "
            + type
            + " values) {");
    file.line(
        "Member item = " + service.reference(shape, file) + (list ? ".element();" : ".value();"));
    file.line("out.begin" + kind + "(member, values.size());");
    String itemType = (shape.isSparse() ? "@Nullable " : "") + types.of(item, file);
    if (list) {
      file.line("for (" + itemType + " value : values) {");
    } else {
      file.line("for (Map.Entry<String, " + itemType + "> entry : values.entrySet()) {");
      file.line("out.writeKey(member, entry.getKey());");
      file.line(itemType + " value = entry.getValue();");
    }
    if (shape.isSparse()) {
      file.line("if (value == null) {").line("out.writeNull(item);").line("continue;").line("}");
    }
    file.line(types.write(item, "item", "value"));
    file.line("}");
    file.line("out.end" + kind + "(member);");
    file.line("}").gap();
  }
}
