package dev.junction.schema.binding;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.junction.schema.content.Json;
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
import org.assertj.core.api.InstanceOfAssertFactories;
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

  /// Types that are called as what Java and Python have themselves, members that are hard to write.
  private static final String UNFRIENDLY =
      """
      {"openapi": "3.0.0", "info": {"title": "Order", "version": "1"}, "paths": {},
       "components": {"schemas": {
         "AWSEvent": {"type": "object", "properties": {
           "map": {"$ref": "#/components/schemas/Map"},
           "list": {"type": "array", "items": {"$ref": "#/components/schemas/List"}},
           "all": {"type": "object", "additionalProperties": {
             "$ref": "#/components/schemas/Object"}}}},
         "Map": {"type": "object", "properties": {
           "value": {"$ref": "#/components/schemas/Number"},
           "made": {"$ref": "#/components/schemas/ArrayList"},
           "map": {"$ref": "#/components/schemas/LinkedHashMap"},
           "java": {"$ref": "#/components/schemas/String"},
           "self": {"$ref": "#/components/schemas/Function"},
           "values": {"$ref": "#/components/schemas/OffsetDateTime"},
           "cls": {"$ref": "#/components/schemas/Iterable"},
           "v0": {"$ref": "#/components/schemas/BindingValues"}}},
         "List": {"type": "object", "properties": {
           "new\\nline": {"type": "string"}, "re\\rturn": {"type": "string"},
           "t\\tab": {"type": "string"}, "n\\u0000ull": {"type": "string"},
           "quo\\"te": {"type": "string"}, "back\\\\slash": {"type": "string"},
           "\\\\u0041": {"type": "string"}, "ünï": {"type": "string"},
           "😀": {"type": "string"}, "class": {"type": "string"}, "Class": {"type": "string"},
           "import": {"type": "string"}, "None": {"type": "string"}, "*/": {"type": "string"},
           "flag": {"type": "boolean"}, "time": {"type": "string", "format": "date-time"}}},
         "Object": {"type": "object", "properties": {"v": {"type": "integer"}}},
         "Number": {"type": "object", "properties": {"v": {"type": "number"}}},
         "ArrayList": {"type": "object", "properties": {"v": {"type": "string"}}},
         "LinkedHashMap": {"type": "object", "properties": {"v": {"type": "string"}}},
         "String": {"type": "object", "properties": {"v": {"type": "string"}}},
         "Function": {"type": "object", "properties": {"v": {"type": "string"}}},
         "OffsetDateTime": {"type": "object", "properties": {"v": {"type": "string"}}},
         "Iterable": {"type": "object", "properties": {"v": {"type": "string"}}},
         "BindingValues": {"type": "object", "properties": {"v": {"type": "string"}}}}}}
      """;

  /// In JSON, which is also Python.
  private static final String UNFRIENDLY_EVENT =
      """
      {"map": {"value": {}, "made": {"v": "a"}, "map": {"v": "b"}, "java": {"v": "c"},
          "self": {"v": "d"}, "values": {"v": "e"}, "cls": {"v": "f"}, "v0": {"v": "g"}},
       "list": [{"new\\nline": "1", "re\\rturn": "2", "t\\tab": "3", "n\\u0000ull": "4",
          "quo\\"te": "5", "back\\\\slash": "6", "\\\\u0041": "7", "ünï": "8", "😀": "9",
          "class": "10", "Class": "11", "import": "12", "None": "13", "*/": "14"}],
       "all": {"x": {}}}
      """;

  private static final String UNRELATED =
      """
      {"openapi": "3.0.0", "info": {"title": "Shop", "version": "1"}, "paths": {},
       "components": {"schemas": {
         "Order": {"type": "object", "properties": {"id": {"type": "string"}}},
         "Customer": {"type": "object", "properties": {"home": {
           "type": "object", "properties": {"town": {"type": "string"}}}}}}}}
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

  private void compile(Map<String, String> files) throws IOException {
    write(files);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-d", folder.toString(), "--release", "8", "-Xlint:none", "-encoding", "UTF-8"));
    files.keySet().forEach(file -> arguments.add(folder.resolve(file).toString()));
    assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new))).isZero();
  }

  @Test
  void javaCompilesAndKeepsValues() throws Exception {
    Map<String, String> files = Language.JAVA.files(TYPES, PLACE);
    compile(files);
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
  void javaCompilesWhateverThingsAreCalled() throws Exception {
    Types types = Types.read(UNFRIENDLY, true, "order");
    compile(Language.JAVA.files(types, new Language.Place("default", "import")));
    Map<String, ?> event = Objects.requireNonNull(Json.object(UNFRIENDLY_EVENT));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Class<?> type = loader.loadClass("schema.default_.import_.AWSEvent");
      Object made = type.getMethod("fromMap", Map.class).invoke(null, event);
      assertThat(type.getMethod("toMap").invoke(made)).isEqualTo(event);
      // Setters set, and getters get, members that are called as their parameters are.
      Object map = type.getMethod("getMap").invoke(made);
      Class<?> number = loader.loadClass("schema.default_.import_.Number");
      Object other = number.getMethod("fromMap", Map.class).invoke(null, Map.of());
      map.getClass().getMethod("setValue", number).invoke(map, other);
      assertThat(map.getClass().getMethod("getValue").invoke(map)).isSameAs(other);
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
            'parent': {'id': '0', 'parent': {'lines': [], 'prices': {}}}}}
        made = AWSEvent.from_dict(event)
        assert made.detail.parent.id == '0' and made.detail.lines[0].count == 2
        assert made.to_dict() == event, made.to_dict()
        """);
    python("try.py");
  }

  @Test
  void pythonCompilesWhateverThingsAreCalled() throws Exception {
    Types types = Types.read(UNFRIENDLY, true, "order");
    write(Language.PYTHON.files(types, new Language.Place("default", "import")));
    Files.writeString(
        folder.resolve("try.py"),
        """
        from schema.default.import_ import AWSEvent
        event = %s
        made = AWSEvent.from_dict(event)
        assert made.map.self_.v == 'd' and made.list[0].import_ == '12'
        assert made.to_dict() == event, made.to_dict()
        """
            .formatted(UNFRIENDLY_EVENT.strip()));
    python("try.py");
  }

  private void python(String script) throws Exception {
    Process python;
    try {
      python =
          new ProcessBuilder("python3", script)
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

  /// Keywords of Go; a program called `main` cannot be imported.
  @Test
  void goPackagesAreNotCalledAsTheLanguageForbids() {
    Types types = Types.read(UNFRIENDLY, true, "order");
    assertThat(Language.GO.files(types, new Language.Place("default", "import")))
        .hasEntrySatisfying(
            "schema/default_/import_/events.go",
            text -> assertThat(text).startsWith("package import_\n"));
    assertThat(Language.GO.files(types, new Language.Place("r", "main")))
        .containsOnlyKeys("schema/r/main_/events.go");
  }

  @Test
  void everyLanguageHasTypesThatNothingRefersTo() throws Exception {
    Types types = Types.read(UNRELATED, true, "shop");
    compile(Language.JAVA.files(types, PLACE));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Class<?> type = loader.loadClass("schema.my_registry.shop_order.Customer");
      Map<String, Object> customer = Map.of("home", Map.of("town", "t"));
      Object made = type.getMethod("fromMap", Map.class).invoke(null, customer);
      assertThat(type.getMethod("toMap").invoke(made)).isEqualTo(customer);
    }
    assertThat(Language.TYPESCRIPT.files(types, PLACE).values())
        .singleElement(as(InstanceOfAssertFactories.STRING))
        .contains("interface Order {", "interface Customer {", "interface CustomerHome {");
    assertThat(Language.GO.files(types, PLACE).values())
        .singleElement(as(InstanceOfAssertFactories.STRING))
        .contains("type Order struct", "type Customer struct", "type CustomerHome struct");
    write(Language.PYTHON.files(types, PLACE));
    Files.writeString(
        folder.resolve("try.py"),
        """
        from schema.my_registry.shop_order import Customer, Order
        assert Customer.from_dict({'home': {'town': 't'}}).home.town == 't'
        """);
    python("try.py");
  }

  @Test
  void definitionsThatNothingRefersToAreTypes() {
    String schema =
        """
        {"title": "order", "type": "object", "properties": {"id": {"type": "string"}},
         "definitions": {"Id": {"type": "string"},
           "Customer": {"type": "object", "properties": {"name": {"type": "string"}}}}}
        """;
    assertThat(Types.read(schema, false, "shop").objects()).containsOnlyKeys("Order", "Customer");
  }

  @Test
  void archivesAreTheSameForTheSameFiles() {
    assertThat(SourceArchive.of(Map.of("a", "1", "b", "2")))
        .isEqualTo(SourceArchive.of(Map.of("b", "2", "a", "1")));
  }
}
