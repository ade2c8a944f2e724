package dev.junction.wire.protocol;

import dev.junction.wire.schema.OperationSchema;
import dev.junction.wire.schema.ServiceSchema;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Which operations of a service an implementation carries out; the source of the coverage tables
/// in the documentation.
///
/// @param service the service's name
/// @param rows one row per operation of the model, in the model's order
public record OperationCoverage(String service, List<Row> rows) {

  /// One operation.
  ///
  /// @param carriedOut false when a call is answered with "not implemented"
  public record Row(String operation, boolean carriedOut) {}

  /// The coverage of an implementation: an operation whose method it leaves to the interface's
  /// default is not carried out.
  ///
  /// @param api the service's generated interface
  public static <A> OperationCoverage of(
      ServiceSchema service, Class<A> api, Class<? extends A> implementation) {
    List<Row> rows = new ArrayList<>();
    for (OperationSchema operation : service.operations()) {
      rows.add(new Row(operation.name(), isCarriedOut(operation, api, implementation)));
    }
    return new OperationCoverage(service.name(), List.copyOf(rows));
  }

  private static boolean isCarriedOut(
      OperationSchema operation, Class<?> api, Class<?> implementation) {
    for (Method method : api.getDeclaredMethods()) {
      if (method.isDefault() && isMethodOf(method, operation)) {
        return overrides(implementation, method);
      }
    }
    return false;
  }

  /// The generator names methods like their operations, but with a small first letter; a keyword
  /// gets `Operation` behind it.
  private static boolean isMethodOf(Method method, OperationSchema operation) {
    String name = method.getName().toLowerCase(Locale.ROOT);
    String wanted = operation.name().toLowerCase(Locale.ROOT);
    return name.equals(wanted) || name.equals(wanted + "operation");
  }

  private static boolean overrides(Class<?> implementation, Method method) {
    try {
      Method found = implementation.getMethod(method.getName(), method.getParameterTypes());
      return !found.getDeclaringClass().equals(method.getDeclaringClass());
    } catch (NoSuchMethodException impossible) {
      throw new IllegalArgumentException(
          implementation + " does not implement " + method, impossible);
    }
  }

  /// How many operations are carried out.
  public long carriedOut() {
    return rows.stream().filter(Row::carriedOut).count();
  }

  /// The table of the documentation, in Markdown.
  public String table() {
    StringBuilder table = new StringBuilder("| operation | built |\n|---|---|\n");
    for (Row row : rows) {
      String built = row.carriedOut() ? "yes" : "no";
      table.append("| ").append(row.operation()).append(" | ").append(built).append(" |\n");
    }
    return table.toString();
  }
}
