package dev.junction.schema.content;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether a text is a schema of the form that it is said to have.
///
/// The libraries behind it are loaded with the first schema; nothing that a schema refers to is
/// fetched. Threads: any.
public final class SchemaRules {

  private static final String DRAFT_4 = "http://json-schema.org/draft-04/schema";

  private SchemaRules() {}

  /// What is wrong with a schema; null when nothing is.
  public static @Nullable String fault(String content, boolean isOpenApi) {
    Map<String, @Nullable Object> document = Json.object(content);
    if (document == null) {
      return "A schema is a JSON object.";
    }
    return isOpenApi ? OpenApi.fault(content, document) : Draft4.fault(content, document);
  }

  private static final class OpenApi {

    static @Nullable String fault(String content, Map<String, @Nullable Object> document) {
      if (!(document.get("openapi") instanceof String version) || !version.startsWith("3.0")) {
        return "openapi must be 3.0 with a number behind it.";
      }
      ParseOptions options = new ParseOptions();
      options.setResolve(false);
      SwaggerParseResult result = new OpenAPIV3Parser().readContents(content, null, options);
      List<String> messages = result.getMessages();
      if (result.getOpenAPI() == null || (messages != null && !messages.isEmpty())) {
        return "No OpenAPI 3.0: " + (messages == null ? "" : String.join("; ", messages));
      }
      return null;
    }
  }

  private static final class Draft4 {

    private static final Schema RULES =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
            .getSchema(SchemaLocation.of(DRAFT_4));

    static @Nullable String fault(String content, Map<String, @Nullable Object> document) {
      if (!(document.get("$schema") instanceof String version) || !version.startsWith(DRAFT_4)) {
        return "$schema must be " + DRAFT_4 + "#.";
      }
      List<Error> errors = RULES.validate(content, InputFormat.JSON);
      return errors.isEmpty() ? null : "No JSON Schema of draft 4: " + errors.getFirst();
    }
  }
}
