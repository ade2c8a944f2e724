package dev.junction.schema.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.schema.content.Types;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Source texts that are made for a schema with awkward names, lists, maps and a type that holds
/// itself.
final class CodeBindingTest {

  private static final String SCHEMA =
      """
      {"openapi": "3.0.0", "info": {"title": "Order", "version": "1"}, "paths": {},
       "components": {"schemas": {
         "AWSEvent": {"type": "object", "required": ["detail-type", "detail"], "properties": {
           "detail-type": {"type": "string"},
           "time": {"type": "string", "format": "date-time"},
           "detail": {"$ref": "#/components/schemas/Order"}}},
         "Order": {"type": "object", "required": ["id"], "properties": {
           "id": {"type": "string"}, "class": {"type": "string"}, "for": {"type": "boolean"},
           "1st": {"type": "number"}, "a-b": {"type": "integer"}, "a_b": {"type": "integer"},
           "quo\\"te": {"type": "string"},
           "lines": {"type": "array", "items": {"type": "object", "properties": {
             "count": {"type": "integer"}, "tags": {"type": "array",
               "items": {"type": "array", "items": {"type": "string"}}}}}},
           "prices": {"type": "object", "additionalProperties": {"type": "number"}},
           "parent": {"$ref": "#/components/schemas/Order"},
           "other": {}}}}}}
      """;

  private static final Types TYPES = Types.read(SCHEMA, true, "order");
  private static final Language.Place PLACE = new Language.Place("my.registry", "shop@Order");

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  private Path folder;

  private void write(Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.writeString(path, file.getValue());
    }
  }

  @Test
  void javaCompilesAndKeepsValues() throws Exception {
    Map<String, String> files = Language.JAVA.files(TYPES, PLACE);
    write(files);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments =
        new ArrayList<>(List.of("-d", folder.toString(), "--release", "8", "-Xlint:none"));
    files.keySet().forEach(file -> arguments.add(folder.resolve(file).toString()));
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
    Map<String, Object> line = Map.of("count", 2L, "tags", List.of(List.of("x")));
    Map<String, Object> order =
        Map.of(
            "id",
            "1",
            "class",
            "c",
            "a-b",
            1L,
            "a_b",
            2L,
            "lines",
            List.of(line),
            "prices",
            Map.of("eur", 1.5),
            "parent",
            Map.of("id", "0"));
    Map<String, Object> event =
        Map.of("detail-type", "Order", "time", "2026-01-02T03:04:05Z", "detail", order);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Class<?> type = loader.loadClass("schema.my_registry.shop_order.AWSEvent");
      Object made = type.getMethod("fromMap", Map.class).invoke(null, event);
      assertThat(type.getMethod("toMap").invoke(made)).isEqualTo(event);
    }
  }

  @Test
  void pythonCompilesAndKeepsValues() throws Exception {
    write(Language.PYTHON.files(TYPES, PLACE));
    Files.writeString(
        folder.resolve("try.py"),
        """
        from schema.my_registry.shop_order import AWSEvent
        event = {'detail-type': 'Order', 'detail': {'id': '1', 'class': 'c', 'a-b': 1, 'a_b': 2,
            'lines': [{'count': 2, 'tags': [['x']]}], 'prices': {'eur': 1.5},
            'parent': {'id': '0', 'lines': []}}}
        made = AWSEvent.from_dict(event)
        assert made.detail.parent.id == '0' and made.detail.lines[0].count == 2
        assert made.to_dict() == event, made.to_dict()
        """);
    Process python;
    try {
      python =
          new ProcessBuilder("python3", "try.py")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException _) {
      Assumptions.abort("python3 does not run on this machine");
      return;
    }
    String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(python.exitValue()).as(output).isZero();
  }

  /// The text that is expected was compiled with TypeScript 5.9, `--strict`.
  @Test
  void typeScriptIsWrittenAsItIsRead() {
    assertThat(Language.TYPESCRIPT.files(TYPES, PLACE))
        .containsOnlyKeys("schema/my_registry/shop_order/events.ts")
        .containsValue(
            """
            export interface AWSEvent {
              "detail-type": string;
              "time"?: string;
              "detail": Order;
            }

            export interface Order {
              "id": string;
              "class"?: string;
              "for"?: boolean;
              "1st"?: number;
              "a-b"?: number;
              "a_b"?: number;
              "quo\\"te"?: string;
              "lines"?: Array<OrderLinesItem>;
              "prices"?: Record<string, number>;
              "parent"?: Order;
              "other"?: any;
            }

            export interface OrderLinesItem {
              "count"?: number;
              "tags"?: Array<Array<string>>;
            }
            """);
  }

  /// The text that is expected was compiled with Go 1.19; it kept the values of a JSON text.
  @Test
  void goIsWrittenAsItIsRead() {
    assertThat(Language.GO.files(TYPES, PLACE))
        .containsOnlyKeys("schema/my_registry/shop_order/events.go")
        .containsValue(
            """
            package shop_order

            import "time"

            type AWSEvent struct {
            \tDetailType string `json:"detail-type"`
            \tTime *time.Time `json:"time,omitempty"`
            \tDetail *Order `json:"detail"`
            }

            type Order struct {
            \tId string `json:"id"`
            \tClass *string `json:"class,omitempty"`
            \tFor *bool `json:"for,omitempty"`
            \tN1st *float64 `json:"1st,omitempty"`
            \tAB *int64 `json:"a-b,omitempty"`
            \tAB2 *int64 `json:"a_b,omitempty"`
            \t// One member has a name that no tag can hold.
            \tLines []OrderLinesItem `json:"lines,omitempty"`
            \tPrices map[string]float64 `json:"prices,omitempty"`
            \tParent *Order `json:"parent,omitempty"`
            \tOther interface{} `json:"other,omitempty"`
            }

            type OrderLinesItem struct {
            \tCount *int64 `json:"count,omitempty"`
            \tTags [][]string `json:"tags,omitempty"`
            }
            """);
  }

  @Test
  void archivesAreTheSameForTheSameFiles() {
    assertThat(SourceArchive.of(Map.of("a", "1", "b", "2")))
        .isEqualTo(SourceArchive.of(Map.of("b", "2", "a", "1")));
  }
}
