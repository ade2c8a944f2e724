package dev.junction.schema.binding;

import dev.junction.schema.content.Types;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A language that source text is made for. Source: EventBridge User Guide, "Code bindings", and
/// the names that the AWS CLI takes.
public enum Language {
  JAVA("Java8"),
  PYTHON("Python36"),
  TYPESCRIPT("TypeScript3"),
  GO("Go1");

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /// As the API calls it.
  public String code() {
    return code;
  }

  public static Optional<Language> of(String code) {
    for (Language language : values()) {
      if (language.code.equals(code)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }

  /// The source files for types, by path.
  ///
  /// @param place registry and schema
  public Map<String, String> files(Types types, Place place) {
    return switch (this) {
      case JAVA -> new JavaBinding(types, place).files();
      case PYTHON -> new PythonBinding(types, place).files();
      case TYPESCRIPT -> new TypeScriptBinding(types, place).files();
      case GO -> new GoBinding(types, place).files();
    };
  }

  /// Where the types come from.
  public record Place(String registry, String schema) {

    /// The two as parts of a path or package.
    ///
    /// @param reserved words that the language keeps for itself
    String path(String separator, Set<String> reserved) {
      return Identifiers.part(registry, reserved) + separator + Identifiers.part(schema, reserved);
    }
  }
}
