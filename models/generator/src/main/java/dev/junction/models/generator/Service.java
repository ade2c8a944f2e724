package dev.junction.models.generator;

import dev.junction.wire.schema.ErrorSchema;
import dev.junction.wire.schema.Member;
import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.Schema;
import dev.junction.wire.schema.ServiceSchema;
import dev.junction.wire.schema.ShapeType;
import dev.junction.wire.schema.Trait;
import dev.junction.wire.schema.Unit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The part of a service that Java is made of: the operations that the list asks for, and every
/// shape that they reach.
final class Service {

  private final ServiceSelection selection;
  private final ServiceSchema schema;
  private final List<Schema> shapes;
  private final Set<Schema> exchanged = new LinkedHashSet<>();
  private final UniqueNames typeNames;
  private final UniqueNames constantNames = new UniqueNames();

  Service(ServiceSelection selection, ServiceSchema schema) {
    this.selection = selection;
    this.schema = schema;
    for (OperationSchema operation : built()) {
      reach(operation.input(), exchanged);
      reach(operation.output(), exchanged);
    }
    Set<Schema> reached = new LinkedHashSet<>(exchanged);
    for (ErrorSchema error : errors()) {
      reach(error.shape(), reached);
    }
    this.shapes = new ArrayList<>(reached);
    this.shapes.sort(Comparator.comparing(Schema::name));
    this.typeNames =
        new UniqueNames(
            schemasClass(), collectionsClass(), errorsClass(), apiClass(), serviceClass());
  }

  private static void reach(Schema shape, Set<Schema> reached) {
    if (shape != Unit.SCHEMA && reached.add(shape)) {
      for (Member member : shape.members()) {
        reach(member.target(), reached);
      }
    }
  }

  ServiceSelection selection() {
    return selection;
  }

  ServiceSchema schema() {
    return schema;
  }

  String packageName() {
    return "dev.junction.models." + selection.name();
  }

  String schemasClass() {
    return selection.prefix() + "Schemas";
  }

  String collectionsClass() {
    return selection.prefix() + "Collections";
  }

  String errorsClass() {
    return selection.prefix() + "Errors";
  }

  String apiClass() {
    return selection.prefix() + "Api";
  }

  String serviceClass() {
    return selection.prefix() + "Service";
  }

  /// The operations to build.
  List<OperationSchema> built() {
    return schema.operations().stream().filter(o -> selection.builds(o.name())).toList();
  }

  /// The errors of the whole model, by name.
  List<ErrorSchema> errors() {
    return schema.errors().stream().sorted(Comparator.comparing(ErrorSchema::code)).toList();
  }

  /// Every shape that is reached, by name.
  List<Schema> shapes() {
    return shapes;
  }

  /// The shapes that become records: structures and unions that are more than errors.
  List<Schema> structures() {
    return shapes.stream()
        .filter(shape -> shape.type().hasMembers() && exchanged.contains(shape))
        .toList();
  }

  /// The lists and maps, of which [#collectionsClass] reads and writes each.
  List<Schema> collections() {
    return shapes.stream()
        .filter(shape -> shape.type() == ShapeType.LIST || shape.type() == ShapeType.MAP)
        .filter(exchanged::contains)
        .toList();
  }

  /// The strings of which the model lists the values.
  List<Schema> enumerations() {
    return shapes.stream().filter(shape -> shape.trait(Trait.Enumeration.class) != null).toList();
  }

  /// The name of the class of a structure or enum; also the last part of the names of the methods
  /// that read and write a list or map.
  String typeName(Schema shape) {
    return typeNames.of(shape, Names.type(shape));
  }

  /// Whether a class has this name.
  boolean isTypeName(String name) {
    return structures().stream().anyMatch(shape -> typeName(shape).equals(name));
  }

  /// The name of the field that holds a schema.
  String constantName(Schema shape) {
    return constantNames.of(shape, Names.constant(shape.name()));
  }

  /// Whether nothing is known of the shape but its type, so that it needs no schema of its own.
  static boolean isPlain(Schema shape) {
    return shape.members().isEmpty() && !shape.type().hasMembers() && shape.traits().isEmpty();
  }

  /// The expression that names a shape's schema in generated code.
  String reference(Schema shape, JavaFile file) {
    if (shape == Unit.SCHEMA) {
      return file.use(Unit.class) + ".SCHEMA";
    }
    if (isPlain(shape)) {
      return file.use(Schema.class) + '.' + shape.type().name();
    }
    return schemasClass() + '.' + constantName(shape);
  }
}
