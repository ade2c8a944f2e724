package dev.junction.wire.codec.rest;

import dev.junction.wire.codec.PercentCoding;
import dev.junction.wire.schema.MalformedInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parameters of a query string by name, with all their values in order.
///
/// Limits: 10,000 parameters.
public final class QueryParameters {

  private static final int PARAMETERS_MAX = 10_000;

  private QueryParameters() {}

  /// The parameters of a query string that is still encoded.
  public static Map<String, List<String>> parse(@Nullable String query) {
    if (query == null || query.isEmpty()) {
      return Map.of();
    }
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    String[] parts = query.split("&", PARAMETERS_MAX + 1);
    if (parts.length > PARAMETERS_MAX) {
      throw new MalformedInput("There are more than " + PARAMETERS_MAX + " query parameters");
    }
    for (String part : parts) {
      if (!part.isEmpty()) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        String value = equals < 0 ? "" : part.substring(equals + 1);
        parameters
            .computeIfAbsent(PercentCoding.decodeForm(name), _ -> new ArrayList<>(1))
            .add(PercentCoding.decodeForm(value));
      }
    }
    return parameters;
  }
}
