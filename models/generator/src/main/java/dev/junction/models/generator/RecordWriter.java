package dev.junction.models.generator;

import dev.junction.models.generator.ServiceModel.MemberModel;
import dev.junction.models.generator.ServiceModel.ShapeModel;
import java.util.List;

/// Writes one record with its schema, reader, writer and builder.
final class RecordWriter {

  private final String packageName;
  private final JavaTypes types;

  RecordWriter(String packageName, JavaTypes types) {
    this.packageName = packageName;
    this.types = types;
  }

  String write(ShapeModel shape) {
    String name = JavaNames.type(shape.name());
    List<MemberModel> members = shape.members();
    StringBuilder out = new StringBuilder();
    out.append(
        """
        package %s;

        import dev.junction.wire.schema.Member;
        import dev.junction.wire.schema.Schema;
        import dev.junction.wire.schema.ShapeReader;
        import dev.junction.wire.schema.ShapeWriter;
        import dev.junction.wire.schema.Structure;
        import java.time.Instant;
        import java.util.List;
        import java.util.Map;
        import org.jspecify.annotations.Nullable;

        /// `%s` of the service model.
        @SuppressWarnings("unused")
        public record %s(
        """
            .formatted(packageName, shape.name(), name));
    for (int i = 0; i < members.size(); i++) {
      MemberModel member = members.get(i);
      out.append("    ").append(component(member)).append(i + 1 < members.size() ? ",\n" : "");
    }
    out.append(")\n    implements Structure {\n\n");
    out.append("  public static final Schema SCHEMA =\n      Schema.structure(\n          \"");
    out.append(shape.name()).append('"');
    for (int i = 0; i < members.size(); i++) {
      out.append(",\n          ").append(types.member(members.get(i), i));
    }
    out.append(");\n\n");
    codec(out, name, members);
    builder(out, name, members);
    return out.append("}\n").toString();
  }

  private String component(MemberModel member) {
    String type = types.type(types.shape(member));
    String annotated = type.equals("byte[]") ? "byte @Nullable []" : "@Nullable " + type;
    return annotated + " " + JavaNames.field(member.name());
  }

  private void codec(StringBuilder out, String name, List<MemberModel> members) {
    out.append("  @Override\n  public Schema schema() {\n    return SCHEMA;\n  }\n\n");
    out.append("  public static ").append(name).append(" read(ShapeReader in) {\n");
    out.append("    Builder builder = new Builder();\n");
    out.append("    in.structure(SCHEMA, builder::read);\n    return builder.build();\n  }\n\n");
    out.append("  @Override\n  public void write(ShapeWriter out) {\n");
    for (int i = 0; i < members.size(); i++) {
      String field = JavaNames.field(members.get(i).name());
      out.append("    if (").append(field).append(" != null) {\n      ");
      out.append(
          types.write(types.shape(members.get(i)), "out", "SCHEMA.member(" + i + ")", field));
      out.append(";\n    }\n");
    }
    out.append("  }\n\n  public static Builder builder() {\n    return new Builder();\n  }\n\n");
  }

  private void builder(StringBuilder out, String name, List<MemberModel> members) {
    out.append("  /// Collects the members.\n  public static final class Builder {\n");
    for (MemberModel member : members) {
      out.append("    private ").append(component(member)).append(";\n");
    }
    out.append("\n    private Builder() {}\n\n");
    for (MemberModel member : members) {
      String field = JavaNames.field(member.name());
      String component = component(member);
      String type = component.substring(0, component.length() - field.length() - 1);
      out.append("    public Builder ").append(field).append("(").append(type);
      out.append(" value) {\n      ")
          .append(field)
          .append(" = value;\n      return this;\n    }\n\n");
    }
    out.append("    void read(Member member, ShapeReader in) {\n      switch (member.index()) {\n");
    for (int i = 0; i < members.size(); i++) {
      out.append("        case ").append(i).append(" -> ");
      out.append(JavaNames.field(members.get(i).name())).append(" = ");
      out.append(types.read(types.shape(members.get(i)), "in", "member")).append(";\n");
    }
    out.append("        default -> {}\n      }\n    }\n\n    public ").append(name);
    out.append(" build() {\n      return new ").append(name).append("(");
    out.append(
        String.join(", ", members.stream().map(member -> JavaNames.field(member.name())).toList()));
    out.append(");\n    }\n  }\n");
  }
}
